"""What a safe question means: follow-up, small talk, one intent or two, torn between some, or none of ours."""

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import assert_never

from bot.conversation.about import about
from bot.conversation.trained import SMALLTALK, Trained
from bot.matching.decide import OFFERS, Outcome, decide
from bot.matching.gates import Gated, apply_gates
from bot.matching.rank import rank
from bot.model.turn import Candidate, Context, Decision, Slots, Trace
from bot.slots.extract import extract
from bot.slots.followup import complete, leans
from bot.text.normalise import fold

_SENTENCES = re.compile(r"[?？!！。；;\n]+")
_ENGLISH_ASKS = r"(?:how|what|where|who|when|why|which|is|are|do|does|did|can|will)\b"
_CHINESE_ASKS = r"(?:吗|嗎|么|麼|什么|什麼|哪|怎|多少|几|幾|有没有|有沒有|会不会|會不會|点样|點樣|边|邊|咩)"
_ASKS = re.compile(rf"^\s*{_ENGLISH_ASKS}|{_CHINESE_ASKS}", re.IGNORECASE)
_HALVES = re.compile(
    rf"(?:,\s*|\s+and\s+)(?:also\s+|then\s+)?(?={_ENGLISH_ASKS})|[，,](?=[^，,]*{_CHINESE_ASKS})", re.IGNORECASE
)
"""Where a message may turn to a second question: before something that asks."""
_MIN_SENTENCE = 3
"""Code points a sentence needs to count as a question of its own."""
_MAX_HALVED = 80
"""Code points up to which a message is tried as two halves; a longer one is a story with commas in it."""
_MAX_QUESTIONS = 4
"""Sentences up to which a message is read one by one."""
_UNCLEAR = ("clarify", "fallback")
_TELLING = re.compile(r"[^\W_]")
_MIN_TELLING = 2
"""Letters, digits or Chinese characters that a question needs to mean anything."""


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
        decision = about(followup.intent, followup.slots, trained.knowledge, short=followup.kind == "simpler")
        return Understanding(decision, Trace(fold(question), f"follow-up: {followup.kind}"))
    whole = _single(question, slots, trained)
    if whole.decision.kind != "smalltalk" and len(_TELLING.findall(fold(question))) < _MIN_TELLING:
        nearest = tuple(c.intent for c in whole.trace.candidates if c.intent in trained.knowledge.intents)
        return replace(whole, decision=Decision("fallback", nearest[:OFFERS]))
    reported = {weeks for _, weeks in trained.knowledge.cells}
    if context.intent is None and slots.weeks in reported and leans(question, trained.slots):
        return replace(whole, decision=_which_result(whole, trained))
    sentences = _clear_parts(_SENTENCES, question, trained)
    if len(sentences) > 1:
        return _both(sentences[0], sentences[1], slots)
    if whole.decision.kind in _UNCLEAR:
        # Of a story one sentence may be the question, and the only one that is understood.
        return sentences[0] if sentences else whole
    may_divide = len(question) <= _MAX_HALVED and _ASKS.search(_HALVES.split(question)[0])
    halves = _clear_parts(_HALVES, question, trained) if may_divide else []
    # They are two questions only if the whole, too, is read as one of them.
    if len(halves) == 2 and whole.decision.intents in [half.decision.intents for half in halves]:
        return _both(halves[0], halves[1], slots)
    return whole


def _both(first: Understanding, second: Understanding, slots: Slots) -> Understanding:
    """Two questions in one message: the first is answered, the second offered first."""
    decision = first.decision
    if decision.slots == Slots(decision.slots.outcome) and slots.weeks is not None:
        decision = replace(decision, slots=replace(slots, outcome=decision.slots.outcome or slots.outcome))
    return Understanding(replace(decision, also=second.decision.intents[0]), first.trace)


def _clear_parts(divider: re.Pattern[str], question: str, trained: Trained) -> list[Understanding]:
    """The clear questions among the parts of a message, one for each intent, in order; none if it has one part."""
    parts = [part for part in divider.split(question) if len(part.strip()) >= _MIN_SENTENCE]
    if not 1 < len(parts) <= _MAX_QUESTIONS:
        return []
    read = [_single(part, extract(part, trained.slots), trained) for part in parts]
    found: dict[str, Understanding] = {}
    for one in read:
        if one.decision.kind in ("answer", "not_covered"):
            found.setdefault(one.decision.intents[0], one)
    return list(found.values())


def _which_result(whole: Understanding, trained: Trained) -> Decision:
    """A time without a subject: offer the results, nearest first."""
    results = [intent.id for intent in trained.knowledge.intents.values() if len(intent.outcomes) == 1]
    near = [intent for intent in whole.decision.intents if intent in results]
    return Decision("clarify", tuple(dict.fromkeys((*near, *results)))[:OFFERS])


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
            return about(outcome.intents[0], slots, trained.knowledge)
        case "clarify" | "fallback":
            nearest = (c.intent for c in gated.candidates if c.intent in trained.knowledge.intents)
            return Decision(outcome.kind, tuple(islice(nearest, OFFERS)))
    assert_never(outcome.kind)


def _trace(question: str, gated: Gated, outcome: Outcome) -> Trace:
    shown = tuple(Candidate(c.intent or "(not ours)", c.score) for c in gated.candidates[:5])
    margin = shown[0].score - shown[1].score if len(shown) > 1 else None
    return Trace(fold(question), outcome.kind, (), shown, margin, gated.fired)
