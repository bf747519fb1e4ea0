"""Reading the question log, and settling what was found in it. For the command line and for tools of editors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from sqlalchemy import Connection, RowMapping, func, select, update

from bot.questionlog.database import Database
from bot.questionlog.grouping import grouped
from bot.questionlog.schema import counts
from bot.questionlog.schema import misses as missed
from bot.questionlog.schema import verdicts as judged
from bot.questionlog.writing import OPEN, Keep, empty, prune

State = Literal["open", "resolved", "ignored"]
STATES: tuple[State, ...] = ("open", "resolved", "ignored")
MOST = 2000
"""Questions that are grouped at most: the most frequent ones."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that was not understood, redacted: how often it was asked, and which intents came nearest."""

    id: int
    text: str
    kind: str
    locale: str
    nearest: tuple[str, ...]
    times: int
    first: date
    last: date
    state: State


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are much alike, the most frequent first."""

    misses: tuple[Miss, ...]

    @property
    def times(self) -> int:
        """How often any of them was asked."""
        return sum(miss.times for miss in self.misses)

    @property
    def last(self) -> date:
        """The last day on which any of them was asked."""
        return max(miss.last for miss in self.misses)

    @property
    def nearest(self) -> tuple[str, ...]:
        """The intents that came nearest, of the most frequent question first."""
        return tuple(dict.fromkeys(intent for miss in self.misses for intent in miss.nearest))


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened."""

    day: date
    kind: str
    intent: str
    locale: str
    place: str
    times: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """How often readers said yes and no to "was this what you asked?"."""

    day: date
    intent: str
    locale: str
    place: str
    yes: int
    no: int


def misses(database: Database, state: State | None = "open", limit: int = MOST) -> tuple[Group, ...]:
    """Questions that were not understood, like ones together, the most frequent group first.

    `state`: only those in it; None for all. `limit`: the most frequent so many questions.

    Raises:
        Unavailable: the log cannot be read.
    """
    found = single_misses(database, state, limit)
    groups = [Group(tuple(found[n] for n in numbers)) for numbers in grouped([miss.text for miss in found])]
    return tuple(sorted(groups, key=lambda group: (-group.times, group.misses[0].id)))


def single_misses(database: Database, state: State | None = None, limit: int | None = None) -> list[Miss]:
    """Questions that were not understood, one by one, the most frequent first.

    Raises:
        Unavailable: the log cannot be read.
    """
    wanted = select(missed).order_by(missed.c.times.desc(), missed.c.last_day.desc(), missed.c.id).limit(limit)
    with database.reading() as connection:
        rows = connection.execute(wanted.where(missed.c.state == state) if state else wanted).mappings().all()
    return [_miss(row) for row in rows]


def settle(database: Database, ids: Iterable[int], state: State) -> int:
    """Say of questions that they are resolved, to be ignored, or open again; the number of those that were found.

    A resolved question that is asked on a later day, and not understood, is open again.

    Raises:
        Unavailable: the log cannot be written.
    """
    day = None if state == OPEN else datetime.now(UTC).date()
    change = update(missed).where(missed.c.id.in_(list(ids))).values(state=state, settled_day=day)
    with database.changing() as connection:
        return connection.execute(change).rowcount


def all_counts(database: Database) -> list[Count]:
    """Turns by day, kind, intent, language and place, in this order.

    Raises:
        Unavailable: the log cannot be read.
    """
    with database.reading() as connection:
        return [Count(*row) for row in connection.execute(select(counts).order_by(*counts.primary_key))]


def all_verdicts(database: Database) -> list[Verdict]:
    """What readers said of answers, by day, intent, language and place, in this order.

    Raises:
        Unavailable: the log cannot be read.
    """
    with database.reading() as connection:
        return [Verdict(*row) for row in connection.execute(select(judged).order_by(*judged.primary_key))]


def purge(database: Database, keep: Keep | None) -> int:
    """Delete what is older or more than `keep` allows, or without it everything; the number of rows deleted.

    Raises:
        Unavailable: the log cannot be written.
    """
    with database.changing() as connection:
        before = _rows(connection)
        if keep:
            prune(connection, keep, datetime.now(UTC).date())
        else:
            empty(connection)
        return before - _rows(connection)


def _rows(connection: Connection) -> int:
    tables = (counts, judged, missed)
    return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def _miss(row: RowMapping) -> Miss:
    nearest = tuple(filter(None, row["nearest"].split(",")))
    named = {name: row[name] for name in ("id", "text", "kind", "locale", "times", "state")}
    return Miss(**named, nearest=nearest, first=row["first_day"], last=row["last_day"])
