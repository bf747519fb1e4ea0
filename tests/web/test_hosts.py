"""Which names are answered, and whose word about the reader's address is taken."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from bot.cli import serve, server
from bot.cli.main import main
from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.app import build_app
from bot.web.bounds import ADDRESS_BYTES, HEADER_BYTES, Bounds
from bot.web.hosts import trusted_hosts


def status(client: TestClient, host: str) -> int:
    """The status of the start page under a name."""
    return client.get("/en/", headers={"Host": host}).status_code


def test_by_default_only_this_machine_is_answered(client: TestClient) -> None:
    """Whatever page in a browser points at us by another name gets nothing."""
    for host in ("localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]"):
        assert status(client, host) == 200, host
    for host in ("evil.example", "localhost.evil.example", "", "localhost:99999", "localhost:0", "a b", "[::1", "x@y"):
        assert status(client, host) == 400, host


def test_the_public_address_is_answered(trained: Trained) -> None:
    """Setting the public address is enough; so is listening on an address of this machine."""
    clinic = trained.knowledge.clinic
    app = build_app(trained, Settings(public_url="https://liver.example.org:8443", host="10.0.0.7"))
    client = TestClient(app)
    assert status(client, "liver.example.org:8443") == status(client, "10.0.0.7:8000") == 200
    assert status(client, "other.example.org") == 400
    assert "[fe80::1]" in trusted_hosts(Settings(host="fe80::1"), clinic)


def test_a_star_answers_any_sound_name(trained: Trained) -> None:
    """Whoever asks for it gets it; what is no name is refused all the same."""
    client = TestClient(build_app(trained, Settings(allowed_hosts=("*",))))
    assert status(client, "anything.example") == 200
    assert status(client, "any thing") == 400


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_listening_to_everyone_without_a_name_is_warned_of(
    host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr says which setting is missing; with it there is none."""
    monkeypatch.setattr(server.uvicorn, "run", lambda *_, **__: None)
    monkeypatch.setattr(serve, "check_free", lambda _: None)
    assert main(["serve", "--host", host]) == 0
    (warned,) = capsys.readouterr().err.splitlines()
    assert "HEPATICA_ALLOWED_HOSTS" in warned
    monkeypatch.setenv("HEPATICA_ALLOWED_HOSTS", "h.example")
    assert main(["serve", "--host", host]) == 0
    assert not capsys.readouterr().err


async def seen_by_the_app(app: object, peer: str, forwarded: str) -> tuple[str, str]:
    """The client's address and the scheme that a route sees."""
    found = {}

    class Spy(Bounds):
        async def __call__(self, scope: dict, receive: object, send: object) -> None:
            found.update(client=scope["client"][0], scheme=scope["scheme"])

    spied = app.build_middleware_stack()
    inner = spied
    while not isinstance(inner, Bounds):
        inner = inner.app if not hasattr(inner, "plain") else inner.plain
    inner.__class__ = Spy
    headers = [(b"host", b"localhost"), (b"x-forwarded-for", forwarded.encode()), (b"x-forwarded-proto", b"https")]
    scope = {"type": "http", "method": "GET", "path": "/en/", "raw_path": b"/en/", "query_string": b"",
             "headers": headers, "client": (peer, 1), "scheme": "http", "root_path": ""}  # fmt: skip
    await spied(scope, None, None)
    return found["client"], found["scheme"]


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "seen"),
    [
        ((), "127.0.0.1", "203.0.113.9", ("127.0.0.1", "http")),
        (("10.0.0.0/8",), "192.0.2.1", "203.0.113.9", ("192.0.2.1", "http")),
        (("10.0.0.0/8",), "10.0.0.5", "203.0.113.9", ("203.0.113.9", "https")),
        (("10.0.0.0/8",), "10.0.0.5", "198.51.100.1, 203.0.113.9", ("203.0.113.9", "https")),
    ],
)
def test_only_a_trusted_proxy_says_who_asks(
    trained: Trained, proxies: tuple[str, ...], peer: str, forwarded: str, seen: tuple[str, str]
) -> None:
    """Anyone can write these headers; of a list only what the trusted proxy added counts."""
    app = build_app(trained, Settings(trusted_proxies=proxies))
    # In a thread of its own: the browser's driver keeps a loop running in this one when both are tested in one go.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, seen_by_the_app(app, peer, forwarded)).result() == seen


def test_overlong_addresses_and_headers_are_refused(client: TestClient) -> None:
    """Before anything reads them, in the shape of the surface, and one byte less is read."""
    assert client.get("/en/questions?" + "x" * ADDRESS_BYTES).status_code == 414
    assert client.get("/en/questions?" + "x" * (ADDRESS_BYTES - 20)).status_code == 200
    assert client.get("/en/questions", headers={"X-Long": "x" * HEADER_BYTES}).status_code == 431
    assert client.get("/en/questions", headers={"X-Long": "x" * (HEADER_BYTES - 1024)}).status_code == 200
    refused = client.get("/api/v1/intents", headers={"X-Long": "x" * HEADER_BYTES})
    assert refused.headers["content-type"] == "application/problem+json" and "999" in refused.json()["emergency"]
