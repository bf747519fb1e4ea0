"""`hepatica studio`: on this machine alone, from content that may be changed."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.cli.main import main
from bot.paths import PACKAGE, content_folder
from bot.studio.jobs import SCRATCH, Jobs, clear_scratch
from tests.browser.serving import free_port
from tests.studio.making import copied_to, log_of


def test_it_listens_on_this_machine_alone_and_lets_the_start_address_in():
    """The terminal shows an address that works once; then the next one. Ctrl-C ends it."""
    port = free_port()
    command = [sys.executable, "-m", "bot.cli.main", "studio", "--port", str(port), "--content", str(content_folder())]
    environment = {**os.environ, "HEPATICA_SEMANTIC": "off"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:(\d+)(/start\?token=\S+)", process.stdout.readline())
        assert address and int(address[1]) == port
        answer = None
        while answer is None:
            assert process.poll() is None
            answer = asked(port, address[2])
        assert answer.status == 303
        session = answer.headers["set-cookie"].partition(";")[0]
        assert asked(port, "/en/", session).status == 200
        assert asked(port, address[2]).status == 403
        assert "/start?token=" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait() in (0, 130)


@pytest.fixture
def heard(number):
    """The signal is one that a new process hears, also where these tests were begun by `nohup`, which it would inherit."""
    before = signal.signal(number, signal.SIG_DFL)
    yield
    signal.signal(number, before)


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_however_it_is_ended_it_clears_up_behind_itself(number, tmp_path):
    """The work that is running ends with it, and its scratch folder goes; one that a killed studio left goes at the start."""
    left = tmp_path / f"{SCRATCH}left"
    left.mkdir()
    os.utime(left, (0, 0))
    port = free_port()
    checkout = copied_to(tmp_path)
    log_of(checkout).engine.dispose()
    log = {"HEPATICA_QUESTION_LOG": "misses", "HEPATICA_DATABASE_URL": f"sqlite:///{checkout / 'questions.db'}"}
    with started(port, checkout / "content", TMPDIR=str(tmp_path), **log) as (process, address):
        while (answer := asked(port, address)) is None:
            assert process.poll() is None
        session = answer.headers["set-cookie"].partition(";")[0]
        assert not left.exists()
        wish = {"do": "example", "intent": "survival", "text-1": "will he be around longer", "step": "effect"}
        assert asked(port, "/en/misses/1", session, wish).status == 200
        (child,) = children(process.pid)
        assert list(tmp_path.glob(f"{SCRATCH}*"))
        process.send_signal(number)
        process.wait(60)
    assert list(tmp_path.glob(f"{SCRATCH}*")) == []
    assert not Path(f"/proc/{child}").exists()


def test_a_scratch_folder_that_is_in_use_stays(tmp_path, monkeypatch):
    """Two studios can run side by side; what is quite new may just be being made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    jobs = Jobs()
    os.utime(jobs.scratch, (0, 0))
    new = tmp_path / f"{SCRATCH}new"
    new.mkdir()
    clear_scratch()
    assert jobs.scratch.is_dir() and new.is_dir()
    jobs.end()
    assert list(tmp_path.iterdir()) == [new]


@contextmanager
def started(port, content, **settings):
    """A studio in a process of its own, and its first start address."""
    command = [sys.executable, "-m", "bot.cli.main", "studio", "--port", str(port), "--content", str(content)]
    environment = {**os.environ, "HEPATICA_SEMANTIC": "off", **settings}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            yield process, re.search(r"/start\?token=\S+", process.stdout.readline())[0]
        finally:
            process.kill()  # where a test has failed, nothing else would end it, and it would be waited for


def children(process):
    """The processes that a process has begun."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return [one for listed in lists for one in listed.read_text(encoding="utf-8").split()]


def asked(port, path, cookie="", form=None):
    """What the studio answers, to a form if there is one; None while it does not listen."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {"Cookie": cookie} if cookie else {}
        if form:
            headers |= {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        answer.read()
    except ConnectionRefusedError:
        return None
    finally:
        connection.close()
    return answer


@pytest.mark.parametrize("port", ["0", "65536"])
def test_a_port_that_is_none_is_refused(port, capsys):
    """With what is allowed."""
    assert main(["studio", "--port", port]) == 2
    assert "allowed: 1 to 65535" in capsys.readouterr().err


def test_content_of_an_installed_package_is_not_changed(capsys):
    """The next update would lose it; the message says what to do."""
    assert main(["studio", "--content", str(PACKAGE / "_content")]) == 2
    assert "--content DIR" in capsys.readouterr().err
