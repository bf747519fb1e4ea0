"""What a safe question means: follow-up, small talk, one intent or two, torn between some, or none of ours."""

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import assert_never

from bot.conversation.trained import SMALLTALK, Trained
from bot.matching.decide import OFFERS, Outcome, decide
from bot.matching.gates import Gated, apply_gates
from bot.matching.rank import rank
from bot.model.turn import Candidate, Context, Decision, Slots, Trace
from bot.slots.extract import extract
from bot.slots.followup import complete
from bot.text.normalise import fold

_SENTENCES = re.compile(r"[?？!！。；;\n]+")
_MIN_SENTENCE = 3
"""Code points a sentence needs to count as a question of its own."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A decision and how it came about."""

    decision: Decision
    trace: Trace


def understand(question: str, context: Context, trained: Trained) -> Understanding:
    """Decide about one question of at most 300 code points that the safety screen let through."""
    slots = extract(question, trained.slots)
    followup = complete(question, context, trained.slots, slots)
    if followup and followup.intent:
        decision = _about(followup.intent, followup.slots, trained, short=followup.kind == "simpler")
        return Understanding(decision, Trace(fold(question), f"follow-up: {followup.kind}"))
    first, *rest = _questions(question, trained)
    second = next((c for c in rest if c.decision.intents[0] != first.decision.intents[0]), None)
    if second is None:
        return first if not rest else _single(question, slots, trained)
    return Understanding(replace(first.decision, also=second.decision.intents[0]), first.trace)


def _questions(question: str, trained: Trained) -> list[Understanding]:
    """The whole text as one question, or its sentences if two of them are clear questions of their own."""
    sentences = [part for part in _SENTENCES.split(question) if len(part.strip()) >= _MIN_SENTENCE]
    if 1 < len(sentences) <= 4:
        read = [_single(part, extract(part, trained.slots), trained) for part in sentences]
        clear = [one for one in read if one.decision.kind in ("answer", "not_covered")]
        if len({one.decision.intents[0] for one in clear}) > 1:
            return clear
    return [_single(question, extract(question, trained.slots), trained)]


def _single(question: str, slots: Slots, trained: Trained) -> Understanding:
    candidates = rank(question, trained.index)
    gated = apply_gates(question, candidates, trained.gates)
    outcome = decide(gated.candidates, trained.thresholds)
    return Understanding(_decision(outcome, gated, slots, trained), _trace(question, gated, outcome))


def _decision(outcome: Outcome, gated: Gated, slots: Slots, trained: Trained) -> Decision:
    match outcome.kind:
        case "answer" if outcome.intents[0].startswith(SMALLTALK):
            return Decision("smalltalk", variant=outcome.intents[0].removeprefix(SMALLTALK))
        case "answer":
            return _about(outcome.intents[0], slots, trained)
        case "clarify" | "fallback":
            nearest = (c.intent for c in gated.candidates if c.intent in trained.knowledge.intents)
            return Decision(outcome.kind, tuple(islice(nearest, OFFERS)))
    assert_never(outcome.kind)


def _about(intent_id: str, slots: Slots, trained: Trained, short: bool = False) -> Decision:
    """An answer; an outcome that the intent alone implies is filled in."""
    intent = trained.knowledge.intents[intent_id]
    if slots.outcome is None and len(intent.outcomes) == 1:
        slots = replace(slots, outcome=intent.outcomes[0])
    return Decision(intent.kind, (intent_id,), slots, short=short)


def _trace(question: str, gated: Gated, outcome: Outcome) -> Trace:
    shown = tuple(Candidate(c.intent or "(not ours)", c.score) for c in gated.candidates[:5])
    margin = shown[0].score - shown[1].score if len(shown) > 1 else None
    return Trace(fold(question), outcome.kind, (), shown, margin, gated.fired)
