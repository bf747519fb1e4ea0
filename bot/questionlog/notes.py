"""What the surfaces hold of the question log: it takes notes of turns, or none where the log is off."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.model.knowledge import Locale
from bot.model.turn import DANGER, Decision, Kind, Turn
from bot.questionlog.events import Asked, Event, Judged, Missed, Place
from bot.settings import Mode

WITH_INTENT: tuple[Kind, ...] = ("answer", "not_covered")
NOT_UNDERSTOOD: tuple[Kind, ...] = ("fallback", "clarify")
_GRAVE: tuple[Kind, ...] = ("emergency", "crisis", "personal_advice")


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

    def at(self, place: Place) -> "Notes":
        """The same notes for another place."""
        return replace(self, place=place)

    def typed(self, question: str, turn: Turn, before: Iterable[Decision] = ()) -> None:
        """Note a question that was typed. `before`: the decisions of the conversation so far, where they are known."""
        kept = self.mode == "misses" and may_keep(turn, before)
        missed = Missed(_redacted(question), turn.decision.intents) if kept else None
        self._asked(turn.decision, turn.reply.locale, missed)

    def picked(self, decision: Decision, locale: Locale) -> None:
        """Note a question that was chosen from those offered."""
        self._asked(decision, locale, None)

    def judged(self, decision: Decision, locale: Locale, fits: bool) -> None:
        """Note a yes or no to "was this what you asked?"."""
        if self.on:
            self.put(Judged(_today(), _intent(decision), locale, self.place, fits))

    def _asked(self, decision: Decision, locale: Locale, missed: Missed | None) -> None:
        if self.on:
            self.put(Asked(_today(), decision.kind, _intent(decision), locale, self.place, missed))


def _redacted(question: str) -> str:
    # Its many patterns take time to load: only where texts are kept.
    from bot.questionlog.redact import redacted  # noqa: PLC0415

    return redacted(question)


OFF = Notes()


def may_keep(turn: Turn, before: Iterable[Decision] = ()) -> bool:
    """True if the words of a question may be kept at all, redacted.

    It was not understood, the safety screen found nothing whatever in it, and nothing grave was spoken of before it.
    """
    calm = turn.trace.calm and not turn.decision.notices
    return turn.decision.kind in NOT_UNDERSTOOD and calm and not any(map(is_grave, before))


def is_grave(decision: Decision) -> bool:
    """True for a turn about a danger or one person's treatment, and for one that a danger sign stood in."""
    return decision.kind in _GRAVE or any(notice in DANGER for notice in decision.notices)


def _intent(decision: Decision) -> str:
    """The intent of an answer; empty for kinds that have none."""
    return decision.intents[0] if decision.kind in WITH_INTENT else ""


def _today() -> date:
    return datetime.now(UTC).date()
