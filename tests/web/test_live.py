"""Content that changes under a running server: new answers without a restart, and never a broken one."""

import asyncio
import json
import shutil
import time
import urllib.request
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient
from starlette.types import Message

from bench.servers import free_port
from bot.cli.server import serve
from bot.conversation.trained import Trained
from bot.paths import content_folder
from bot.settings import Settings
from bot.web.live import Live, watched
from bot.workshop.renewal import begun, renewed
from tests.browser.serving import serving

PATIENCE = 60
"""Seconds until a change that is not seen counts as lost."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that a test may change."""
    return Path(shutil.copytree(content_folder(), tmp_path / "content"))


@pytest.fixture
def server(trained: Trained, folder: Path) -> Iterator[str]:
    """The address of a server that follows the copy."""
    with serving(following(trained, folder)) as address:
        yield address


def following(trained: Trained, folder: Path) -> Live:
    """A server that has just read the copy."""
    settings = Settings(content=folder)
    content = watched(settings, trained.matcher.encoder)
    return Live(begun(trained), settings, content, content.stamp())


def health(server: str) -> dict[str, object]:
    """What /healthz says."""
    with urllib.request.urlopen(f"{server}/healthz") as reply:
        return json.load(reply)


def until(server: str, seen: Callable[[dict[str, object]], bool]) -> dict[str, object]:
    """Wait until /healthz says so; meanwhile every question is answered."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        assert answer(server)
        found = health(server)
        if seen(found):
            return found
        time.sleep(0.1)
    raise AssertionError(health(server))


def answer(server: str) -> str:
    """The text of an answer."""
    with urllib.request.urlopen(f"{server}/api/v1/intents/about?locale=en") as reply:
        return json.load(reply)["text"]


def edit(file: Path, old: str, new: str) -> None:
    """Change a file as an editor does."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.hazard("H11")
