"""Every line of the hostile inputs against a running server, as its note says; afterwards it serves as before."""

import http.client
import json
import socket
from collections.abc import Iterator
from urllib.parse import quote, urlencode, urlsplit

import pytest

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.app import build_app
from tests.browser.serving import serving
from tests.conftest import CASES

LINES = [json.loads(line) for line in (CASES / "inputs.jsonl").read_text(encoding="utf-8").splitlines()]
PATIENCE = 20
"""Seconds after which a request counts as hung: far more than any takes, on any machine."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
ELSEWHERE = ("cli-argv", "content-file")
"""Read by the command line and by the loader, whose tests are beside them."""

Answer = tuple[int, dict[str, str], str]


@pytest.fixture(scope="module")
def server(trained: Trained) -> Iterator[str]:
    """Host and port of a running server with default settings."""
    with serving(build_app(trained, Settings())) as address:
        yield urlsplit(address).netloc


def ask(server: str, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
    """One request on a connection of its own: status, headers, body."""
    connection = http.client.HTTPConnection(server, timeout=PATIENCE)
    try:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}))
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            connection.putheader(name, value.encode("utf-8", "surrogatepass"))
        connection.endheaders(body)
        reply = connection.getresponse()
        return reply.status, {key.lower(): value for key, value in reply.getheaders()}, reply.read().decode()
    finally:
        connection.close()


def wire(server: str, raw: bytes) -> bytes:
    """Raw bytes on the socket, and the first that comes back; empty if the server closes or waits."""
    host, _, port = server.partition(":")
    with socket.create_connection((host, int(port)), timeout=0.3) as line:
        try:
            line.sendall(raw)
            return line.recv(200)
        except (TimeoutError, ConnectionError):
            return b""


def lines(*categories: str) -> list[str]:
    """The inputs of categories that begin like this."""
    return [line["input"] for line in LINES if line["category"].startswith(categories)]


QUERIED = ("lang-param", "accept-", "host-", "forwarded-", "origin-", "content-type", "api-", "form-body", "query-",
           "wire-", "range-", "method-", *ELSEWHERE)  # fmt: skip
QUESTIONS = [line for line in LINES if not line["category"].startswith(QUERIED)]


def test_questions_get_a_page_and_a_reply(server: str) -> None:
    """200, or a clean 4xx; what is typed comes back escaped or not at all; a danger sign stays one."""
    for line in QUESTIONS:
        typed = line["input"].encode("utf-8", "replace").decode()
        status, headers, page = ask(server, "POST", "/en/ask", urlencode({"question": typed}).encode(), FORM)
        assert status in (200, 413, 422), line
        assert headers["cache-control"] == "no-store" and "script-src 'self'" in headers["content-security-policy"]
        assert 'href="tel:' in page and "Traceback" not in page, line
        if any(char in typed for char in "<>") and typed.strip():
            assert typed not in page, line
        body = json.dumps({"question": line["input"], "locale": "en"}).encode()
        status, _, text = ask(server, "POST", "/api/v1/ask", body, JSON)
        assert status in (200, 413, 422), line
        if "emergency card" in line["note"]:
            assert json.loads(text)["kind"] in ("emergency", "crisis"), line
        if "same as empty" in line["note"]:
            assert status == 422, line


def test_raw_bodies_get_a_clean_answer(server: str) -> None:
    """A broken JSON body is a problem without its words; a form is read as far as it can be."""
    for body in lines("api-"):
        status, headers, text = ask(server, "POST", "/api/v1/ask", body.encode("utf-8", "surrogatepass"), JSON)
        assert status in (400, 413, 422), body[:80]
        assert headers["content-type"] == "application/problem+json"
        assert len(text) < 2_000
    for body in lines("form-body"):
        assert ask(server, "POST", "/en/ask", body.encode("utf-8", "surrogatepass"), FORM)[0] in (200, 413, 422), body


def test_headers_are_read_warily(server: str) -> None:
    """Hosts, origins, types and languages as the notes say; what a stranger forwards changes nothing."""
    for value in lines("host-"):
        status, _, page = ask(server, "GET", "/en/", headers={"Host": value})
        assert status == 400 and (not value or value not in page), value
    for value in lines("origin-"):
        assert ask(server, "POST", "/en/ask", b"question=is+it+safe", {**FORM, "Origin": value})[0] == 403, value
    for value in lines("content-type"):
        for path, body in (("/en/ask", b"question=hi"), ("/api/v1/ask", b'{"question":"hi"}')):
            assert ask(server, "POST", path, body, {"Content-Type": value})[0] in (200, 415, 422), (path, value)
    for value in lines("accept-"):
        assert ask(server, "GET", "/", headers={"Accept-Language": value})[0] == 302
    for value in lines("forwarded-"):
        assert ask(server, "GET", "/en/", headers={"X-Forwarded-For": value})[0] == 200
    for value in lines("range-"):
        assert ask(server, "GET", "/static/app.css", headers={"Range": value})[0] in (200, 206, 416), value


def test_languages_queries_and_methods_are_read_warily(server: str) -> None:
    """An unknown language is refused; no question is taken from an address; odd methods are refused."""
    for value in lines("lang-param"):
        tag = quote(value, safe="")
        assert ask(server, "GET", f"/api/v1/intents?locale={tag}")[0] == 422, value
        body = json.dumps({"question": "is it safe", "locale": value}).encode()
        assert ask(server, "POST", "/api/v1/ask", body, JSON)[0] == 422, value
        assert ask(server, "GET", f"/{tag}/questions")[0] in (308, 404), value
    for value in lines("query-"):
        assert ask(server, "GET", f"/?{quote(value, safe='=&')}")[0] == 302, value
    for method in lines("method-"):
        for path in ("/", "/en/ask"):
            status, headers, _ = ask(server, method, path)
            assert status < 500 and "access-control-allow-origin" not in headers, (method, path)


def test_nonsense_on_the_wire_disturbs_nobody(server: str) -> None:
    """Refused, closed, or left waiting: whoever comes next is served."""
    host, _, port = server.partition(":")
    waiting = [socket.create_connection((host, int(port))) for _ in lines("wire-slow")]
    for line, raw in zip(waiting, lines("wire-slow"), strict=True):
        line.sendall(raw.encode("utf-8", "surrogatepass"))
    for raw in lines("wire-http"):
        answer = wire(server, raw.encode("utf-8", "surrogatepass"))
        assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), raw
        assert ask(server, "GET", "/healthz")[0] == 200
    for line in waiting:
        line.close()
    assert ask(server, "POST", "/en/ask", b"question=is+it+safe", FORM)[0] == 200
