"""Thresholds, the decision, and the cross-validation that sets the thresholds."""

from bot.matching.calibrate import calibrate, held_out
from bot.matching.decide import Thresholds, decide
from bot.matching.index import OUT_OF_SCOPE, learn
from bot.model.turn import Candidate
from tests.matching.test_ranking import EXAMPLES

THRESHOLDS = Thresholds(answer=0.4, clear=0.7, margin=0.1, clarify=0.2)


def candidates(*pairs: tuple[str, float]) -> tuple[Candidate, ...]:
    """Candidates from names and scores."""
    return tuple(Candidate(intent, score) for intent, score in pairs)


def test_a_clear_leader_is_answered() -> None:
    """Confidence and lead suffice: one intent."""
    outcome = decide(candidates(("a", 0.6), ("b", 0.3), ("c", 0.1)), THRESHOLDS)
    assert (outcome.kind, outcome.intents) == ("answer", ("a",))


def test_a_tie_is_asked_back() -> None:
    """Two close candidates are offered, with a third."""
    outcome = decide(candidates(("a", 0.5), ("b", 0.45), ("c", 0.1)), THRESHOLDS)
    assert (outcome.kind, outcome.intents) == ("clarify", ("a", "b", "c"))


def test_high_confidence_needs_no_lead() -> None:
    """An almost literal match is answered even if a sister intent is close."""
    assert decide(candidates(("a", 0.8), ("b", 0.78)), THRESHOLDS).kind == "answer"


def test_a_better_foreign_class_is_a_fallback_with_the_nearest() -> None:
    """Out of scope competes: where it leads nothing is answered, and it is never offered."""
    outcome = decide(candidates((OUT_OF_SCOPE, 0.9), ("a", 0.8), ("b", 0.1)), THRESHOLDS)
    assert (outcome.kind, outcome.intents) == ("fallback", ("a", "b"))


def test_calibration_is_deterministic_and_ordered() -> None:
    """The same examples choose the same thresholds, and a clarification never needs more than an answer."""
    thresholds = calibrate(*learn(EXAMPLES))
    assert thresholds == calibrate(*learn(tuple(reversed(EXAMPLES))))
    assert thresholds.clarify <= thresholds.answer <= thresholds.clear


def test_held_out_examples_are_judged_without_themselves() -> None:
    """Left out, an example is less sure of its label than when it was learnt from."""
    held = held_out(*learn(EXAMPLES))
    assert float(held.confidence[~held.foreign].mean()) < 0.8
    assert held.offered[held.right].all()
