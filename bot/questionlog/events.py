"""What is noted of a turn: numbers, and of a question that was not understood its redacted words."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.model.knowledge import Locale
from bot.model.turn import Kind

Place = Literal["page", "widget", "kiosk", "api"]
"""Where a question was asked."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that was not understood: its words, redacted already, and the nearest intents, best first."""

    text: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One turn. `intent` is empty for kinds that have none; the day is that of UTC."""

    day: date
    kind: Kind
    intent: str
    locale: Locale
    place: Place
    missed: Missed | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A reader's yes or no to "was this what you asked?"."""

    day: date
    intent: str
    locale: Locale
    place: Place
    fits: bool


Event = Asked | Judged
