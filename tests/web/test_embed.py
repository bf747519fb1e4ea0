"""What other sites load, and what they may show: addresses, headers, size, integrity."""

import base64
import gzip
import hashlib
import re

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.app import build_app
from tests.web.reading import inline_code

SITES = ("https://clinic.example", "https://*.ward.example")
FRAMES = [("GET", "/en/embed"), ("POST", "/en/embed"), ("POST", "/zh-Hant/embed/ask"), ("GET", "/zh-Hans/embed")]


@pytest.fixture(scope="module")
def open_client(trained: Trained) -> TestClient:
    """A server with two sites on its list, below a path."""
    app = build_app(trained, Settings(embed_sites=SITES, root_path="/liver"))
    return TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)


@pytest.mark.parametrize(("method", "path"), FRAMES)
def test_nobody_may_show_the_chat_unless_listed(client: TestClient, method: str, path: str) -> None:
    """Without the setting the frame is refused to everyone."""
    headers = client.request(method, path, data={} if method == "POST" else None).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(("method", "path"), FRAMES)
def test_listed_sites_may(open_client: TestClient, method: str, path: str) -> None:
    """They are named in the policy, of pages and of errors in the frame; nothing is stored."""
    headers = open_client.request(method, f"/liver{path}", data={} if method == "POST" else None).headers
    assert f"frame-ancestors {' '.join(SITES)}" in headers["content-security-policy"]
    assert "x-frame-options" not in headers
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", ["/en/", "/en/about", "/en/a/survival", "/en/ask", "/api/v1/intents", "/en/embedded"])
def test_all_other_pages_stay_out_of_frames(open_client: TestClient, path: str) -> None:
    """Only the page made for it is let into a frame."""
    assert "frame-ancestors 'none'" in open_client.get(f"/liver{path}").headers["content-security-policy"]


def test_the_frame_stays_in_its_frame(open_client: TestClient) -> None:
    """Every form and the new start lead back into the frame, all else opens a window; nothing is inline."""
    page = open_client.post("/liver/en/embed/ask", data={"question": "zxcv qwer"}).text
    actions = re.findall(r'action="([^"]*)"(?![^>]*formtarget="_blank")', page)
    assert actions and all("/embed" in action for action in actions)
    tags = [tag.split(">")[0] for tag in page.split("<a ")[1:]]
    links = [tag for tag in tags if 'href="/liver' in tag and "data-restart" not in tag]
    assert 'href="/liver/en/embed"' in next(tag for tag in tags if "data-restart" in tag)
    assert links and all('target="_blank"' in link for link in links)
    assert inline_code(page) == []
    refused = open_client.post("/liver/en/embed/ask", data={"offer": "nothing"})
    assert refused.status_code == 422 and 'class="embedded"' in refused.text


@pytest.mark.parametrize("locale", ["en", "zh-Hans", "zh-Hant"])
def test_the_same_reply_as_on_the_page(client: TestClient, locale: str) -> None:
    """A frame asks the same conversation: the card is that of the page, for answers and for danger."""
    for question in ("Is the treatment safe?", "我在吐血"):
        cards = [
            client.post(f"/{locale}{path}", data={"question": question})
            .text.split("<article")[1]
            .split("</article>")[0]
            for path in ("/ask", "/embed/ask")
        ]
        assert cards[0] == cards[1]


def test_a_reload_of_the_frame_asks_again(client: TestClient) -> None:
    """As in the chat itself."""
    reply = client.get("/en/embed/ask")
    assert (reply.status_code, reply.headers["location"]) == (303, "/en/embed")


def test_posts_of_other_sites_are_refused(client: TestClient) -> None:
    """The frame posts as its own origin; nobody else does."""
    refused = client.post("/en/embed/ask", data={"question": "safe?"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403


def test_the_script_can_be_loaded_from_anywhere_and_checked(open_client: TestClient) -> None:
    """At most 6 KB compressed; the hashed address never changes, and the integrity is that of its bytes."""
    plain = open_client.get("/liver/embed/v1/widget.js")
    assert plain.headers["content-type"].startswith("text/javascript")
    assert len(gzip.compress(plain.content)) <= 6 * 1024
    told = open_client.get("/liver/embed/v1/widget.json").json()
    hashed = open_client.get(told["script"])
    assert hashed.content == plain.content
    digest = base64.b64encode(hashlib.sha384(plain.content).digest()).decode()
    assert told["integrity"] == f"sha384-{digest}"
    for reply, caching in ((plain, "public, max-age=3600"), (hashed, "public, max-age=31536000, immutable")):
        assert reply.headers["cache-control"] == caching
        assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
        assert reply.headers["access-control-allow-origin"] == "*"
    assert open_client.get("/liver/embed/v1/widget.000000000000.js").status_code == 404
