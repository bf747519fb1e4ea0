"""What becomes of a known question between two contents, in the order in which an editor should look."""

from dataclasses import dataclass
from typing import Literal

from bot.model.knowledge import Knowledge
from bot.model.refusal import Refusal
from bot.model.turn import DANGER, Decision, Turn

Fate = Literal["danger", "lost", "changed", "found", "unanswered"]

FATES: dict[Fate, str] = {
    "danger": "Danger and personal advice: one side warns or holds back, the other does not",
    "lost": "Answers that are lost",
    "changed": "Answered otherwise",
    "found": "Answered now",
}
"""What is listed, in this order. Questions that stay without an answer are only counted."""
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
    """The question that is answered, if one is."""


def decided(turn: Turn | Refusal, knowledge: Knowledge) -> Decided:
    """What was made of a question, put so that two contents can be compared."""
    if isinstance(turn, Refusal):
        return Decided(turn.reason)
    made = turn.decision
    stands = _STANDS.get(made.kind, _ANSWERED)
    answered = made.intents[0] if stands == _ANSWERED and made.intents else ""
    return Decided(_said(made), stands, frozenset(_guards(made, answered, knowledge)), answered)


def fate(before: Decided, after: Decided) -> Fate:
    """What becomes of a question of which the two contents make different things."""
    if before.guards != after.guards:
        return "danger"
    if before.stands != after.stands:
        return "lost" if after.stands < before.stands else "found"
    return "changed" if after.stands else "unanswered"


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
