"""An answer that was taken out cannot be reached, and whoever looks for it is told so."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.answering.compose import compose
from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Locale
from bot.model.turn import Context, Decision, Turn
from bot.rendering.plain import spans_text
from bot.settings import Settings
from bot.web.app import build_app
from tests.reviews import signed, withdrawn
from tests.web.surfaces import ASKED, EVERYWHERE, LINKED, squeezed
from tests.web.test_review import PUBLIC, QUESTION, prose


@pytest.fixture(scope="module")
def without(trained: Trained) -> Trained:
    """The answer on survival, signed, and then taken out."""
    return replace(trained, knowledge=withdrawn(signed(trained.knowledge, ["survival"]), "survival"))


@pytest.fixture(scope="module")
def client(without: Trained) -> TestClient:
    """A server without it, which lists everything it can."""
    app = build_app(without, Settings(public_url=PUBLIC, index_unreviewed="on"))
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("surface", EVERYWHERE)
def test_a_notice_stands_in_its_place(surface: str, locale: Locale, client: TestClient, without: Trained) -> None:
    """No sentence and no number of it, nor the name of who signed it; the notice, and what to do."""
    status, text = EVERYWHERE[surface](client, without, locale, QUESTION[locale], "survival")
    content = without.knowledge.locales[locale]
    notice, answer = content.replies["withdrawn"], content.answers["survival"]
    assert status == (410 if surface in LINKED else 200)
    assert all(part in text for part in (*prose(notice.title), *prose(notice.summary)))
    sentences = [part for run in (answer.summary, *(point.text for point in answer.points)) for part in prose(run)]
    assert not [part for part in sentences if len(part) > 12 and part in text]
    assert "2.47" not in text and "hepatology" not in text


def test_nothing_names_it(client: TestClient, without: Trained) -> None:
    """Contents, sitemap, the list of the API, the start of the chat, the kiosk's finder, suggestions."""
    question = spans_text(without.knowledge.locales["en"].answers["survival"].question, "en")
    for path in ("/en/questions", "/en/", "/sitemap.xml", "/en/a/benefit", "/en/about", "/api/v1/intents", "/en/embed"):
        page = client.get(path)
        assert page.status_code == 200
        for name in ("/a/survival", 'value="survival', '"id":"survival"', question):
            assert name not in page.text, path
    found = client.post("/en/kiosk/step", data={"question": "live longer", "show": "find"}).text
    assert 'value="survival' not in found
    group = client.post("/en/kiosk/step", data={"show": "group:results"}).text
    assert 'value="meld' in group and 'value="survival' not in group


def test_its_page_is_gone_for_search_engines_too(client: TestClient) -> None:
    """410, not to be listed, not to be kept, without structured data."""
    page = client.get("/en/a/survival?outcome=survival&weeks=8")
    assert page.status_code == 410 and page.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "ld+json" not in page.text and 'rel="canonical"' not in page.text
    assert 'href="/en/a/' in page.text
    assert f"<h1>{QUESTION['en']}</h1>" in page.text and "close enough to your words" not in page.text
    problem = client.get("/api/v1/intents/survival?locale=zh-Hant")
    assert problem.headers["content-type"] == "application/problem+json" and "119" in problem.json()["emergency"]


def test_warnings_stay_beside_the_notice(trained: Trained) -> None:
    """A question about a danger sign shows the emergency line, whether or not its answer is there."""
    question = "why do people with cirrhosis get black stools"
    before = respond(question, "en", Context(), trained)
    assert isinstance(before, Turn) and before.reply.intent
    knowledge = withdrawn(trained.knowledge, before.reply.intent)
    turn = respond(question, "en", Context(), replace(trained, knowledge=knowledge))
    assert isinstance(turn, Turn)
    assert turn.reply.fixed == "withdrawn"
    assert "emergency-line" in [notice.id for notice in turn.reply.notices]


def test_it_is_offered_nowhere_and_offers_keep_their_places(trained: Trained, without: Trained) -> None:
    """Whoever picks the first one gets the first of those that are shown."""
    knowledge = without.knowledge
    assert trained.knowledge.intents["benefit"].related[0] == "survival"
    turn = respond(spans_text(knowledge.locales["en"].answers["benefit"].question, "en"), "en", Context(), without)
    assert isinstance(turn, Turn) and turn.reply.intent == "benefit"
    shown = [offer.intent for offer in turn.reply.suggestions]
    assert "survival" not in shown and list(turn.context.offers) == shown
    torn = compose(Decision("clarify", ("survival", "meld")), "en", knowledge)
    assert [offer.intent for offer in torn.candidates] == ["meld"]
    assert compose(Decision("clarify", ("survival",)), "en", knowledge).fixed == "withdrawn"
    lost = compose(Decision("fallback", ("survival", "meld")), "en", knowledge)
    assert (lost.fixed, [offer.intent for offer in lost.candidates]) == ("fallback", ["meld"])


def test_a_question_after_it_leans_on_nothing(without: Trained) -> None:
    """The notice leaves no answer behind that a later question could complete."""
    turn = respond(QUESTION["en"], "en", Context("meld"), without)
    assert isinstance(turn, Turn) and turn.context.intent == "meld"
    assert turn.context.offers == tuple(offer.intent for offer in turn.reply.suggestions)


def test_a_whole_group_can_be_taken_out(trained: Trained) -> None:
    """The kiosk leads back to the topics that are left."""
    results = [name for name, intent in trained.knowledge.intents.items() if intent.group == "results"]
    changed = replace(trained, knowledge=withdrawn(trained.knowledge, *results))
    client = TestClient(build_app(changed, Settings()), base_url="http://localhost")
    _, text = ASKED["kiosk, chosen"](client, changed, "en", "", "survival")
    assert squeezed("This answer was taken out") in text
    page = client.post("/en/kiosk/step", data={"offer": "survival"}).text
    assert 'name="show" value="groups"' in page and "group:results" not in page
    assert client.get("/readyz").status_code == 200
