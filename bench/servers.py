"""Servers in processes of their own, on free ports of this machine: started, watched, disturbed and stopped."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.apart import ROOT

PATIENCE = 300.0
"""Seconds until a server that does not come, or go, counts as lost."""
_PAUSE = 0.005


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, its first process, and the seconds from its start to its first answer."""

    port: int
    process: subprocess.Popen[bytes]
    started: float

    def workers(self) -> list[int]:
        """The processes that answer: its children where it has several, else itself."""
        own = [child for child in _children(self.process.pid) if b"resource_tracker" not in _command(child)]
        return own or [self.process.pid]


def ours(**settings: str) -> tuple[list[str], Mapping[str, str]]:
    """The command and the settings of our own server, without a limit on how much it is asked."""
    unlimited = {"HEPATICA_RATE_TOTAL": "0", "HEPATICA_RATE_CLIENT": "0"}
    return [sys.executable, "-m", "bot.cli.main", "serve"], unlimited | settings


def plain(which: str) -> tuple[list[str], Mapping[str, str]]:
    """The command of one of the two plain servers."""
    return [sys.executable, "-m", "bench.plain_apps", which], {}


@contextmanager
def running(command: list[str], settings: Mapping[str, str], ready: str = "/readyz") -> Iterator[Server]:
    """Start a server on a free port and wait for it; stop it at the end, whatever happened."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEPATICA_")}
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  our own commands
        [*command, "--port", str(port)], cwd=ROOT, env={**kept, **settings}, stdout=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: process.poll() is not None or answers(port, ready))
        if process.poll() is not None:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode} before it answered")
        yield Server(port, process, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def answers(port: int, path: str = "/readyz", patience: float = 5.0) -> bool:
    """True if this address is answered with 200."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=patience) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def wait_until(true: Callable[[], bool]) -> float:
    """Wait until a question is answered with yes; the seconds it took.

    Raises:
        TimeoutError: it never is.
    """
    began = time.perf_counter()
    while not true():
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError("waited too long")
        time.sleep(_PAUSE)
    return time.perf_counter() - began


def memory(process: int) -> float:
    """Resident memory of a process in MiB, as the system counts it."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def processor_seconds(process: int) -> float:
    """Time of the processor that a process has used so far, which others on the machine hardly change."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def descriptors(process: int) -> int:
    """Open files and connections of a process."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def seconds_to_end(server: Server) -> float:
    """Ask a server to end while a client holds half a request; the seconds until it has."""
    with socket.create_connection(("127.0.0.1", server.port)) as stuck:
        stuck.sendall(b"POST /en/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nquestion=")
        answers(server.port)
        server.process.send_signal(signal.SIGTERM)
        return wait_until(lambda: server.process.poll() is not None)


def seconds_to_return(server: Server) -> float:
    """Kill one of several workers; the seconds until another one answers in its place."""
    before = server.workers()
    os.kill(before[0], signal.SIGKILL)
    return wait_until(lambda: who_answers(server)[0] not in (None, *before))


def who_answers(server: Server, path: str = "/readyz") -> tuple[int | None, str]:
    """The process that answers a new connection, and what it says; None while nobody does."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        line.request("GET", path)
        said = line.getresponse().read().decode()
        held = f"socket:[{_inode(server.port, line.sock.getsockname()[1])}]"
        return next((worker for worker in server.workers() if held in _open(worker)), None), said
    except (OSError, http.client.HTTPException):
        return None, ""
    finally:
        line.close()


def _inode(port: int, client: int) -> str:
    """What the system calls the server's end of a connection."""
    wanted = f":{port:04X}", f":{client:04X}"
    rows = (line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:])
    return next((row[9] for row in rows if row[1].endswith(wanted[0]) and row[2].endswith(wanted[1])), "")


def _open(process: int) -> set[str]:
    """What a process holds open; less whatever it closes meanwhile."""
    found = set()
    for file in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):
            found.add(str(file.readlink()))
    return found


def _children(parent: int) -> list[int]:
    kept = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(child) for child in kept.split()]


def _command(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()
