"""Thresholds, the decision, and the cross-validation that sets the thresholds."""

from dataclasses import replace

import numpy as np
import pytest

from bot.matching.calibrate import HeldOut, calibrate, held_out
from bot.matching.decide import Thresholds, confidence, decide, margin
from bot.matching.index import OUT_OF_SCOPE
from bot.matching.learning import learn
from bot.model.turn import Candidate
from tests.matching.test_ranking import EXAMPLES, StubEncoder

THRESHOLDS = Thresholds(answer=0.4, margin=0.1, clarify=0.2)


def candidates(*pairs: tuple[str, float]) -> tuple[Candidate, ...]:
    """Candidates from names and scores."""
    return tuple(Candidate(intent, score) for intent, score in pairs)


def rehearsed(examples=EXAMPLES) -> HeldOut:
    """How the examples do when they are held out."""
    index, rehearsal = learn(examples)
    return held_out(index, rehearsal.owners, rehearsal.light)


def test_a_clear_leader_is_answered() -> None:
    """Confidence and lead suffice: one intent."""
    outcome = decide(candidates(("a", 0.6), ("b", 0.3), ("c", 0.1)), THRESHOLDS)
    assert (outcome.kind, outcome.intents) == ("answer", ("a",))


def test_a_tie_is_asked_back() -> None:
    """Two close candidates are offered, with a third."""
    outcome = decide(candidates(("a", 0.45), ("b", 0.45), ("c", 0.1)), THRESHOLDS)
    assert (outcome.kind, outcome.intents) == ("clarify", ("a", "b", "c"))


def test_a_tie_is_asked_back_however_sure_it_is_that_the_question_is_ours() -> None:
    """Confidence says that the question is ours, and not which one it is."""
    assert decide(candidates(("a", 0.49), ("b", 0.47), (OUT_OF_SCOPE, 0.0001)), THRESHOLDS).kind == "clarify"


def test_a_better_foreign_class_is_a_fallback_with_the_nearest() -> None:
    """Out of scope competes: where it leads nothing is answered, and it is never offered."""
    outcome = decide(candidates((OUT_OF_SCOPE, 0.9), ("a", 0.08), ("b", 0.02)), THRESHOLDS)
    assert (outcome.kind, outcome.intents) == ("fallback", ("a", "b"))


def test_an_outcome_at_the_thresholds_passes() -> None:
    """Thresholds are the least that is enough, as calibration counts them."""
    at = Thresholds(answer=0.625, margin=0.25, clarify=0.25)
    assert decide(candidates(("a", 0.625), ("b", 0.375)), at).kind == "answer"
    assert decide(candidates(("a", 0.624), ("b", 0.01)), at).kind == "clarify"


def test_members_of_a_family_are_not_torn_between() -> None:
    """Who thanks and says goodbye in one breath is not asked which question was meant."""
    both = candidates(("small:thanks", 0.5), ("small:bye", 0.45), ("a", 0.03), (OUT_OF_SCOPE, 0.02))
    assert decide(both, THRESHOLDS).intents == ("small:thanks",)
    assert decide(both, THRESHOLDS).kind == "answer"
    beside = candidates(("small:thanks", 0.25), ("a", 0.45), ("small:bye", 0.25), ("b", 0.44))
    assert decide(tuple(sorted(beside, key=lambda one: -one.score)), THRESHOLDS).kind == "clarify"


def test_nothing_of_ours_is_a_fallback() -> None:
    """Without a candidate there is nothing to offer, and one alone is no choice."""
    assert decide((), THRESHOLDS).intents == ()
    assert decide(candidates((OUT_OF_SCOPE, 1.0)), THRESHOLDS).kind == "fallback"
    assert decide(candidates(("a", 0.3)), THRESHOLDS).kind == "fallback"


def test_confidence_and_margin_lie_between_zero_and_one() -> None:
    """Both are shares, at their ends where one side is nothing."""
    assert confidence(0.5, 0.5) == 0.5
    assert confidence(0.3, 0.0) == 0.3
    assert (margin(0.4, 0.4), margin(0.4, 0.0), margin(0.0, 0.0)) == (0.0, 1.0, 0.0)


def test_calibration_is_deterministic_and_ordered() -> None:
    """The same examples choose the same thresholds, and a clarification never needs more than an answer."""
    thresholds = calibrate(rehearsed())
    assert thresholds == calibrate(rehearsed(tuple(reversed(EXAMPLES))))
    assert thresholds.clarify <= thresholds.answer


def test_calibration_keeps_foreign_questions_away() -> None:
    """Where the foreign look half as sure as ours, the threshold of an answer comes to lie between them."""
    ours, foreign = 80, 20
    sure = np.array([0.8] * ours + [0.42] * foreign, dtype=np.float32)
    held = HeldOut(
        foreign=np.arange(ours + foreign) >= ours,
        right=np.arange(ours + foreign) < ours,
        offered=np.arange(ours + foreign) < ours,
        confidence=sure,
        margin=np.ones(ours + foreign, dtype=np.float32),
        weight=np.ones(ours + foreign, dtype=np.float32),
    )
    assert 0.42 < calibrate(held).answer <= 0.8
    wrong = replace(held, right=np.zeros(ours + foreign, dtype=bool))
    assert calibrate(wrong).answer > 0.8


@pytest.mark.parametrize("encoder", [None, StubEncoder()], ids=["light", "semantic"])
def test_held_out_examples_are_judged_without_themselves(encoder) -> None:
    """Left out, an example is less sure of its label than when it was learnt from."""
    index, rehearsal = learn(EXAMPLES, encoder=encoder)
    chances = rehearsal.light if rehearsal.full is None else rehearsal.full
    held = held_out(index, rehearsal.owners, chances)
    assert held.accuracy <= held.accuracy_at_3
    assert held.offered[held.right].all()
    assert held.foreign.sum() == 3
    if encoder is None:
        assert float(held.right[~held.foreign].mean()) < 1
