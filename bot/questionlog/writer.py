"""Writing notes without holding up a reply: a bounded queue, and one thread that empties it into the database.

Whatever the database does (locked, full, slow, gone, restarting), `put` returns at once. A note stays in the queue
until it is stored; what comes while the queue is full is dropped, and counted.
"""

import logging
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

from bot.questionlog.database import Database, Unavailable, Unstorable
from bot.questionlog.events import Event
from bot.questionlog.schema import prepare
from bot.questionlog.writing import Keep, prune, trim, write

log = logging.getLogger(__name__)
BATCH = 500
"""Notes stored in one transaction at most."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How the thread goes about it, in seconds."""

    gather: float = 0.5
    """Between the first note of a batch and its storing."""
    retry: float = 0.5
    """After a failure, doubled with each further one."""
    retry_most: float = 10.0
    upkeep: float = 3600.0
    """Between two looks at what is too old."""
    warn: float = 60.0
    """Between two lines in the log about a database that cannot be written."""

    def pause(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row, from 1."""
        return min(self.retry * 2.0 ** min(failures - 1, 16), self.retry_most)


PACE = Pace()


def nothing(_: int) -> None:
    """What is told of counts where nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told how many notes were stored, and how many dropped."""

    stored: Callable[[int], None] = nothing
    dropped: Callable[[int], None] = nothing


UNTOLD = Told()


class Writer:
    """The queue and its thread. `put` may be called from any thread, before `start` and after `close` too."""

    def __init__(self, database: Database, keep: Keep, length: int, told: Told = UNTOLD, pace: Pace = PACE) -> None:
        self._database, self._keep, self._length, self._told, self._pace = database, keep, length, told, pace
        self._queue: deque[Event] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._ended = False
        self._name = uuid.uuid4().hex
        self._batch = 0
        self._pruned: date | None = None
        self._warned = -pace.warn
        self._thread = threading.Thread(target=self._run, name="questionlog", daemon=True)
        self.stored = self.dropped = 0

    def put(self, event: Event) -> None:
        """Note an event, or drop it where the queue is full. Never waits."""
        with self._changed:
            fits = len(self._queue) < self._length and not self._ended
            if fits:
                self._queue.append(event)
                self._changed.notify()
        if not fits:
            self._drop(1)

    def start(self) -> None:
        """Begin to write. What is too old in the database is deleted first."""
        self._thread.start()

    def close(self, seconds: float) -> None:
        """Store what is waiting, for at most so long; what could not be stored by then is dropped."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(seconds)
        with self._changed:
            self._ended = True
            left = len(self._queue)
            self._queue.clear()
            self._changed.notify_all()
        if left:
            self._drop(left)
            log.warning("question log closed with notes not stored", extra={"dropped": left})

    def _run(self) -> None:
        failures = 0
        # First without a note: the tables are made, and what is too old goes.
        batch: tuple[Event, ...] = ()
        while True:
            try:
                self._store(batch)
                failures = 0
            except Unstorable:
                failures = 0
                self._give_up(batch)
            except Exception as error:  # noqa: BLE001  # whatever it is, the thread must go on; it is logged
                failures += 1
                self._warn(error)
                self._wait(self._pace.retry if self._closing else self._pace.pause(failures))
                if self._ended:
                    return
            else:
                if self._closing and not self._queue:
                    return
                self._await_notes()
            if not failures:
                batch = self._next()

    def _store(self, batch: tuple[Event, ...]) -> None:
        """Store a batch and take it off the queue; the same batch again after a failure, which may have stored it."""
        today = datetime.now(UTC).date()
        with self._database.writing() as connection:
            prepare(connection)
            write(connection, batch, self._name, self._batch, today)
            if today != self._pruned:
                prune(connection, self._keep, today)
            trim(connection, self._keep)
        self._pruned = today
        self._take_off(batch)
        if batch:
            self.stored += len(batch)
            self._told.stored(len(batch))

    def _give_up(self, batch: tuple[Event, ...]) -> None:
        """Go on without a batch that the database does not take; the others must not wait behind it for ever."""
        self._take_off(batch)
        self._drop(len(batch))
        log.error("question log refused notes", extra={"dropped": len(batch)})

    def _take_off(self, batch: tuple[Event, ...]) -> None:
        self._batch += 1
        with self._changed:
            if not self._ended:
                for _ in batch:
                    self._queue.popleft()

    def _await_notes(self) -> None:
        """Wait for a note, and then a little for others; not at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closing, self._pace.upkeep)
            self._changed.wait_for(lambda: len(self._queue) >= BATCH or self._closing, self._pace.gather)

    def _next(self) -> tuple[Event, ...]:
        with self._changed:
            return tuple(islice(self._queue, BATCH))

    def _wait(self, seconds: float) -> None:
        """Wait before another attempt; at the beginning of the end not any more, at its end in no case."""
        with self._changed:
            before = self._closing
            self._changed.wait_for(lambda: self._ended or self._closing != before, seconds)

    def _drop(self, notes: int) -> None:
        self.dropped += notes
        self._told.dropped(notes)

    def _warn(self, error: Exception) -> None:
        now = time.monotonic()
        if now - self._warned >= self._pace.warn:
            self._warned = now
            reason = str(error) if isinstance(error, Unavailable) else type(error).__name__
            log.warning("question log not written", extra={"reason": reason, "waiting": len(self._queue)})
