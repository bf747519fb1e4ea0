"""Replies that are kept once made: the same as fresh ones, nobody's words in them, and gone with their content."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.model.turn import Decision, Slots
from bot.settings import Settings
from bot.web.app import Shared, build_app
from bot.web.replies import PLACE, Replies
from tests.web.conftest import BASE
from tests.web.reading import hidden_transcript

ASKED = (
    {"question": "my dad is vomiting blood"},
    {"question": "should i stop my diuretics"},
    {"question": "is it safe?"},
    {"offer": "survival.survival.12"},
    {"offer": "meld..48"},
    {"offer": "cost"},
)
HTMX = {"HX-Request": "true"}


def client_of(trained: Trained, size: int) -> TestClient:
    """The application with room for so many replies."""
    return TestClient(build_app(trained, Settings(reply_cache=size)), base_url=BASE, follow_redirects=False)


@pytest.fixture(scope="module")
def keeping(trained: Trained) -> TestClient:
    """An application that keeps replies."""
    return client_of(trained, 500)


@pytest.fixture(scope="module")
def bare(trained: Trained) -> TestClient:
    """An application that makes each reply anew."""
    return client_of(trained, 0)


@pytest.mark.parametrize(
    ("home", "query"), [("/en/", ""), ("/zh-Hans/", "?view=larger-contrast"), ("/zh-Hant/embed", "?view=large")]
)
def test_a_kept_reply_is_the_same_as_a_fresh_one(keeping: TestClient, bare: TestClient, home: str, query: str) -> None:
    """Whatever the language, the view, the surface and the number of the turn, asked for the first or the second time."""
    transcript = ""
    for fields in (*ASKED, *ASKED):
        form = {**fields, "transcript": transcript}
        path = f"{home.rstrip('/')}/ask{query}"
        kept, fresh = (one.post(path, data=form, headers=HTMX).text for one in (keeping, bare))
        assert kept == fresh and PLACE not in kept
        transcript = hidden_transcript(kept)
    whole = {"transcript": transcript}
    assert keeping.post(home + query, data=whole).text == bare.post(home + query, data=whole).text


def test_a_kept_reply_of_the_api_is_the_same_as_a_fresh_one(keeping: TestClient, bare: TestClient) -> None:
    """The context is that of the conversation, not of whoever asked first."""
    for before in ("is it safe?", "does it help people live longer?"):
        for question in ("and after 24 weeks?", "hello"):
            replies = []
            for one in (keeping, keeping, bare):
                context = one.post("/api/v1/ask", json={"question": before}).json()["context"]
                asked = {"question": question, "context": context, "locale": "en"}
                replies.append(one.post("/api/v1/ask", json=asked).json())
            assert replies[0] == replies[1] == replies[2]


def test_nobody_reads_the_words_of_another(keeping: TestClient) -> None:
    """Two people ask the same in words of their own: each page holds its own reader's words alone."""
    first = keeping.post("/en/ask", data={"question": "is this treatment safe, asks zqxanna"}, headers=HTMX).text
    second = keeping.post("/en/ask", data={"question": "is this treatment safe, asks zqxbob"}, headers=HTMX).text
    assert "zqxanna" in first and "zqxanna" not in second
    assert "zqxbob" in second


def test_kept_replies_go_with_their_content(trained: Trained) -> None:
    """After a change of content nothing of the old is shown, though what outlives the change is the same."""
    settings = Settings(reply_cache=500)
    shared = Shared(settings)
    newer = replace(trained, knowledge=replace(trained.knowledge, version="newer-content"))
    pages = []
    for content in (trained, newer):
        client = TestClient(build_app(content, settings, shared), base_url=BASE)
        page = client.post("/en/ask", data={"question": "is it safe?"}).text
        data = client.post("/api/v1/ask", json={"question": "is it safe?"}).json()
        assert data["content_version"] == content.knowledge.version
        pages.append(page)
    assert trained.knowledge.version in pages[0]
    assert "newer-content" in pages[1] and trained.knowledge.version not in pages[1]


def test_what_is_kept_is_bounded(trained: Trained) -> None:
    """However many weeks are asked for, no more than the setting allows stays in memory."""
    replies = Replies(trained.knowledge, 10)
    for weeks in range(50):
        replies.json(Decision("answer", ("survival",), Slots("survival", weeks)), "en", "")
    assert replies.kept() == 20
