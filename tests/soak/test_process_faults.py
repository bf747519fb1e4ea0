"""Faults of whole processes: workers that die, ends under load, machines that are poor or odd."""

import http.client
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest

from bench.servers import (
    PATIENCE,
    Server,
    answers,
    free_port,
    ours,
    running,
    seconds_to_return,
    wait_until,
    who_answers,
)
from bot.paths import content_folder

pytestmark = pytest.mark.soak

LIGHT = {"HEPATICA_SEMANTIC": "off"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Asking:
    """Clients that ask one question after another until told to stop, and what came back."""

    def __init__(self, port: int, clients: int = 4) -> None:
        self.port, self.clients = port, clients
        self.statuses: Counter[int] = Counter()
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=self._ask) for _ in range(self.clients)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        while not self._over.is_set():
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            try:
                line.request("POST", "/en/ask", "question=is+it+safe", FORM)
                self.statuses[line.getresponse().status] += 1
            except (OSError, http.client.HTTPException):
                self.statuses[0] += 1
                time.sleep(0.01)
            finally:
                line.close()


def health(port: int) -> str:
    """What /healthz says, on a new connection."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as reply:
        return str(reply.read().decode())


def said_by_all(server: Server, wanted: Callable[[str], bool]) -> set[str]:
    """Wait until each of two workers has said of its health what is wanted; all that they said then."""
    said: dict[int | None, str] = {}

    def heard() -> bool:
        worker, text = who_answers(server, "/healthz")
        said[worker] = text
        return sum(one in said and wanted(said[one]) for one in server.workers()) == 2

    wait_until(heard)
    return {said[one] for one in server.workers()}


def test_every_worker_takes_up_new_content_and_none_a_broken_one(tmp_path: Path) -> None:
    """Each looks for itself: soon all replies carry the new version; broken content is told of by all, used by none."""
    folder = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    command, settings = ours(**LIGHT, HEPATICA_CONTENT=str(folder))
    common = folder / "answers/en/common.yaml"
    with running([*command, "--workers", "2"], settings) as server:
        before, whole = health(server.port), common.read_bytes()
        common.write_bytes(whole + b"# newer\n")
        (newer,) = said_by_all(server, lambda said: said != before)
        seconds_to_return(server)
        assert said_by_all(server, lambda said: said != before) == {newer}  # the worker in the place of a lost one, too
        common.write_bytes(b"disclaimer: [")
        (broken,) = said_by_all(server, lambda said: "degraded" in said)
        assert newer.split(",")[1].rstrip("}") in broken and "common.yaml" in broken


def test_an_end_under_load_fails_nobody(tmp_path: Path) -> None:
    """Told to end, a server answers what it has begun and goes, with nothing worse than a closed connection."""
    command, settings = ours(**LIGHT)
    with running(command, settings) as server, Asking(server.port) as asking:
        wait_until(lambda: asking.statuses[200] > 20)
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(PATIENCE)
    assert set(asking.statuses) <= {0, 200}
    assert server.process.returncode in (0, -signal.SIGTERM)


def test_a_killed_worker_comes_back() -> None:
    """Only what it was answering is lost; the other goes on, and soon there are two again."""
    command, settings = ours(**LIGHT)
    with running([*command, "--workers", "2"], settings) as server:
        wait_until(lambda: len(server.workers()) == 2)
        with Asking(server.port) as asking:
            wait_until(lambda: asking.statuses[200] > 20)
            seconds_to_return(server)
            assert answers(server.port)
        assert set(asking.statuses) <= {0, 200}
        assert asking.statuses[0] <= asking.clients * 2
        assert len(server.workers()) == 2


READ_ONLY = """
import os, sys
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def guard(event, arguments):
    if event == "open" and arguments[2] and arguments[2] & WRITING and arguments[0] != os.devnull:
        raise OSError(30, "Read-only file system", arguments[0])
    if event in ("os.mkdir", "os.rename", "os.remove", "os.chmod", "os.link", "os.symlink"):
        raise OSError(30, "Read-only file system")
sys.addaudithook(guard)
"""


@contextmanager
def poor(folder: Path, **settings: str) -> Iterator[Server]:
    """A server on a bare machine: no home, a plain locale, 64 descriptors, and nothing anywhere that can be written."""
    (folder / "sitecustomize.py").write_text(READ_ONLY, encoding="utf-8")
    port = free_port()
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C", "PYTHONPATH": f"{folder}:{Path.cwd()}", **LIGHT, **settings}
    serve = [sys.executable, "-B", "-m", "bot.cli.main", "serve", "--port", str(port)]
    command = ["prlimit", "--nofile=64", *serve]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: process.poll() is not None or answers(port))
        assert process.poll() is None
        yield Server(port, process, 0.0)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def test_the_guard_refuses_to_write(tmp_path: Path) -> None:
    """A program that does write is stopped; otherwise the next test would prove nothing."""
    (tmp_path / "sitecustomize.py").write_text(READ_ONLY, encoding="utf-8")
    code = "open('written', 'w')"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, check=False)
    assert done.returncode == 1 and not (tmp_path / "written").exists()


@pytest.mark.parametrize("zone", ["", "Pacific/Kiritimati", "nowhere"])
def test_a_bare_machine_is_enough(tmp_path: Path, zone: str) -> None:
    """Any time zone, no home, an ASCII locale, few descriptors, disks that cannot be written: it starts and answers."""
    with poor(tmp_path, TZ=zone) as server, Asking(server.port, clients=2) as asking:
        wait_until(lambda: asking.statuses[200] > 20)
        for path in ("/zh-Hant/", "/zh-Hans/a/survival", "/en/sheet?intent=safety"):
            assert answers(server.port, path, PATIENCE)
    assert set(asking.statuses) == {200}


def test_more_clients_than_descriptors_are_served_in_turn(tmp_path: Path) -> None:
    """A hundred connections at 64 descriptors: whoever is let in is answered, and afterwards everyone is."""
    with poor(tmp_path) as server:
        crowd = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE) for _ in range(100)]
        for line in crowd:
            line.connect()
        for line in crowd:
            line.close()
        wait_until(lambda: answers(server.port, "/en/"))


def test_memory_of_a_small_machine_is_enough(tmp_path: Path) -> None:
    """Within 256 MiB of data, without the encoder, the server starts and answers."""
    command, settings = ours(**LIGHT, OPENBLAS_NUM_THREADS="1")
    limited = ["prlimit", f"--data={256 * 2**20}", *command]
    with running(limited, settings) as server, Asking(server.port, clients=2) as asking:
        wait_until(lambda: asking.statuses[200] > 20)
    assert set(asking.statuses) == {200}
