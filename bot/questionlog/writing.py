"""Storing a batch of notes: numbers are added up, questions counted once each, and what is too old or too much goes."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Table, case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.questionlog.events import Asked, Event, Judged
from bot.questionlog.schema import counts, misses, verdicts, writers
from bot.text.normalise import fold

OPEN, RESOLVED, IGNORED = "open", "resolved", "ignored"
"""States of a question that was not understood."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How long notes are kept, in days, and how many questions at most."""

    days: int
    rows: int


def write(connection: Connection, events: Sequence[Event], writer: str, batch: int, today: date) -> None:
    """Store a batch, unless this very batch of this writer is stored already. Inside a transaction."""
    row = {"id": writer, "batch": batch, "day": today}
    stored = connection.scalar(select(writers.c.batch).where(writers.c.id == writer))
    if stored == batch:
        return
    _upsert(connection, writers, row, {"batch": batch, "day": today})
    asked = [event for event in events if isinstance(event, Asked)]
    # In one order for all writers, so that no two wait for each other.
    for key, times in sorted(Counter((e.day, e.kind, e.intent, e.locale, e.place) for e in asked).items()):
        values = dict(zip(("day", "kind", "intent", "locale", "place"), key, strict=True))
        _upsert(connection, counts, {**values, "times": times}, {"times": counts.c.times + times})
    _judge(connection, [event for event in events if isinstance(event, Judged)])
    for digest, event in sorted(((digest_of(e.missed.text), e) for e in asked if e.missed), key=lambda pair: pair[0]):
        _miss(connection, digest, event)


def _judge(connection: Connection, judged: Iterable[Judged]) -> None:
    votes = Counter((e.day, e.intent, e.locale, e.place, e.fits) for e in judged)
    for key in sorted({vote[:4] for vote in votes}):
        yes, no = votes[(*key, True)], votes[(*key, False)]
        values = dict(zip(("day", "intent", "locale", "place"), key, strict=True))
        added = {"yes": verdicts.c.yes + yes, "no": verdicts.c.no + no}
        _upsert(connection, verdicts, {**values, "yes": yes, "no": no}, added)


def _miss(connection: Connection, digest: str, event: Asked) -> None:
    """Count a question that was not understood. One that was resolved on an earlier day is open again."""
    assert event.missed
    nearest = ",".join(event.missed.nearest)
    again = (misses.c.state == RESOLVED) & (misses.c.settled_day < event.day)
    values = {
        "digest": digest,
        "text": event.missed.text,
        "kind": event.kind,
        "locale": event.locale,
        "nearest": nearest,
        "times": 1,
        "first_day": event.day,
        "last_day": event.day,
        "state": OPEN,
    }
    renewed = {
        "times": misses.c.times + 1,
        "kind": event.kind,
        "nearest": nearest,
        "last_day": event.day,
        "state": case((again, OPEN), else_=misses.c.state),
    }
    _upsert(connection, misses, values, renewed)


def digest_of(text: str) -> str:
    """The same for texts that differ only in capitals, width, spaces, punctuation at the end, or Chinese script."""
    return hashlib.sha256("".join(fold(text).split()).strip("?？!！.。…~～").encode()).hexdigest()


def prune(connection: Connection, keep: Keep, today: date) -> None:
    """Delete what is older than is allowed, and of too many questions the settled, the rare and the old first."""
    oldest = today - timedelta(days=keep.days)
    for table in (counts, verdicts, writers):
        connection.execute(delete(table).where(table.c.day < oldest))
    connection.execute(delete(misses).where(misses.c.last_day < oldest))
    trim(connection, keep)


def trim(connection: Connection, keep: Keep) -> None:
    """Delete of too many questions the settled, the rare and the old first."""
    over = (connection.scalar(select(func.count()).select_from(misses)) or 0) - keep.rows
    if over > 0:
        order = (case((misses.c.state == OPEN, 1), else_=0), misses.c.times, misses.c.last_day, misses.c.id)
        first = select(misses.c.id).order_by(*order).limit(over)
        connection.execute(delete(misses).where(misses.c.id.in_(first.scalar_subquery())))


def empty(connection: Connection) -> None:
    """Delete everything that was noted. The tables stay."""
    for table in (counts, verdicts, misses):
        connection.execute(delete(table))


def _upsert(connection: Connection, table: Table, row: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Insert a row, or change the one that is there."""
    keys = ["digest"] if table is misses else [column.name for column in table.primary_key]
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**row).on_conflict_do_update(index_elements=keys, set_=dict(changes))
    connection.execute(statement)
