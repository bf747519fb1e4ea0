"""Several server processes behind one address, each forked from a parent that is ready to answer.

So one that dies is back at once, and they share what none of them changes: the content and what was learnt from it. The
parent answers nothing: it starts them, and replaces whoever dies or gives no sign of life. A process whose parent has
gone ends as well.
"""

import logging
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

log = logging.getLogger(__name__)
Serve = Callable[[], int]
"""Serves until it is told to end; returns an exit code."""

FAILED = 3
"""Exit code of a worker that could not even start. Another one would not either: then all end."""
_BEAT = 1.0
"""Seconds between two signs of life."""
_SILENT = 30.0
"""Seconds without one after which a worker hangs. A busy machine may keep one waiting for many."""
_YOUNG = 1.0
"""A worker that dies within so many seconds is replaced no sooner than after as many: not a thousand times a second."""
_ENDING = 8.0
"""Seconds that all have for their end."""


@dataclass(slots=True)
class _Worker:
    process: int
    signs: int
    """Where its signs of life are read. It closes when the worker dies, however that may be."""
    started: float = field(default_factory=time.monotonic)
    heard: float = field(default_factory=time.monotonic)


class Workers:
    """The parent of the workers."""

    def __init__(self, serve: Serve, count: int) -> None:
        self._serve = serve
        self._count = count
        self._workers: list[_Worker] = []
        self._ended = False
        self._waking, self._wake = os.pipe()

    def run(self) -> int:
        """Keep the workers until SIGTERM or SIGINT; returns 0, or FAILED where one could not start."""
        before = {number: signal.signal(number, self._end) for number in (signal.SIGTERM, signal.SIGINT)}
        code = 0
        try:
            while not self._ended:
                while len(self._workers) < self._count:
                    self._workers.append(self._started())
                code = self._watched()
        finally:
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)
        return code

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self._ended = True
        os.write(self._wake, b"!")

    def _started(self) -> _Worker:
        signs, beat = os.pipe()
        process = os.fork()
        if process == 0:
            # Whatever happens in here, a child never returns into the code of its parent.
            code = 1
            try:
                code = self._work(signs, beat)
            except BaseException:
                log.exception("a worker failed")
            finally:
                logging.shutdown()
                os._exit(code)
        os.close(beat)
        return _Worker(process, signs)

    def _work(self, signs: int, beat: int) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        for file in (self._waking, self._wake, signs, *(worker.signs for worker in self._workers)):
            os.close(file)
        threading.Thread(target=_live, args=(beat,), daemon=True).start()
        return self._serve()

    def _watched(self) -> int:
        """Wait for signs of life, or of death; FAILED where a worker says that it cannot start."""
        ready, _, _ = select.select([self._waking, *(worker.signs for worker in self._workers)], [], [], _BEAT)
        now = time.monotonic()
        for worker in tuple(self._workers):
            if worker.signs not in ready:
                if now - worker.heard > _SILENT:
                    log.error("a worker gives no sign of life", extra={"worker": worker.process})
                    os.kill(worker.process, signal.SIGKILL)
            elif os.read(worker.signs, 1024):
                worker.heard = now
            elif self._buried(worker) == FAILED:
                self._ended = True
                return FAILED
            elif not self._ended and now - worker.started < _YOUNG:
                time.sleep(_YOUNG)
        return 0

    def _buried(self, worker: _Worker) -> int:
        """Take a dead worker off the list; its exit code, negative for a signal."""
        self._workers.remove(worker)
        os.close(worker.signs)
        code = os.waitstatus_to_exitcode(os.waitpid(worker.process, 0)[1])
        if not self._ended:
            log.error("a worker died and is replaced", extra={"worker": worker.process, "code": code})
        return code

    def _end_all(self) -> None:
        self._ended = True
        for worker in self._workers:
            os.kill(worker.process, signal.SIGTERM)
        last = time.monotonic() + _ENDING
        while self._workers and (left := last - time.monotonic()) > 0:
            ready, _, _ = select.select([worker.signs for worker in self._workers], [], [], left)
            for worker in tuple(self._workers):
                if worker.signs in ready and not os.read(worker.signs, 1024):
                    self._buried(worker)
        for worker in tuple(self._workers):
            log.error("a worker did not end in time", extra={"worker": worker.process})
            os.kill(worker.process, signal.SIGKILL)
            self._buried(worker)
        os.close(self._waking)
        os.close(self._wake)


def _live(beat: int) -> None:
    """Give signs of life; end when nobody is there to see them."""
    with suppress(OSError):
        while True:
            os.write(beat, b".")
            time.sleep(_BEAT)
    os.kill(os.getpid(), signal.SIGTERM)
