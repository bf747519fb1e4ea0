"""What a safe question means: follow-up, small talk, one intent or two, torn between some, or none of ours."""

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import assert_never

from bot.answering.results import is_reported
from bot.conversation.about import about
from bot.conversation.precedent import has_precedent
from bot.conversation.trained import SMALLTALK, Trained
from bot.matching.decide import OFFERS, Outcome, decide
from bot.matching.gates import Gated, apply_gates
from bot.matching.rank import ranked, read
from bot.model.knowledge import Knowledge
from bot.model.turn import Candidate, Context, Decision, Slots, Trace
from bot.slots.asking import asks, clauses, sentences, without_courtesies, without_taken_back
from bot.slots.extract import extract
from bot.slots.followup import Followup, complete, kept_weeks, leans, yields
from bot.slots.followup_words import plain
from bot.slots.times import weeks_of
from bot.text.normalise import fold

_MAX_DIVIDED = 120
"""Code points up to which a sentence is tried as two questions; a longer one is a story with commas in it."""
_MAX_PARTS = 4
"""Parts up to which a message is read one by one; of more, only those that ask."""
_CLEAR = ("answer", "not_covered")
_FAR_AHEAD = 0.5
"""Lead, in probability, that a question of its own needs where it could also lean on the last answer."""
_SHOWN = 12
"""Candidates that a trace keeps."""
_TELLING = re.compile(r"[^\W_]")
_MIN_TELLING = 2
"""Letters, digits or Chinese characters that a question needs to mean anything."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A decision and how it came about."""

    decision: Decision
    trace: Trace

    @property
    def clear(self) -> bool:
        """True if it is a question with a reply of its own."""
        return self.decision.kind in _CLEAR


@dataclass(frozen=True, slots=True)
class _Part:
    """A message or a part of one."""

    folded: str
    typed: str
    """The same as it was typed, where that is at hand: the encoder knows capitals and punctuation."""
    kept: int | None = None
    """The weeks of the last answer, where a result that names none is asked about at these."""


def understand(question: str, context: Context, trained: Trained) -> Understanding:
    """Decide about one question of at most 300 code points that the safety screen let through.

    Courtesies around a question say nothing about it, but "thanks" alone is said to be answered. What is taken back
    in the same breath is not asked.
    """
    folded = fold(question)
    kept = kept_weeks(folded, context, trained.slots)
    bare = without_courtesies(without_taken_back(folded, trained.slots.asking), trained.slots.asking)
    if bare != folded:
        understood = _understood(_Part(bare, bare, kept), context, trained)
        if understood.clear:
            return understood
    return _understood(_Part(folded, question, kept), context, trained)


def _understood(message: _Part, context: Context, trained: Trained) -> Understanding:
    folded, slots = message.folded, extract(message.folded, trained.slots)
    if slots.outcome is not None and slots.weeks is None:
        slots = replace(slots, weeks=message.kept)
    whole = _read(message, slots, context, trained)
    if whole.decision.kind != "smalltalk" and not _followed(whole) and len(_TELLING.findall(folded)) < _MIN_TELLING:
        nearest = tuple(c.intent for c in whole.trace.candidates if c.intent in trained.knowledge.intents)
        return replace(whole, decision=Decision("fallback", nearest[:OFFERS]))
    if slots.weeks in _reported(trained.knowledge) and not _followed(whole) and leans(folded, trained.slots):
        return replace(whole, decision=_which_result(whole, slots, trained))
    found = _of_sentences(sentences(folded), whole, context, trained) or _of_clauses(folded, whole, context, trained)
    if not found:
        return whole
    first = replace(found[0], decision=_with_slots(found[0].decision, slots, trained.knowledge))
    return first if len(found) == 1 else _also(first, found[1])


def _read(part: _Part, slots: Slots, context: Context, trained: Trained, before: str = "") -> Understanding:
    """One question with its slots: completed from the last turn, or ranked. `before`: what is said before it."""
    ranked = _ranked(part, slots, trained, before)
    last = trained.knowledge.intents.get(context.intent or "")
    group = last.group if last else ""
    followup = complete(part.folded, context, trained.slots, slots, group, _is_blank(context, trained))
    if followup is None or yields(followup, _verdict(ranked)) or _is_canonical(part.folded, ranked, trained):
        return ranked
    decision = _completed(followup, trained.knowledge)
    return Understanding(decision, replace(ranked.trace, stage=f"follow-up: {followup.kind}")) if decision else ranked


