"""The take-home sheet as a person without JavaScript meets it."""

import re
from datetime import date

import pytest
import segno
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Knowledge
from bot.model.spans import Date
from bot.rendering.numbers import date_text
from bot.rendering.plain import spans_text
from bot.rendering.qr import QUIET, qr
from bot.settings import Settings
from bot.web.app import build_app
from tests.web.reading import hidden_transcript, inline_code, words

ASKED = ("打干细胞能多活多久", "Is the treatment safe?", "MELD 12 weeks")


@pytest.fixture(scope="module")
def transcript(client: TestClient) -> str:
    """A conversation of three questions."""
    token = ""
    for question in ASKED:
        token = hidden_transcript(client.post("/en/ask", data={"question": question, "transcript": token}).text)
    return token


@pytest.fixture(scope="module")
def public(trained: Trained) -> TestClient:
    """A server that knows its public address, under a sub-path."""
    return TestClient(
        build_app(trained, Settings(public_url="https://liver.example.org", root_path="/q")),
        base_url="http://localhost",
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sheet_of_a_conversation(client: TestClient, knowledge: Knowledge, transcript: str, locale: str) -> None:
    """Every question with its answer, what to ask, the disclaimer, the numbers to call, the date and the version."""
    reply = client.post(f"/{locale}/sheet", data={"transcript": transcript})
    page, text = reply.text, " ".join(words(reply.text).split())
    content = knowledge.locales[locale]
    assert reply.status_code == 200 and reply.headers["cache-control"] == "no-store"
    assert [f"<bdi>{question}</bdi>" in page for question in ASKED] == [True] * 3
    for name in ("survival", "safety", "meld"):
        assert spans_text(content.answers[name].question, locale) in text
        for question in content.answers[name].for_doctor:
            assert spans_text(question, locale) in text
    assert "-5.41" in text and page.count('class="forest"') == 2
    assert spans_text(content.disclaimer, locale) in text and spans_text(content.not_reviewed, locale) in text
    assert all(f'href="tel:{region.ambulance}"' in page for region in knowledge.regions)
    today = date.today()  # noqa: DTZ011  # the day where the server stands
    assert date_text(Date(today.year, today), locale) in text and knowledge.version in text
    assert page.count("<hr>") > 9 * 2
    assert inline_code(page) == []


def test_one_turn_of_a_conversation(client: TestClient, transcript: str) -> None:
    """The button below a reply takes that reply alone; the way back leads to the whole conversation."""
    chat = client.post("/en/", data={"transcript": transcript}).text
    assert re.findall(r'name="turn" value="(\d+)" formaction="/en/sheet"', chat) == ["1", "2", "3"]
    page = client.post("/en/sheet", data={"transcript": transcript, "turn": "2"}).text
    assert [f"<bdi>{question}</bdi>" in page for question in ASKED] == [False, True, False]
    assert hidden_transcript(page) == transcript


def test_the_sheet_of_a_question(client: TestClient) -> None:
    """A permalink leads to its sheet by a plain link that keeps outcome and week."""
    page = client.get("/zh-Hant/a/transaminases?outcome=ast&weeks=12").text
    (link,) = re.findall(r'href="([^"]*/sheet\?[^"]*)"', page)
    sheet = client.get(link.replace("&amp;", "&"))
    assert sheet.status_code == 200 and "-25.48" in sheet.text
    posted = client.post("/zh-Hant/sheet", data={"intent": "transaminases", "outcome": "ast", "weeks": "12"})
    assert posted.text == sheet.text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("second", LOCALES)
def test_two_languages_side_by_side(
    client: TestClient, knowledge: Knowledge, transcript: str, locale: str, second: str
) -> None:
    """The doctor sees what the family saw: every answer is said in both, and each part is marked with its language."""
    page = client.post(f"/{locale}/sheet", data={"transcript": transcript, "second": second}).text
    text = " ".join(words(page).split())
    for one in (locale, second):
        for name in ("survival", "safety", "meld"):
            for question in knowledge.locales[one].answers[name].for_doctor:
                assert spans_text(question, one) in text
    assert (f'<div lang="{second}">' in page) == (locale != second)
    assert inline_code(page) == []


@pytest.mark.parametrize(
    "data",
    [{"second": "fr"}, {"turn": "0"}, {"turn": "x"}, {"intent": "nope"}, {"intent": "meld", "weeks": "999"}],
)
def test_a_sheet_that_cannot_be_is_refused(client: TestClient, data: dict[str, str]) -> None:
    """Unknown languages, turns, questions and weeks are an error page with the emergency numbers."""
    reply = client.post("/en/sheet", data=data)
    assert reply.status_code == 422
    assert 'href="tel:' in reply.text


@pytest.mark.parametrize("data", [{}, {"transcript": "nonsense"}, {"turn": "7"}])
def test_an_empty_conversation_says_what_to_do(client: TestClient, data: dict[str, str]) -> None:
    """Nothing to take along is said kindly, with the way back."""
    reply = client.post("/en/sheet", data=data)
    assert reply.status_code == 422
    assert "There is nothing to put on a sheet yet" in reply.text
    assert 'formaction="/en/#latest"' in reply.text


def test_a_shared_address_of_a_sheet_leads_to_the_chat(client: TestClient) -> None:
    """The conversation was in the page of its reader and nowhere else."""
    reply = client.get("/zh-hant/sheet")
    assert (reply.status_code, reply.headers["location"]) == (308, "/zh-Hant/sheet")
    reply = client.get("/zh-Hant/sheet")
    assert (reply.status_code, reply.headers["location"]) == (303, "/zh-Hant/")


def test_a_post_from_another_site_is_refused(client: TestClient) -> None:
    """As everywhere."""
    reply = client.post("/en/sheet", data={"intent": "meld"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert reply.status_code == 403


@pytest.mark.parametrize("question", ["my father is vomiting blood right now zqx", "I want to kill myself zqx"])
def test_words_about_danger_are_not_on_paper(client: TestClient, question: str) -> None:
    """Neither the card offers a sheet, nor does the sheet of the conversation hold the words."""
    page = client.post("/en/ask", data={"question": question}).text
    assert 'name="turn"' not in page
    sheet = client.post("/en/sheet", data={"transcript": hidden_transcript(page)}).text
    assert "zqx" not in sheet and "urgent-title" in sheet


def test_a_code_leads_to_the_permalink(public: TestClient, client: TestClient) -> None:
    """With a public address each answer carries its QR code and address in each language; without one, none."""
    page = public.get("/q/en/sheet?intent=transaminases&outcome=ast&second=zh-Hans").text
    for locale in ("en", "zh-Hans"):
        address = f"https://liver.example.org/q/{locale}/a/transaminases?outcome=ast"
        assert address in page and qr(address).path in page
    assert public.get(address.removeprefix("https://liver.example.org")).status_code == 200
    assert 'class="qr"' not in client.get("/en/sheet?intent=transaminases").text


def test_a_code_is_drawn_as_it_was_made() -> None:
    """Every dark module of the code is dark in the drawing, and no other; the quiet zone stays white."""
    address = "https://liver.example.org/zh-Hant/a/survival?weeks=12"
    drawn = qr(address)
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path):
        dark |= {(int(x) + i - QUIET, int(y) - QUIET) for i in range(int(length))}
    matrix = segno.make_qr(address, error="m").matrix
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn.size == len(matrix) + 2 * QUIET
