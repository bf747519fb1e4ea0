"""What the surfaces hold of the question log: it takes notes of turns, or none where the log is off."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.model.knowledge import Locale
from bot.model.turn import Decision
from bot.questionlog.events import Asked, Event, Judged, Missed, Place
from bot.questionlog.redact import redacted
from bot.settings import Mode

WITH_INTENT = ("answer", "not_covered")


def nowhere(_: Event) -> None:
    """Where notes go while the log is off."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Takes notes of the turns of one place. `put` returns at once and never raises."""

    mode: Mode = "off"
    put: Callable[[Event], None] = nowhere
    place: Place = "page"

    @property
    def on(self) -> bool:
        """True where anything at all is noted."""
        return self.mode != "off"

    @property
    def words(self) -> bool:
        """True where words of questions are kept that were not understood."""
        return self.mode == "misses"

    def at(self, place: Place) -> "Notes":
        """The same notes for another place."""
        return replace(self, place=place)

    def asked(self, decision: Decision, locale: Locale, words: str | None = None) -> None:
        """Note a turn. `words`: the question, only where it may be kept; it is redacted here."""
        if not self.on:
            return
        missed = Missed(redacted(words), decision.intents) if words and self.words else None
        self.put(Asked(_today(), decision.kind, intent_of(decision), locale, self.place, missed))

    def judged(self, intent: str, locale: Locale, fits: bool) -> None:
        """Note a yes or no to "was this what you asked?"."""
        if self.on:
            self.put(Judged(_today(), intent, locale, self.place, fits))


OFF = Notes()


def intent_of(decision: Decision) -> str:
    """The intent of an answer; empty for kinds that have none."""
    return decision.intents[0] if decision.kind in WITH_INTENT else ""


def _today() -> date:
    return datetime.now(UTC).date()