def _is_blank(context: Context, trained: Trained) -> bool:
    """True if the last answer was that the article reports nothing for the week that was asked about."""
    last = trained.knowledge.intents.get(context.intent or "")
    if last is None or not last.outcomes or context.slots.weeks is None:
        return False
    return not is_reported(last, context.slots, trained.knowledge)


def _completed(followup: Followup, knowledge: Knowledge) -> Decision | None:
    """The decision of a follow-up; None if the lexicon sends it to an intent that does not exist."""
    if followup.kind == "none":
        return Decision("fallback", tuple(i for i in followup.menu if i in knowledge.intents)[:OFFERS])
    slots = _meant_slots(followup, knowledge)
    intent = followup.intent or _owner(slots, knowledge)
    return about(intent, slots, knowledge, followup.short) if intent in knowledge.intents else None


def _meant_slots(followup: Followup, knowledge: Knowledge) -> Slots:
    """The slots of a follow-up, as only the knowledge can tell: which outcome is the other, and weeks or months."""
    outcome, weeks = followup.slots.outcome, followup.slots.weeks
    if followup.other and followup.intent is not None:
        others = [one for one in knowledge.intents[followup.intent].outcomes if one != outcome]
        outcome = others[0] if len(others) == 1 else None
    if followup.lone and weeks is not None:
        reported, months = _reported(knowledge), weeks_of(weeks, "month")
        weeks = months if weeks not in reported and months in reported else weeks
    return Slots(outcome, weeks)


def _reported(knowledge: Knowledge) -> set[int]:
    """The weeks at which the article reports any result."""
    return {weeks for _, weeks in knowledge.cells}


def _owner(slots: Slots, knowledge: Knowledge) -> str:
    """The intent that an outcome belongs to: the one with the fewest others."""
    having = [intent for intent in knowledge.intents.values() if slots.outcome in intent.outcomes]
    return min(having, key=lambda intent: len(intent.outcomes)).id if having else ""


def _verdict(ranked: Understanding) -> str:
    """What the ranking makes of a question that could be a follow-up. A name that a gate knows is a clear opinion."""
    if ranked.trace.gates:
        return "answer"
    close = ranked.trace.margin is not None and ranked.trace.margin < _FAR_AHEAD
    return "clarify" if ranked.clear and close else ranked.decision.kind


def _is_canonical(folded: str, ranked: Understanding, trained: Trained) -> bool:
    """True for the very question that stands on a button: it means its own answer, whatever was said before."""
    return ranked.clear and plain(folded) in trained.canonical[ranked.decision.intents[0]]


def _followed(understanding: Understanding) -> bool:
    return understanding.trace.stage.startswith("follow-up")


def _of_sentences(
    parts: tuple[str, ...], whole: Understanding, context: Context, trained: Trained
) -> list[Understanding]:
    """The clear questions of a message of several sentences, if they say more than the whole; else none.

    A story is told around a question: where some sentences ask, only they count, and the others are what a pronoun
    in them may mean.
    """
    asking = [part for part in parts if asks(part, trained.slots.asking)] or list(parts)
    if len(parts) < 2 or len(asking) > _MAX_PARTS:
        return []
    heard = list(parts) if len(parts) <= _MAX_PARTS else asking
    told: set[str] = set()
    found: dict[str, Understanding] = {}
    for number, part in enumerate(heard):
        leaning = trained.slots.followups.pronouns.search(plain(part))
        bare = without_courtesies(part, trained.slots.asking)
        before = " ".join(heard[:number]) if leaning else ""
        one = _read(_Part(bare, bare), extract(bare, trained.slots), context, trained, before)
        if not one.clear:
            continue
        context = Context(one.decision.intents[0], one.decision.slots)
        if part not in asking:
            told.add(one.decision.intents[0])
        elif not _refines(one, found):
            found.setdefault(one.decision.intents[0], one)
    questions = list(found.values())
    if len(questions) != 1 or not whole.clear:
        return questions
    # The whole is about what is told, or read less surely than the one question, which does not point back at it.
    surer = (whole.trace.margin or 0) < _FAR_AHEAD <= (questions[0].trace.margin or 0)
    points_back = any(map(trained.slots.followups.pronouns.search, map(plain, asking)))
    apart = surer or (whole.decision.intents[0] in told and not points_back)
    return questions if apart and len(asking) < len(heard) else []


