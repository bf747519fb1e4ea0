"""Connections on which no request comes to be: refused with the usual headers, or closed in time."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web import connection
from bot.web.app import build_app
from bot.web.bounds import Bounds
from bot.web.connection import Connection
from bot.web.headers import BY_CLASS, EVERYWHERE
from tests.browser.serving import serving

PATIENCE = 60
WHOLE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def place(trained: Trained) -> Iterator[tuple[str, int]]:
    """Host and port of a server that waits a moment for a head, and for a body."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "HEAD_SECONDS", 1.0)
        patch.setattr(Bounds.__init__, "__defaults__", (1.0,))
        with serving(build_app(trained, Settings()), http=Connection) as address:
            host, _, port = urlsplit(address).netloc.partition(":")
            yield host, int(port)


def until_closed(line: socket.socket) -> bytes:
    """All that comes until the server closes."""
    received = b""
    while piece := line.recv(65_536):
        received += piece
    return received


@pytest.mark.parametrize("sent", [b"", b"GET /en/", b"GET /en/ HTTP/1.1\r\nHost: local", WHOLE + b"GET /en/ HT"])
def test_half_a_head_holds_no_connection(place: tuple[str, int], sent: bytes) -> None:
    """Nothing, half a line, half the headers, half a second request: the server closes; whole ones are answered."""
    with socket.create_connection(place, timeout=PATIENCE) as line:
        line.sendall(sent)
        assert until_closed(line).count(b"HTTP/1.1 200 OK") == sent.count(WHOLE)


def test_half_a_body_is_given_up(place: tuple[str, int]) -> None:
    """Whoever stops in the middle of a body is told so, as all errors tell it, with the numbers to call."""
    head = b"POST /en/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with socket.create_connection(place, timeout=PATIENCE) as line:
        line.sendall(head + b"Content-Length: 100\r\n\r\nquestion=is it")
        received = line.recv(65_536)
        assert received.startswith(b"HTTP/1.1 408 ")
        while b"</html>" not in received:
            received += line.recv(65_536)
    assert b'href="tel:' in received


def test_a_whole_request_is_answered_on_a_kept_connection(place: tuple[str, int]) -> None:
    """Whoever sends whole requests, one after another, in pieces or at once, is answered each time."""
    with socket.create_connection(place, timeout=PATIENCE) as line:
        for pieces in ((WHOLE,), (WHOLE[:10], WHOLE[10:]), (WHOLE + WHOLE,)):
            for piece in pieces:
                line.sendall(piece)
            seen = b""
            while seen.count(b"content_version") < b"".join(pieces).count(WHOLE):
                seen += line.recv(65_536)
            assert b" 400 " not in seen


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"])
def test_what_is_no_http_is_refused_like_all_else(place: tuple[str, int], sent: bytes) -> None:
    """A refusal of the server library carries the headers of every other error, and does not repeat what was sent."""
    with socket.create_connection(place, timeout=PATIENCE) as line:
        line.sendall(sent)
        head = until_closed(line).decode().lower()
    assert head.startswith("http/1.1 400 ")
    for name, value in {**EVERYWHERE, **BY_CLASS["api"], "Cache-Control": "no-store"}.items():
        assert f"\r\n{name}: {value}\r\n".lower() in head
    assert "server:" not in head
