"""Faults that a server meets from inside: a file half written, a clock that jumps, a text that is far too long."""

import asyncio
import threading
import time

import pytest
from starlette.testclient import TestClient

from bot.conversation import respond as turns
from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web import live as lives
from bot.web.app import build_app
from bot.web.live import Live
from bot.workshop.renewal import begun


class Folder:
    """A content folder of which only the stamps are known: what is seen at each look."""

    def __init__(self, stamps: str) -> None:
        self.stamps = iter(stamps)

    def stamp(self) -> str:
        """The next one; the end of the test after the last."""
        seen = next(self.stamps, None)
        if seen is None:
            raise asyncio.CancelledError
        return seen


@pytest.mark.parametrize(
    ("looks", "reads"),
    [
        ("aaaaa", 0),  # nothing happens
        ("aabbb", 1),  # one rename
        ("aabcdd", 1),  # an editor that writes in steps
        ("aabaa", 0),  # a copy that was made and taken away again
        ("aabbcc", 2),  # two changes with time between them
    ],
)
def test_content_is_read_when_it_has_come_to_rest(
    trained: Trained, monkeypatch: pytest.MonkeyPatch, looks: str, reads: int
) -> None:
    """A change counts once two looks in a row see the same, so that half a file is never read as a whole."""
    monkeypatch.setattr(lives, "INTERVAL", 0.0)
    folder = Folder(looks)
    app = Live(begun(trained), Settings(), folder, folder.stamp())
    read: list[str] = []
    monkeypatch.setattr(app, "refresh", lambda: read.append("read"))

    async def watch() -> None:
        try:
            await app.watch()
        except asyncio.CancelledError:
            return

    thread = threading.Thread(target=lambda: asyncio.run(watch()))
    thread.start()
    thread.join()
    assert len(read) == reads


def test_a_text_that_is_far_too_long_is_never_compared(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty kilobytes of Chinese are refused before anything looks for what they might mean, and nobody waits."""

    def compared(*_: object) -> None:
        raise AssertionError("a text over the limit was compared")

    monkeypatch.setattr(turns, "understand", compared)
    client = TestClient(build_app(trained, Settings()), base_url="http://localhost")
    assert client.post("/zh-Hans/ask", data={"question": "肝硬化怎么办呢" * 900}).status_code == 422
    assert client.post("/api/v1/ask", json={"question": "肝" * 2_500}).status_code == 422
    assert client.post("/zh-Hans/ask", data={"question": "肝" * 20_000}).status_code == 413


def test_a_clock_that_jumps_stops_nobody(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    """Back by a year, on by a year: requests are answered, and whoever is refused waits no longer than a minute."""
    client = TestClient(
        build_app(trained, Settings(rate_client=3)), base_url="http://localhost", client=("192.0.2.7", 1)
    )
    now = time.time()
    for jump in (0, -31_536_000, 31_536_000, 0):
        monkeypatch.setattr(time, "time", lambda jump=jump: now + jump)
        for _ in range(6):
            reply = client.get("/en/")
            assert reply.status_code in (200, 429)
            assert 1 <= int(reply.headers.get("retry-after", "1")) <= 60
    assert client.get("/healthz").status_code == 200
