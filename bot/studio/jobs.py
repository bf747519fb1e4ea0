"""Work that takes minutes, in a process of its own, one at a time; whoever asks sees how long it has been running."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Literal

from bot.workshop.rehearsing import main

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

    state: Literal["none", "running", "done", "failed"]
    seconds: int = 0
    said: str = ""
    """What a work that failed has said."""


@dataclass
class _Running:
    key: str
    process: "subprocess.Popen[bytes]"
    since: float
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

    def out(self, key: str) -> Path:
        """Where a piece of work leaves what came of it."""
        return (self.folder if key.startswith(KEPT) else self.scratch) / f"{key}.json"

    def begin(self, key: str, arguments: Sequence[str]) -> None:
        """Begin a piece of work, unless it is done or running; another one that is running is given up."""
        with self._lock:
            if self.out(key).exists() or (self._running and self._running.key == key and self._alive()):
                return
            self._stop()
            self._failed.pop(key, None)
            if key.startswith(KEPT):
                for older in self.folder.glob(f"{KEPT}*.json"):
                    older.unlink(missing_ok=True)
            errors = self.scratch / f"{key}.txt"
            with errors.open("wb") as said:
                process = subprocess.Popen(  # noqa: S603  our own program, with folders of ours
                    [sys.executable, "-m", _MODULE, *arguments, str(self.out(key))], stdout=said, stderr=said
                )
            self._running = _Running(key, process, time.monotonic(), errors)

    def forget(self, key: str) -> None:
        """Let a piece of work that is done be begun again."""
        self.out(key).unlink(missing_ok=True)

    def give_up(self, key: str) -> None:
        """End a piece of work that is running."""
        with self._lock:
            if self._running and self._running.key == key:
                self._stop()

    def progress(self, key: str) -> Progress:
        """How a piece of work stands."""
        with self._lock:
            if self.out(key).exists():
                return Progress("done")
            running = self._running
            if running is not None and running.key == key:
                if self._alive():
                    return Progress("running", int(time.monotonic() - running.since))
                lines = running.errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
                self._failed[key] = lines[-1] if lines else f"ended with {running.process.returncode}"
                self._running = None
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
