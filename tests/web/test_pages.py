"""The pages to read, permalinks, and addresses in other forms."""

import re

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Knowledge
from bot.rendering.plain import spans_text
from bot.settings import Settings
from bot.web.app import build_app
from tests.web.reading import hidden_transcript, inline_code, words

PAGES = ("", "questions", "glossary", "sources", "about", "api")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_intent_has_a_page(client: TestClient, knowledge: Knowledge, locale: str) -> None:
    """Each permalink shows its question, the disclaimer and the review state, with nothing that the policy blocks."""
    content = knowledge.locales[locale]
    for name in knowledge.intents:
        page = client.get(f"/{locale}/a/{name}")
        shown = words(page.text)
        assert page.status_code == 200
        assert spans_text(content.answers[name].question, locale) in shown
        assert spans_text(content.disclaimer, locale) in shown
        assert spans_text(content.not_reviewed, locale) in shown
        assert inline_code(page.text) == []


def test_a_permalink_can_name_outcome_and_week(client: TestClient) -> None:
    """A reported cell shows estimate and interval, a blank one says that it is blank."""
    reported = words(client.get("/en/a/meld?outcome=meld&weeks=12").text)
    assert "-3.41" in reported
    assert "-5.41 to -1.40" in reported
    assert "not reported in the article" in words(client.get("/en/a/meld?weeks=48").text)


@pytest.mark.parametrize("query", ["outcome=weight", "weeks=521", "weeks=-1", "weeks=1e2", "weeks=１２", "weeks="])
def test_a_permalink_with_a_wrong_parameter_is_refused(client: TestClient, query: str) -> None:
    """Unknown outcomes and impossible weeks are an error page, never a guess."""
    assert client.get(f"/en/a/meld?{query}").status_code == 422


def test_the_languages_of_a_permalink_keep_intent_and_slots(client: TestClient) -> None:
    """The toggle of a permalink is plain links to the same answer."""
    page = client.get("/en/a/meld?weeks=12").text
    for locale in LOCALES:
        assert f'hreflang="{locale}" href="/{locale}/a/meld?weeks=12"' in page


def test_a_permalink_starts_a_conversation(client: TestClient) -> None:
    """A question asked below an answer follows on from it."""
    page = client.get("/en/a/survival").text
    data = {"question": "and at 8 weeks?", "transcript": hidden_transcript(page)}
    assert "2.47" in client.post("/en/ask", data=data).text.split('id="turn-2"')[1]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_contents_page_lists_every_question_by_group(client: TestClient, knowledge: Knowledge, locale: str) -> None:
    """All live intents are linked, under a heading for each group."""
    page = client.get(f"/{locale}/questions").text
    for intent in knowledge.intents.values():
        assert f'href="/{locale}/a/{intent.id}"' in page
        assert knowledge.locales[locale].labels.groups[intent.group] in words(page)


@pytest.mark.parametrize("locale", LOCALES)
def test_sources_and_about_say_who_published_the_article(client: TestClient, knowledge: Knowledge, locale: str) -> None:
    """The industry publisher is named, and each source says how far it was read."""
    conflict = spans_text(knowledge.locales[locale].cautions["conflict"], locale)
    for path in ("sources", "about"):
        assert conflict in words(client.get(f"/{locale}/{path}").text)
    page = words(re.sub(r"</?span[^>]*>", "", client.get(f"/{locale}/sources").text))
    assert all(source.title[locale] in " ".join(page.split()) for source in knowledge.sources.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_the_glossary_explains_every_term(client: TestClient, knowledge: Knowledge, locale: str) -> None:
    """Each term can be linked to."""
    page = client.get(f"/{locale}/glossary").text
    assert all(f'id="{term.id}"' in page for term in knowledge.locales[locale].glossary)


@pytest.mark.parametrize("path", PAGES)
def test_a_locale_in_another_case_is_moved_for_good(client: TestClient, path: str) -> None:
    """/zh-hant/… leads to /zh-Hant/…, with its query."""
    reply = client.get(f"/zh-hant/{path}?a=b")
    assert (reply.status_code, reply.headers["location"]) == (308, f"/zh-Hant/{path}?a=b")


def test_a_locale_without_slash_leads_to_the_chat(client: TestClient) -> None:
    """/en is the chat."""
    assert client.get("/en").headers["location"] == "/en/"


def test_everything_lies_under_the_root_path(trained: Trained) -> None:
    """With a sub-path, every address on every page starts with it, whether or not the proxy cuts it off."""
    client = TestClient(
        build_app(trained, Settings(root_path="/clinic/liver")), base_url="http://localhost", follow_redirects=False
    )
    assert client.get("/clinic/liver/").headers["location"] == "/clinic/liver/en/"
    assert client.get("/clinic/liver/zh-hans/about").headers["location"] == "/clinic/liver/zh-Hans/about"
    for prefix in ("/clinic/liver", ""):
        page = client.get(f"{prefix}/en/")
        assert page.status_code == 200
        for attribute in ('href="/', 'src="/', 'action="/', 'hx-post="/'):
            assert page.text.count(attribute) == page.text.count(attribute + "clinic/liver/")
        assert client.get(f"{prefix}/static/app.css").status_code == 200
        assert client.get(f"{prefix}/healthz").status_code == 200


def test_search_engines_get_full_addresses_where_a_public_one_is_known(trained: Trained) -> None:
    """The sitemap needs the public address; without one there is none."""
    app = build_app(trained, Settings(public_url="https://liver.example.org", root_path="/q", index_unreviewed="on"))
    client = TestClient(app, base_url="http://localhost")
    assert "https://liver.example.org/q/zh-Hant/a/survival" in client.get("/sitemap.xml").text
    assert "Sitemap: https://liver.example.org/q/sitemap.xml" in client.get("/robots.txt").text
    page = client.get("/en/a/survival").text
    assert '<link rel="canonical" href="https://liver.example.org/q/en/a/survival">' in page
    assert (
        TestClient(build_app(trained, Settings()), base_url="http://localhost").get("/sitemap.xml").status_code == 404
    )
