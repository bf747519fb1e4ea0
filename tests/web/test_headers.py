"""Response headers: every response of every class, errors and redirects included."""

import pytest
from starlette.testclient import TestClient

from bot.web.headers import EVERYWHERE, PAGE_CSP

CONVERSATIONS = [("GET", "/en/"), ("POST", "/en/"), ("POST", "/en/ask"), ("GET", "/"), ("GET", "/nothing")]
DOCUMENTS = ["/en/questions", "/en/glossary", "/en/sources", "/en/about", "/en/api", "/en/a/survival"]


@pytest.mark.parametrize(
    ("method", "path"),
    [*CONVERSATIONS, *(("GET", path) for path in DOCUMENTS), ("GET", "/healthz"), ("GET", "/static/app.css")],
)
def test_every_response_is_guarded(client: TestClient, method: str, path: str) -> None:
    """The common headers stand on each response; no cookie and no server name on any."""
    headers = client.request(method, path).headers
    assert {name: headers[name] for name in EVERYWHERE} == EVERYWHERE
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert not {"set-cookie", "server"} & set(headers)


@pytest.mark.hazard("H13")
@pytest.mark.parametrize(("method", "path"), CONVERSATIONS)
def test_a_conversation_is_stored_nowhere(client: TestClient, method: str, path: str) -> None:
    """Pages that can hold a person's words are never cached."""
    assert client.request(method, path).headers["cache-control"] == "no-store"


def test_pages_allow_our_own_files_only(client: TestClient) -> None:
    """The strict policy, without any exception for inline code."""
    policy = client.get("/en/").headers["content-security-policy"]
    assert policy == PAGE_CSP
    assert "unsafe" not in policy


def test_the_api_is_locked_down_further(client: TestClient) -> None:
    """JSON is no page."""
    headers = client.get("/api/v1/intents").headers
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert headers["cache-control"] == "no-store"


def test_static_files_are_kept_for_good_only_under_their_own_hash(client: TestClient) -> None:
    """An address with the right hash never changes; one with no hash or a wrong one may."""
    page = client.get("/en/").text
    hashed = next(part for part in page.split('"') if part.startswith("/static/app.css?v="))
    assert client.get(hashed).headers["cache-control"] == "public, max-age=31536000, immutable"
    for other in ("/static/app.css", "/static/app.css?v=000000000000"):
        assert client.get(other).headers["cache-control"] == "no-cache"
    assert client.get("/static/nothing?v=1").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("app.css", "text/css"), ("app.js", "text/javascript"), ("logo.svg", "image/svg+xml"), ("favicon.ico", "image/")],
)
def test_static_files_have_their_media_type(client: TestClient, name: str, kind: str) -> None:
    """With nosniff a wrong media type would break the page."""
    assert client.get(f"/static/{name}").headers["content-type"].startswith(kind)
