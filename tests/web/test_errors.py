"""Errors: friendly for people, exact for programs, with the emergency numbers, never an echo."""

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web import views
from bot.web.app import build_app
from bot.web.bounds import API_BYTES, PAGE_BYTES

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def problem_of(client: TestClient, method: str, path: str, **more: object) -> dict[str, object]:
    """The problem details of a request that fails."""
    reply = client.request(method, path, **more)
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert set(body) == {"type", "title", "status", "detail", "emergency"}
    assert body["status"] == reply.status_code
    assert "999" in body["emergency"]
    return body


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/xx/", 404),
        ("GET", "/zh-Hans/nothing", 404),
        ("GET", "/zh-Hans/a/nothing", 404),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/static/../settings.py", 404),
        ("DELETE", "/zh-Hans/", 405),
        ("PUT", "/zh-Hans/ask", 405),
    ],
)
def test_a_wrong_address_is_a_page_in_the_readers_language(
    client: TestClient, method: str, path: str, status: int
) -> None:
    """The page is in the language of the address, else of the browser, and shows numbers to call."""
    reply = client.request(method, path, headers={"Accept-Language": "zh-CN"})
    assert reply.status_code == status
    assert '<html lang="zh-Hans">' in reply.text
    assert 'href="tel:120"' in reply.text


def test_api_errors_are_problem_details(client: TestClient) -> None:
    """Unknown addresses and methods under /api/ answer programs, not people."""
    assert problem_of(client, "GET", "/api/v1/nothing")["status"] == 404
    assert problem_of(client, "DELETE", "/api/v1/ask")["status"] == 405
    assert problem_of(client, "POST", "/api/v1/ask", content=b"x" * (API_BYTES + 1))["status"] == 413


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_over_the_limit_is_refused_before_it_is_read(client: TestClient, declared: bool) -> None:
    """With and without a declared length; one byte less is read."""
    body = b"question=" + b"x" * PAGE_BYTES
    content = body if declared else iter([body[:1000], body[1000:]])
    reply = client.post("/en/ask", content=content, headers=FORM)
    assert reply.status_code == 413
    assert "xxxx" not in reply.text
    assert client.post("/en/ask", content=body[:PAGE_BYTES], headers=FORM).status_code == 422


def test_a_body_that_is_no_form_is_refused(client: TestClient) -> None:
    """JSON sent to the page's form is 415."""
    assert client.post("/en/ask", json={"question": "x"}).status_code == 415


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://127.0.0.1:8000"}, 200),
        ({}, 200),
    ],
)
def test_only_our_own_pages_may_post(client: TestClient, headers: dict[str, str], status: int) -> None:
    """A form on another site cannot post here; old browsers that say nothing can."""
    for path in ("/en/ask", "/en/"):
        assert client.post(path, data={"question": "is it safe"}, headers=headers).status_code == status


def test_an_error_for_htmx_is_a_fragment(client: TestClient) -> None:
    """Errors are swapped into the page, so they must be readable as a part of it."""
    reply = client.post("/en/ask", data={"offer": "nothing"}, headers={"HX-Request": "true"})
    assert reply.status_code == 422
    assert "<html" not in reply.text
    assert 'href="tel:' in reply.text


def test_a_fault_of_ours_is_a_friendly_page_without_its_reason(
    trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever breaks inside, people get the numbers, and nobody gets the reason."""

    def broken(*_: object) -> None:
        raise RuntimeError("the reason zqx")

    monkeypatch.setattr(views, "respond", broken)
    client = TestClient(build_app(trained, Settings()), base_url="http://localhost")
    for headers in ({}, {"HX-Request": "true"}):
        reply = client.post("/zh-Hant/ask", data={"question": "secret"}, headers=headers)
        assert reply.status_code == 500
        assert reply.headers["cache-control"] == "no-store"
        assert 'href="tel:119"' in reply.text
        assert "zqx" not in reply.text
        assert "secret" not in reply.text


def test_a_host_that_is_not_allowed_is_refused(trained: Trained) -> None:
    """With a list of hosts, others get 400 in the shape of the surface."""
    settings = Settings(allowed_hosts=("liver.example.org", "*.clinic.example", "[::1]"))
    client = TestClient(build_app(trained, settings), base_url="http://liver.example.org:8000")
    assert client.get("/en/").status_code == 200
    assert client.get("/en/", headers={"Host": "a.clinic.example"}).status_code == 200
    assert client.get("/en/", headers={"Host": "[::1]:8000"}).status_code == 200
    assert client.get("/en/", headers={"Host": "evil.example"}).status_code == 400
    assert problem_of(client, "GET", "/api/v1/intents", headers={"Host": "clinic.example"})["status"] == 400
