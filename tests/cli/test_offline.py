"""The server as it is started: it speaks to nobody but those who ask it, and comes back from faults."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.browser.serving import free_port

# Runs before anything else in every process of the server, and tells of each attempt to reach another machine.
GUARD = """
import os, sys
def guard(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
        away = isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1")
    else:
        away = event in ("socket.getaddrinfo", "socket.gethostbyname") and arguments[0] not in (
            "127.0.0.1", b"127.0.0.1", "localhost", None)
    if away or event == "socket.sendto":
        with open(os.environ["CALLS"], "a") as calls:
            print(event, arguments, file=calls)
        raise OSError("no connection to the outside")
sys.addaudithook(guard)
"""
PATIENCE = 180


@contextmanager
def started(folder: Path, *arguments: str, **settings: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A server in processes of its own, with the guard in each: its port and its first process."""
    (folder / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": f"{folder}:{Path.cwd()}", "CALLS": str(folder / "calls"), **settings}
    command = [sys.executable, "-m", "bot.cli.main", "serve", "--port", str(port), *arguments]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(port, process)
        yield port, process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Wait until the server answers."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        assert process.poll() is None, process.communicate()
        try:
            if fetch(port, "GET", "/readyz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def fetch(port: int, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and body."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    body = urlencode(form) if form else None
    line.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"} if form else {})
    reply = line.getresponse()
    found = reply.status, reply.read().decode("utf-8", "replace")
    line.close()
    return found


def test_the_guard_sees_a_call(tmp_path: Path) -> None:
    """A program that does reach out is told of; otherwise the next test would prove nothing."""
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "CALLS": str(tmp_path / "calls")}
    code = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert (tmp_path / "calls").read_text().strip()


def test_nothing_ever_goes_out(tmp_path: Path) -> None:
    """From the start to the end, over pages, API, files, errors and counts, no other machine is called."""
    with started(tmp_path, "--workers", "2", HEPATICA_METRICS="on", HEPATICA_LOG="requests") as (port, _):
        for path in ("/en/", "/en/a/survival", "/en/about", "/zh-Hant/sources", "/openapi.json", "/en/api", "/none"):
            assert fetch(port, "GET", path)[0] in (200, 404)
        for question in ("is it safe", "我爸吐血了", "https://example.org/x", "tell me about cars"):
            assert fetch(port, "POST", "/en/ask", {"question": question})[0] == 200
        status, counted = fetch(port, "GET", "/metrics")
        assert status == 200 and 'hepatica_replies_total{kind="emergency"} 1.0' in counted
    assert not (tmp_path / "calls").exists(), (tmp_path / "calls").read_text()


def test_a_stuck_client_does_not_hold_the_end(tmp_path: Path) -> None:
    """Whoever sent half a request is not waited for: the server ends by itself, with exit code 0."""
    with started(tmp_path) as (port, process):
        stuck = http.client.HTTPConnection("127.0.0.1", port)
        stuck.putrequest("POST", "/en/ask")
        stuck.putheader("Content-Length", "100")
        stuck.endheaders(b"question=")
        assert fetch(port, "GET", "/healthz")[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) in (0, -signal.SIGTERM)
        stuck.close()
