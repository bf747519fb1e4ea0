"""`hepatica studio`: on this machine alone, from content that may be changed."""

import os
import re
import signal
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from bot.cli.main import main
from bot.paths import PACKAGE, content_folder
from tests.browser.serving import free_port


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


def asked(port, path, cookie=""):
    """What the studio answers; None while it does not listen."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
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
