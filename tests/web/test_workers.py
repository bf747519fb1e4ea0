"""Several processes behind one address: who dies or hangs is replaced, and all end with their parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bot.web.workers import FAILED

PATIENCE = 20.0
SCRIPT = """
import os, sys, time
from bot.web import workers

workers._SILENT = 2.5

def serve():
    os.write(1, b"%d\\n" % os.getpid())  # in one go: two may tell at the same moment
    {serve}

sys.exit(workers.Workers(serve, 2).run())
"""
WAIT = "time.sleep(1000)"


@contextmanager
def parent(serve: str = WAIT) -> Iterator[tuple[subprocess.Popen[str], Iterator[int]]]:
    """A parent of two workers, and the workers as they start."""
    command = [sys.executable, "-c", SCRIPT.format(serve=serve)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    try:
        yield process, map(int, process.stdout)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def is_there(process: int) -> bool:
    """True for a process that runs."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return ") Z" not in Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    return False


def wait_for_end(*processes: int) -> None:
    """Until none of them is left."""
    last = time.monotonic() + PATIENCE
    while any(map(is_there, processes)):
        assert time.monotonic() < last, "still there"
        time.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP], ids=lambda how: how.name)
def test_a_worker_that_dies_or_hangs_is_replaced(how: signal.Signals) -> None:
    """Whatever became of it; the other one goes on."""
    with parent() as (process, starts):
        first, second = next(starts), next(starts)
        os.kill(first, how)
        assert next(starts) not in (first, second)
        wait_for_end(first)
        assert is_there(second) and process.poll() is None


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=lambda how: how.name)
def test_all_end_together(how: signal.Signals) -> None:
    """Told to end, the parent ends its workers and then itself, with exit code 0."""
    with parent() as (process, starts):
        both = next(starts), next(starts)
        process.send_signal(how)
        assert process.wait(PATIENCE) == 0
        assert not any(map(is_there, both))


def test_nobody_outlives_the_parent() -> None:
    """Even one that is killed and can end nobody."""
    with parent() as (process, starts):
        both = next(starts), next(starts)
        process.kill()
        wait_for_end(*both)


def test_what_cannot_start_is_not_tried_for_ever() -> None:
    """A worker that says it cannot serve ends them all, with its exit code."""
    with parent(f"os._exit({FAILED})") as (process, _):
        assert process.wait(PATIENCE) == FAILED


def test_an_error_in_a_worker_stays_in_it() -> None:
    """It ends as a worker that has died, and never goes on in the code of its parent."""
    with parent("raise RuntimeError('no')") as (process, starts):
        assert len({next(starts) for _ in range(4)}) == 4
        assert process.poll() is None
