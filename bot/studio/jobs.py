"""Work that takes minutes, in a process of its own, one at a time; whoever asks sees how far it is.

A piece of work never ends another: whoever wants to begin while one is running is told so, and gives that one up first.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Literal

from bot.workshop.rehearsing import STAGE, main

_MODULE = main.__module__
KEPT = "overlap-"
"""Keys of what is kept for the next studio begin with this."""

SCRATCH = "hepatica-studio-work-"
"""Names of scratch folders begin with this."""
_NEW = 60.0
"""Seconds in which a scratch folder may not be held yet by the studio that made it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How a piece of work stands."""

    state: Literal["none", "running", "done", "failed", "stopped"]
    seconds: int = 0
    said: str = ""
    """What a work that failed has said."""
    stage: str = ""
    """Which step of it is being done."""


@dataclass(frozen=True, slots=True)
class Busy:
    """A piece of work that is running."""

    key: str
    since: datetime
    """In the time of this desk."""

    @property
    def kind(self) -> str:
        """Its first word: "overlap", "effect" or "train"."""
        return self.key.partition("-")[0]


@dataclass
class _Running:
    key: str
    process: "subprocess.Popen[bytes]"
    since: float
    began: datetime
    errors: Path


class Jobs:
    """The work of one studio. What is worth keeping is kept in `folder`, by its key; the rest as long as the studio."""

    def __init__(self, folder: Path | None = None) -> None:
        self._own = tempfile.TemporaryDirectory(prefix=SCRATCH)
        self.scratch = Path(self._own.name)
        self._held = _hold(self.scratch)
        self.folder = folder or self.scratch
        self._lock = Lock()
        self._running: _Running | None = None
        self._failed: dict[str, str] = {}
        self._stopped: set[str] = set()

    def out(self, key: str) -> Path:
        """Where a piece of work leaves what came of it."""
        return (self.folder if key.startswith(KEPT) else self.scratch) / f"{key}.json"

    def begin(self, key: str, arguments: Sequence[str], told: str = "") -> None:
        """Begin a piece of work, unless it is done, or it or another one is running; see `other`.

        `told` is for its ears alone: it stands in no file and in no list of processes.
        """
        with self._lock:
            if self.out(key).exists() or self._alive():
                return
            self._failed.pop(key, None)
            self._stopped.discard(key)
            if key.startswith(KEPT):
                for older in self.folder.glob(f"{KEPT}*.json"):
                    older.unlink(missing_ok=True)
            errors = self.scratch / f"{key}.txt"
            with errors.open("wb") as said:
                process = subprocess.Popen(  # noqa: S603  our own program, with folders of ours
                    [sys.executable, "-m", _MODULE, *arguments, str(self.out(key))],
                    stdin=subprocess.PIPE,
                    stdout=said,
                    stderr=said,
                )
            _tell(process, told)
            self._running = _Running(key, process, time.monotonic(), datetime.now(tz=UTC).astimezone(), errors)

    def other(self, key: str) -> Busy | None:
        """The work that is running and is not this one."""
        with self._lock:
            running = self._running if self._alive() else None
            return Busy(running.key, running.began) if running and running.key != key else None

    def running(self) -> Busy | None:
        """The work that is running."""
        return self.other("")

    def ended(self, kind: str) -> bool:
        """True once after a work of this kind has ended with a result."""
        with self._lock:
            running = self._running
            if running is None or Busy(running.key, running.began).kind != kind or self._alive():
                return False
            if not self.out(running.key).exists():
                return False
            self._running = None
            return True

    def forget(self, key: str) -> None:
        """Let a piece of work that is done be begun again."""
        self.out(key).unlink(missing_ok=True)

    def give_up(self, key: str) -> None:
        """End a piece of work that is running."""
        with self._lock:
            if self._running and self._running.key == key:
                if self._alive():
                    self._stopped.add(key)
                self._stop()

    def progress(self, key: str) -> Progress:
        """How a piece of work stands."""
        with self._lock:
            if self.out(key).exists():
                return Progress("done")
            running = self._running
            if running is not None and running.key == key:
                stages, said = _told(running.errors)
                if self._alive():
                    stage = stages[-1] if stages else ""
                    return Progress("running", int(time.monotonic() - running.since), stage=stage)
                self._failed[key] = said[-1] if said else f"ended with {running.process.returncode}"
                self._running = None
            if key in self._stopped:
                return Progress("stopped")
            return Progress("failed", said=self._failed[key]) if key in self._failed else Progress("none")

    def end(self) -> None:
        """Give up what is running, and forget what was kept for this studio alone."""
        with self._lock:
            self._stop()
            if self._held is not None:
                os.close(self._held)
                self._held = None
        self._own.cleanup()

    def _alive(self) -> bool:
        return self._running is not None and self._running.process.poll() is None

    def _stop(self) -> None:
        if self._running is not None:
            if self._alive():
                self._running.process.terminate()
            self._running.process.wait()
            self._running = None


def _tell(process: "subprocess.Popen[bytes]", words: str) -> None:
    """Say something to a work that has begun, and no more."""
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin as ear:  # one that has ended at once is seen to have failed
        ear.write(words.encode())


def _told(file: Path) -> tuple[list[str], list[str]]:
    """The stages that a work has named, and what else it has said."""
    lines = file.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    stages = [line.removeprefix(STAGE) for line in lines if line.startswith(STAGE)]
    return stages, [line for line in lines if not line.startswith(STAGE)]


def clear_scratch() -> None:
    """Remove our own scratch folders whose studio ended without doing so. One that a studio still holds stays."""
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        try:
            found = folder.lstat()
            if found.st_uid != os.getuid() or not folder.is_dir() or time.time() - found.st_mtime < _NEW:
                continue
            held = _hold(folder)
        except OSError:
            continue
        if held is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(held)


def _hold(folder: Path) -> int | None:
    """Hold a folder, which ends with the process at the latest; None where another studio holds it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
