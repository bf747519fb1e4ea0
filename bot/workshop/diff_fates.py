"""What becomes of a known question between two contents, in the order in which an editor should look."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from bot.model.knowledge import Knowledge
from bot.model.refusal import Refusal
from bot.model.turn import DANGER, Decision, Turn

Fate = Literal["danger", "lost", "changed", "found", "asked", "unanswered"]

FATES: dict[Fate, str] = {
    "danger": "Danger and personal advice: what warns or holds back is another one",
    "lost": "Answers that are lost: now asked back, or none",
    "changed": "Answered otherwise, or asked back with another first guess",
    "found": "Answered now",
    "asked": "Asked back now, where there was no answer",
}
"""What is listed, in this order. What stays without an answer, or asked back with the same first guess, is counted."""
_STANDS = {"fallback": 0, "clarify": 1}
_ANSWERED = 2


@dataclass(frozen=True, slots=True)
class Decided:
    """What a content makes of a question."""

    said: str
    """Kind, question understood, outcome, week, warnings."""
    stands: int = 0
    """0 without an answer, 1 asked back, 2 answered."""
    guards: frozenset[str] = frozenset()
    """What in it warns of danger, or holds back a verdict on one person."""
    intent: str = ""
    """The question that is answered, if one is; else the first guess."""


def decided(turn: Turn | Refusal, knowledge: Knowledge) -> Decided:
    """What was made of a question, put so that two contents can be compared."""
    if isinstance(turn, Refusal):
        return Decided(turn.reason)
    made = turn.decision
    stands = _STANDS.get(made.kind, _ANSWERED)
    first = made.intents[0] if made.intents else ""
    guards = _guards(made, first if stands == _ANSWERED else "", knowledge)
    return Decided(_said(made), stands, frozenset(guards), first)


def fate(before: Decided, after: Decided) -> Fate:
    """What becomes of a question of which the two contents make different things."""
    if before.guards != after.guards:
        return "danger"
    if before.stands != after.stands:
        return "lost" if after.stands < before.stands else "found" if after.stands == _ANSWERED else "asked"
    same_guess = after.stands < _ANSWERED and before.intent == after.intent
    return "unanswered" if same_guess or not after.stands else "changed"


def reached(made: Decided, intents: Collection[str]) -> bool:
    """True if one of these questions is answered."""
    return made.stands == _ANSWERED and made.intent in intents


def _said(made: Decision) -> str:
    parts = [" or ".join(made.intents), made.variant, made.slots.outcome or ""]
    parts += ["" if made.slots.weeks is None else f"week {made.slots.weeks}"]
    parts += [f"then {made.also}" if made.also else "", *made.notices]
    said = ", ".join(part for part in parts if part)
    return made.kind + (f": {said}" if said else "")


def _guards(made: Decision, answered: str, knowledge: Knowledge) -> set[str]:
    found = {notice for notice in made.notices if notice in DANGER}
    if made.kind in ("emergency", "crisis"):
        found.add(f"{made.kind} {made.variant}")
    if made.kind == "personal_advice":
        found.add(made.kind)
    intent = knowledge.intents.get(answered)
    if intent and set(intent.notices) & set(DANGER):
        found.add(answered)  # an answer about danger, such as the one on warning signs
    return found
