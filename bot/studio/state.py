"""Whether the questions were read and signed in every language, and still say what was read."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime

from bot.model.knowledge import Knowledge
from bot.studio.intents import State
from bot.workshop.review import Standing, status


def today() -> date:
    """The day at this desk."""
    return datetime.now(tz=UTC).astimezone().date()


def standings(knowledge: Knowledge) -> Mapping[str, tuple[Standing, ...]]:
    """Where the review of each answer stands, in every language."""
    found: defaultdict[str, tuple[Standing, ...]] = defaultdict(tuple)
    for one in status(knowledge, today()):
        found[one.answer] += (one,)
    return found


def reviews_of(knowledge: Knowledge) -> Mapping[str, State]:
    """One word for all languages of an answer: the one that asks most of its editors."""
    return {answer: _together(tuple(one.state for one in found)) for answer, found in standings(knowledge).items()}


def _together(states: tuple[str, ...]) -> State:
    if "stale" in states or "due" in states:
        return "stale"
    return "reviewed" if all(state == "signed" for state in states) else "unreviewed"