def _refines(one: Understanding, found: dict[str, Understanding]) -> bool:
    """True for a sentence that only adds to an earlier one ("What about albumin? At 12 weeks, I mean")."""
    intent = one.decision.intents[0]
    if intent in found and _followed(one):
        found[intent] = one
        return True
    return False


def _of_clauses(folded: str, whole: Understanding, context: Context, trained: Trained) -> list[Understanding]:
    """Two clear questions in one sentence, joined by a comma or "and"; else none."""
    parts = clauses(folded, trained.slots.asking)
    if not 1 < len(parts) <= _MAX_PARTS or len(folded) > _MAX_DIVIDED or whole.trace.gates:
        return []
    if not asks(parts[0], trained.slots.asking):
        return []
    found: dict[str, Understanding] = {}
    for part in parts:
        one = _read(_Part(part, part), extract(part, trained.slots), context, trained)
        if one.clear:
            found.setdefault(one.decision.intents[0], one)
            context = Context(one.decision.intents[0], one.decision.slots)
    # They are two questions only if the whole, too, is read as one of them, or as nothing clear.
    as_one = not whole.clear or whole.decision.intents[0] in found
    return list(found.values()) if len(found) == 2 and as_one else []


def _with_slots(decision: Decision, slots: Slots, knowledge: Knowledge) -> Decision:
    """The decision with what the rest of the message names."""
    if decision.slots.weeks is not None:
        return decision
    return replace(
        about(decision.intents[0], Slots(decision.slots.outcome or slots.outcome, slots.weeks), knowledge),
        short=decision.short,
    )


def _also(first: Understanding, second: Understanding) -> Understanding:
    """Two questions in one message: the first is answered, the second offered first."""
    return replace(first, decision=replace(first.decision, also=second.decision.intents[0]))


def _which_result(whole: Understanding, slots: Slots, trained: Trained) -> Decision:
    """A time without a subject: offer the results, nearest first."""
    results = [intent.id for intent in trained.knowledge.intents.values() if len(intent.outcomes) == 1]
    near = [intent for intent in whole.decision.intents if intent in results]
    return Decision("clarify", tuple(dict.fromkeys((*near, *results)))[:OFFERS], slots)


def _ranked(part: _Part, slots: Slots, trained: Trained, before: str) -> Understanding:
    """What the ranking makes of a question. The gates look at the names in what is said before it, too."""
    reading = read(part.typed, trained.matcher)
    candidates = ranked(reading, trained.matcher)
    gated = apply_gates(f"{before} {part.folded}" if before else part.folded, candidates, trained.gates)
    best = candidates[0].intent
    if gated.candidates[0].intent != best and has_precedent(reading, best, gated, trained.matcher):
        gated = Gated(candidates)
    outcome = decide(gated.candidates, trained.thresholds)
    return Understanding(_decision(outcome, gated, slots, trained), _trace(part.folded, gated, outcome))


def _decision(outcome: Outcome, gated: Gated, slots: Slots, trained: Trained) -> Decision:
    match outcome.kind:
        case "answer" if outcome.intents[0].startswith(SMALLTALK):
            return Decision("smalltalk", variant=outcome.intents[0].removeprefix(SMALLTALK))
        case "answer":
            return about(outcome.intents[0], slots, trained.knowledge)
        case "clarify" | "fallback":
            nearest = (c.intent for c in gated.candidates if c.intent in trained.knowledge.intents)
            return Decision(outcome.kind, tuple(islice(nearest, OFFERS)), slots)
    assert_never(outcome.kind)


def _trace(folded: str, gated: Gated, outcome: Outcome) -> Trace:
    shown = tuple(Candidate(c.intent or "(not ours)", c.score) for c in gated.candidates[:_SHOWN])
    margin = shown[0].score - shown[1].score if len(shown) > 1 else None
    return Trace(folded, outcome.kind, (), shown, margin, gated.fired)