def test_a_broken_file_is_left_alone_and_a_mended_one_switched_to(server: str, folder: Path) -> None:
    """While a file is broken the old answers stay and /healthz names file and line; mended, it is well again."""
    assert health(server)["status"] == "ok"
    before, version = answer(server), health(server)["content_version"]
    common = folder / "answers/en/common.yaml"
    whole = common.read_bytes()
    for broken in (whole[: len(whole) // 2], b"a: &x [*x]\n"):
        common.write_bytes(broken)
        found = until(server, lambda found: found["status"] == "degraded")
        assert any(line.startswith("answers/en/common.yaml:") for line in found["problems"])
        assert (answer(server), found["content_version"]) == (before, version)
        common.write_bytes(whole + b"# mended\n")
        found = until(server, lambda found: found["status"] == "ok")
        assert found["content_version"] != version
        common.write_bytes(whole)
        until(server, lambda found: found["content_version"] == version)


def test_a_corrected_answer_is_shown_without_a_restart(server: str, folder: Path) -> None:
    """The table in use fits, so nothing is learnt; a folder that is gone changes nothing."""
    edit(folder / "answers/en/common.yaml", "disclaimer:", "# changed\ndisclaimer:")
    version = health(server)["content_version"]
    until(server, lambda found: found["content_version"] != version and found["status"] == "ok")
    folder.rename(folder.with_name("away"))
    until(server, lambda found: found["status"] == "degraded")
    folder.with_name("away").rename(folder)
    until(server, lambda found: found["status"] == "ok")


def test_changed_examples_wait_for_their_table(trained: Trained) -> None:
    """New answers at once, new wordings when `hepatica train` has run; a server never learns while it serves."""
    knowledge = replace(trained.knowledge, version="changed", out_of_scope=("something new",))
    serving = renewed(knowledge, begun(trained))
    assert not serving.fits
    assert serving.trained.knowledge.version == "changed"
    assert serving.trained.matcher is trained.matcher
    again = renewed(trained.knowledge, serving)
    assert again.fits and again.trained.matcher is trained.matcher


def test_exchanged_content_is_let_go(trained: Trained, folder: Path) -> None:
    """A server whose content is mended every day does not grow by the content of every day."""
    app = following(trained, folder)
    client = TestClient(app, base_url="http://localhost")
    assert client.get("/healthz").status_code == 200
    old = weakref.ref(app.app)
    app.refresh()
    assert client.get("/healthz").status_code == 200
    app.look(app.content.stamp())
    assert old() is None


def test_a_client_that_takes_its_time_does_not_keep_the_content_for_ever(trained: Trained, folder: Path) -> None:
    """A request that has begun ends with the content that it began with, and then that is let go as well."""
    app = following(trained, folder)
    # In a thread of its own: this one may have a loop already, that of a browser.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(_held_while_switching(app))).result() == [200, True, True]


async def _held_while_switching(app: Live) -> list[object]:
    """Status of a request over which the content changes twice; whether the old one was held until then, and let go after."""
    statuses: list[object] = []
    begun_to_read, rest = asyncio.Event(), asyncio.Event()

    async def receive() -> Message:
        begun_to_read.set()
        await rest.wait()
        return {"type": "http.request", "body": b'{"question": "hello", "locale": "en"}'}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    # The server keeps what it gave to the application for as long as the connection stays.
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/api/v1/ask",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
        "scheme": "http",
        "client": ("127.0.0.1", 1),
    }
    old, stamp = weakref.ref(app.app), app.content.stamp()
    asked = asyncio.create_task(app(scope, receive, send))
    await begun_to_read.wait()
    app.refresh()
    app.look(stamp)
    app.refresh()
    app.look(stamp)
    held = old() is not None
    rest.set()
    await asked
    del asked
    app.look(stamp)
    return [*statuses, held, old() is None]


def test_the_content_of_the_start_is_let_go_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that started the server holds what it started with."""
    gone: list[bool] = []

    def run(app: Live, **_: object) -> None:
        old = weakref.ref(app.serving.trained)
        edit(folder / "article.yaml", "\n", "\n# newer\n")
        app.refresh()
        app.look(app.content.stamp())
        gone.append(old() is None)

    monkeypatch.setattr(uvicorn, "run", run)
    # Logging is of the whole process, and other tests go on with it.
    monkeypatch.setattr("bot.cli.server.configure", lambda _: None)
    assert serve(Settings(content=folder, port=free_port()), None) == 0
    assert gone == [True]


def test_a_corrected_answer_needs_no_new_screen(trained: Trained) -> None:
    """The word lists are compiled anew where they have changed, and only there."""
    corrected = replace(trained.knowledge, version="corrected")
    assert renewed(corrected, begun(trained)).trained.safety is trained.safety
    safety = trained.knowledge.lexicon.safety
    flags = safety.redflags.model_copy(update={"look_alikes": (*safety.redflags.look_alikes, "vomiting rainbows")})
    lexicon = replace(corrected.lexicon, safety=replace(safety, redflags=flags))
    safer = renewed(replace(corrected, lexicon=lexicon), begun(trained)).trained.safety
    assert len(safer.look_alikes.every) == len(trained.safety.look_alikes.every) + 1
    assert safer.listener is trained.safety.listener
    topics = dict(reversed(safety.personal.topics.items()))
    turned = replace(safety, personal=safety.personal.model_copy(update={"topics": topics}))
    lexicon = replace(corrected.lexicon, safety=turned)
    other = renewed(replace(corrected, lexicon=lexicon), begun(trained)).trained.safety
    assert [topic for topic, _ in other.personal.topics] == [*topics]


def test_what_changes_while_a_server_starts_is_taken_up(trained: Trained, folder: Path) -> None:
    """An edit between the reading and the first look, or before a lost worker is replaced, is not passed over."""
    settings = Settings(content=folder)
    content = watched(settings, trained.matcher.encoder)
    seen = content.stamp()
    with (folder / "article.yaml").open("a", encoding="utf-8") as out:
        out.write("# newer\n")
    with serving(Live(begun(trained), settings, content, seen)) as address:
        until(address, lambda said: said["content_version"] != trained.knowledge.version)


def test_ready_means_that_a_reply_can_be_made(server: str) -> None:
    """Whoever shares out the work asks this."""
    with urllib.request.urlopen(f"{server}/readyz") as reply:
        assert json.load(reply) == {"status": "ready"}
