"""Outcome and weeks as parameters of an address."""

from bot.model.knowledge import OUTCOMES
from bot.model.turn import Slots
from bot.web.errors import Problem

MAX_WEEKS = 520


def read_slots(outcome: str | None, weeks: str | None) -> Slots:
    """Outcome and weeks parameters.

    Raises:
        Problem: 422 for an unknown outcome or a week that is no whole number from 0 to 520.
    """
    known = next((name for name in OUTCOMES if name == outcome), None)
    if outcome is not None and known is None:
        raise Problem(422, "Unknown outcome", f"outcome must be one of {', '.join(OUTCOMES)}.")
    if weeks is None:
        return Slots(known)
    if not (weeks.isascii() and weeks.isdigit() and len(weeks) <= 3 and int(weeks) <= MAX_WEEKS):
        raise Problem(422, "Weeks out of bounds", f"weeks must be a whole number from 0 to {MAX_WEEKS}.")
    return Slots(known, int(weeks))
