"""Outcome and weeks as parameters of an address."""

from urllib.parse import urlencode

from bot.model.knowledge import Intent, Knowledge
from bot.model.turn import Slots
from bot.web.errors import Problem

MAX_WEEKS = 520


def answer_path(intent: Intent, slots: Slots) -> str:
    """The path, below the language, of the page of an answer: one for each, so an only outcome is not named."""
    outcome = slots.outcome if intent.outcomes != (slots.outcome,) else None
    parameters = {"outcome": outcome, "weeks": slots.weeks}
    query = urlencode({name: value for name, value in parameters.items() if value is not None})
    return f"/a/{intent.id}{'?' if query else ''}{query}"


def read_slots(outcome: str | None, weeks: str | None, knowledge: Knowledge) -> Slots:
    """Outcome and weeks parameters.

    Raises:
        Problem: 422 for an unknown outcome or a week that is no whole number from 0 to 520.
    """
    if outcome is not None and outcome not in knowledge.outcomes:
        raise Problem(422, "Unknown outcome", f"outcome must be one of {', '.join(knowledge.outcomes)}.")
    if weeks is None:
        return Slots(outcome)
    if not (weeks.isascii() and weeks.isdigit() and len(weeks) <= 3 and int(weeks) <= MAX_WEEKS):
        raise Problem(422, "Weeks out of bounds", f"weeks must be a whole number from 0 to {MAX_WEEKS}.")
    return Slots(outcome, int(weeks))
