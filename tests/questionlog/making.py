"""Notes and databases for the tests of the question log."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.questionlog.database import Database, open_database
from bot.questionlog.events import Asked, Judged, Missed
from bot.questionlog.schema import prepare
from bot.questionlog.writer import Pace
from bot.questionlog.writing import Keep, write

KEEP = Keep(days=90, rows=1000)
QUICK = Pace(gather=0.0, retry=0.02, retry_most=0.05)
"""A writer that does not wait about."""
PATIENCE = 60
"""Seconds until something that does not come counts as lost."""


def today() -> date:
    """The day that notes of now carry."""
    return datetime.now(UTC).date()


def days_ago(days: int) -> date:
    """A day before today."""
    return today() - timedelta(days=days)


def answered(intent: str = "safety", day: date | None = None) -> Asked:
    """A question that was answered."""
    return Asked(day or today(), "answer", intent, "en", "page")


def missed(text: str, day: date | None = None, nearest: tuple[str, ...] = ("safety", "cost")) -> Asked:
    """A question that was not understood."""
    return Asked(day or today(), "fallback", "", "en", "page", Missed(text, nearest))


def judged(fits: bool, intent: str = "safety") -> Judged:
    """A reader's yes or no."""
    return Judged(today(), intent, "en", "page", fits)


def file_database(folder: Path) -> Database:
    """A database in a file of its own."""
    return open_database(f"sqlite:///{folder / 'questions.db'}")


def stored(database: Database, *events: Asked | Judged, writer: str = "w", batch: int = 1) -> Database:
    """The database with these notes in it."""
    with database.writing() as connection:
        prepare(connection)
        write(connection, events, writer, batch, today())
    return database


def until(seen: Callable[[], bool]) -> None:
    """Wait until something is so."""
    last = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < last
        time.sleep(0.01)
