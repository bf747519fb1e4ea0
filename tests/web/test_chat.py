"""The chat as a person without JavaScript meets it."""

import pytest
from starlette.testclient import TestClient

from bot.model.knowledge import LOCALES, Knowledge
from bot.rendering.plain import spans_text
from tests.web.reading import hidden_transcript, inline_code, words

QUESTIONS = {"en": "Do treated patients live longer?", "zh-Hans": "这种治疗安全吗？", "zh-Hant": "這種治療安全嗎？"}
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("header", "place"),
    [("zh-TW,zh;q=0.9,en;q=0.8", "/zh-Hant/"), ("zh-CN", "/zh-Hans/"), ("fr", "/en/"), ("", "/en/")],
)
def test_the_bare_address_leads_to_the_browsers_language(client: TestClient, header: str, place: str) -> None:
    """/ redirects by Accept-Language and says that it does."""
    reply = client.get("/", headers={"Accept-Language": header})
    assert (reply.status_code, reply.headers["location"]) == (302, place)
    assert "Accept-Language" in reply.headers["vary"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_start_page_says_what_this_is_and_offers_questions(client: TestClient, locale: str) -> None:
    """A newcomer sees the form, starter questions, emergency numbers and the disclaimer."""
    page = client.get(f"/{locale}/").text
    assert f'<html lang="{locale}">' in page
    assert page.count('name="offer"') >= 4
    assert 'href="tel:' in page
    assert "maxlength" not in page
    assert inline_code(page) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_question_is_answered_on_a_whole_page(client: TestClient, knowledge: Knowledge, locale: str) -> None:
    """Without JavaScript the reply comes as a page, with the reader's words, sources and disclaimer."""
    page = client.post(f"/{locale}/ask", data={"question": QUESTIONS[locale]}).text
    assert page.startswith("<!doctype html>")
    assert f"<bdi>{QUESTIONS[locale]}</bdi>" in page
    assert 'id="t1-1"' in page
    assert spans_text(knowledge.locales[locale].disclaimer, locale) in words(page)
    assert inline_code(page) == []


def test_htmx_gets_the_new_turn_alone(client: TestClient) -> None:
    """The fragment holds one turn, the new transcript and the announcement, and varies by the header."""
    reply = client.post("/en/ask", data={"question": "Is the treatment safe?"}, headers=HTMX)
    assert reply.headers["vary"] == "HX-Request"
    assert "<html" not in reply.text
    assert reply.text.count('class="turn"') == 1
    assert 'hx-swap-oob="true"' in reply.text
    assert 'hx-target="#announce"' in reply.text


def test_the_toggle_renders_the_whole_conversation_in_another_language(
    client: TestClient, knowledge: Knowledge
) -> None:
    """Question texts stay as typed; replies are said anew in each language, in all six directions."""
    asked = ["Is the treatment safe?", "MELD 12 weeks", "打干细胞能多活多久"]
    transcript = ""
    for question in asked:
        page = client.post("/en/ask", data={"question": question, "transcript": transcript}).text
        transcript = hidden_transcript(page)
    for locale in ("zh-Hans", "zh-Hant", "en", "zh-Hant", "zh-Hans", "en"):
        page = client.post(f"/{locale}/", data={"transcript": transcript, "question": "half a thou"}).text
        assert [f">{question}</bdi>" in page for question in asked] == [True] * 3
        assert page.count("<bdi lang=") == {"en": 1, "zh-Hans": 2, "zh-Hant": 2}[locale]
        assert spans_text(knowledge.locales[locale].answers["safety"].question, locale) in words(page)
        assert hidden_transcript(page) == transcript
        assert ">half a thou</textarea>" in page


def test_an_offered_question_is_answered_and_keeps_the_typed_text(client: TestClient, knowledge: Knowledge) -> None:
    """A pressed button asks its question; what stands in the box stays there."""
    page = client.post("/zh-Hant/ask", data={"offer": "meld.meld.12", "question": "還沒寫完"}).text
    assert spans_text(knowledge.locales["zh-Hant"].answers["meld"].question, "zh-Hant") in words(page)
    assert "-3.41" in page
    assert ">還沒寫完</textarea>" in page


@pytest.mark.parametrize("offer", ["nope", "meld.weight", "meld.meld.9999", "meld.meld.12.1"])
def test_an_offer_that_does_not_exist_is_refused(client: TestClient, offer: str) -> None:
    """A made-up button value is an error page, not a guess."""
    assert client.post("/en/ask", data={"offer": offer}).status_code == 422


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("question", ["", " \u3000\u200b", "why " * 200])
def test_nothing_or_too_much_is_said_kindly(client: TestClient, question: str, headers: dict[str, str]) -> None:
    """Empty and overlong questions get 422 with a message and the emergency numbers; a page keeps the text."""
    reply = client.post("/en/ask", data={"question": question}, headers=headers)
    assert reply.status_code == 422
    assert 'role="alert"' in reply.text
    assert 'href="tel:' in reply.text
    if not headers and question.strip() and question.isprintable():
        assert question.strip() in reply.text


@pytest.mark.hazard("H14")
@pytest.mark.parametrize("locale", LOCALES)
def test_an_emergency_shows_all_numbers_and_none_of_the_words(
    client: TestClient, knowledge: Knowledge, locale: str
) -> None:
    """The words are neither shown nor kept; every region's number can be tapped."""
    page = client.post(f"/{locale}/ask", data={"question": "my father is vomiting blood right now zqx"}).text
    assert "reply-emergency" in page
    assert "zqx" not in page
    for region in knowledge.regions:
        assert f'href="tel:{region.ambulance}"' in page
        assert region.name[locale] in page
    again = client.post("/en/", data={"transcript": hidden_transcript(page)}).text
    assert "reply-emergency" in again
    assert "zqx" not in again


@pytest.mark.parametrize("question", ["I want to kill myself", "she has swallowed a whole bottle of paracetamol"])
def test_a_crisis_shows_the_crisis_lines(client: TestClient, knowledge: Knowledge, question: str) -> None:
    """Every crisis line is on the card and can be tapped, for a wish to die and for an overdose."""
    page = client.post("/en/ask", data={"question": question}).text
    assert "reply-crisis" in page or "reply-emergency" in page
    lines = [line for region in knowledge.regions for line in region.crisis]
    assert all(f">{line.number}</a>" in page for line in lines)


def test_markup_in_a_question_is_only_text(client: TestClient) -> None:
    """What a person types is escaped everywhere it is shown."""
    attack = "<script>alert(1)</script> is it safe \"'><img src=x onerror=alert(1)>"
    for headers in ({}, HTMX):
        page = client.post("/en/ask", data={"question": attack}, headers=headers).text
        assert "<script>alert" not in page
        assert "<img" not in page


def test_a_long_conversation_keeps_its_last_twelve_turns_and_its_numbering(client: TestClient) -> None:
    """The thirteenth turn is number 13, and the first one is gone."""
    transcript = ""
    page = ""
    for turn in range(13):
        page = client.post("/en/ask", data={"question": f"is it safe {turn}", "transcript": transcript}).text
        transcript = hidden_transcript(page)
    assert 'id="turn-13"' in page
    assert 'id="turn-1"' not in page
    assert page.count('class="turn"') == 12


def test_a_follow_up_leans_on_the_transcript(client: TestClient) -> None:
    """A bare "and at 8 weeks?" after a survival question is about survival."""
    page = client.post("/en/ask", data={"question": "Do treated patients live longer?"}).text
    page = client.post(
        "/en/ask", data={"question": "what about at 8 weeks", "transcript": hidden_transcript(page)}
    ).text
    assert "2.47" in page.split('id="turn-2"')[1]
