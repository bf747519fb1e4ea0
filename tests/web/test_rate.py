"""The rate limit: it stops a flood, and never stands between a person and help."""

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.app import build_app
from bot.web.rate import Limiter, client_key

AWAY = ("203.0.113.7", 1)
LIMIT = 3


@pytest.fixture
def spent(trained: Trained) -> TestClient:
    """A client that has used up its minute."""
    app = build_app(trained, Settings(rate_client=LIMIT))
    client = TestClient(app, base_url="http://localhost", client=AWAY, follow_redirects=False)
    assert [client.get("/en/").status_code for _ in range(LIMIT)] == [200] * LIMIT
    return client


def test_one_too_many_is_refused_with_the_numbers(spent: TestClient) -> None:
    """As a page, as a fragment, and as problem details; each says when to come back and whom to call now."""
    page = spent.get("/zh-Hant/questions")
    part = spent.post("/en/ask", data={"question": "is it safe"}, headers={"HX-Request": "true"})
    api = spent.post("/api/v1/ask", json={"question": "is it safe"})
    for refused in (page, part, api, spent.post("/en/sheet"), spent.post("/en/"), spent.get("/api/v1/intents")):
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 120
        assert refused.headers["cache-control"] == "no-store"
    assert 'href="tel:119"' in page.text and "<html" in page.text
    assert 'href="tel:' in part.text and "<html" not in part.text
    assert api.headers["content-type"] == "application/problem+json" and "999" in api.json()["emergency"]


@pytest.mark.hazard("H16")
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("my dad is vomiting blood", "emergency"),
        ("我爸吐血了", "emergency"),
        ("I want to kill myself", "crisis"),
        ("should I stop my lactulose", "personal_advice"),
        ("blah " * 100 + ". my dad is vomiting blood", "emergency"),
    ],
)
def test_help_is_never_withheld(spent: TestClient, question: str, kind: str) -> None:
    """On every surface, and when the conversation is shown again in another language."""
    assert spent.post("/api/v1/ask", json={"question": question}).json()["kind"] == kind
    for path in ("/en/ask", "/en/embed/ask"):
        shown = spent.post(path, data={"question": question})
        assert shown.status_code == 200
    token = shown.text.split('name="transcript" value="')[1].split('"')[0]
    assert spent.post("/zh-Hans/", data={"transcript": token}).status_code == 200


def test_files_and_health_are_not_limited(spent: TestClient) -> None:
    """A page that was let through gets its files; whoever watches the server is not told it is ill."""
    for path in ("/static/app.css", "/favicon.ico", "/embed/v1/widget.js", "/healthz"):
        assert spent.get(path).status_code == 200


def test_all_together_are_limited_too(trained: Trained) -> None:
    """Many addresses share the limit of the server; this machine has none of its own but counts there."""
    client = TestClient(build_app(trained, Settings(rate_total=5)), base_url="http://localhost")
    statuses = [client.get("/robots.txt" if n == 0 else "/api/v1/intents?locale=en").status_code for n in range(30)]
    assert 429 in statuses and statuses[0] == 200
    assert client.post("/api/v1/ask", json={"question": "my dad is vomiting blood"}).status_code == 200


def test_limits_can_be_lifted_and_are_shared_out() -> None:
    """0 is no limit; each of several processes counts its share."""
    free = Limiter(Settings(rate_client=0, rate_total=0))
    assert not any(free.hit("203.0.113.7") for _ in range(2_000))
    half = Limiter(Settings(rate_client=10, rate_total=0, workers=2))
    assert [half.hit("203.0.113.7") > 0 for _ in range(6)] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("client", "key"),
    [
        ("127.0.0.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("", None),
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ],
)
def test_a_client_is_an_address_or_a_household(client: str, key: str | None) -> None:
    """An IPv6 household cannot get around the limit by changing its address; a mapped address is the plain one."""
    assert client_key(client) == key
