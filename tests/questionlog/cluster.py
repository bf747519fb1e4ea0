"""A PostgreSQL server of the tests' own: made in a temporary folder, reached through a socket in it, killed at will."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tests.questionlog.making import until

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
"""Debian's, oldest first; empty where the package postgresql is not installed."""
_OPTIONS = ("listen_addresses=", "fsync=off", "shared_buffers=16MB", "max_connections=30")


class Cluster:
    """A server that is not running yet. It refuses to run as root, so there it runs as nobody."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hepatica-pg-"))
        self._bin = PROGRAMS[-1].parent
        self._user = (
            {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []} if self._root else {}
        )
        if self._root:
            shutil.chown(self.folder, "nobody")
        self._run("initdb", "-D", self._data, "-U", "hepatica", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._server: subprocess.Popen[bytes] | None = None
        self._made = 0

    @property
    def _root(self) -> bool:
        return os.geteuid() == 0

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = [part for option in (*_OPTIONS, f"unix_socket_directories={self.folder}") for part in ("-c", option)]
        with (self.folder / "log").open("ab") as log:
            command = [str(self._bin / "postgres"), "-D", self._data, *options]
            self._server = subprocess.Popen(command, stdout=log, stderr=log, **self._user)
        until(lambda: self._run("pg_isready", "-h", str(self.folder), check=False) == 0)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the server and all that it has started."""
        assert self._server
        children = Path(f"/proc/{self._server.pid}/task/{self._server.pid}/children").read_text(encoding="ascii")
        for process in (self._server.pid, *map(int, children.split())):
            os.kill(process, number)

    def kill(self) -> None:
        """End the server as a power cut would."""
        self.signal(signal.SIGKILL)
        self._server.wait()

    def remove(self) -> None:
        """Stop the server and delete its folder."""
        if self._server and self._server.poll() is None:
            self._server.send_signal(signal.SIGINT)  # without waiting for clients
            self._server.wait(timeout=60)
        shutil.rmtree(self.folder)

    def new_url(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        self._run("createdb", "-h", str(self.folder), "-U", "hepatica", f"log{self._made}")
        return f"postgresql://hepatica@/log{self._made}?host={self.folder}"

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        command = [str(self._bin / program), *arguments]
        return subprocess.run(command, check=check, capture_output=True, cwd=self.folder, **self._user).returncode
