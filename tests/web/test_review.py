"""Signed, changed since, never signed: every surface says which."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Locale
from bot.model.spans import Date, Spans, Text
from bot.rendering.catalogues import translations
from bot.rendering.numbers import date_text
from bot.settings import Settings
from bot.web.app import build_app
from tests.reviews import DAY, NAME, signed, with_figure
from tests.web.reading import words
from tests.web.surfaces import EVERYWHERE, squeezed
from tests.web.test_documents import linked_data

PUBLIC = "https://liver.example.org"
QUESTION = {
    "en": "Do treated patients live longer?",
    "zh-Hans": "接受细胞的患者活得更久吗？",
    "zh-Hant": "接受細胞的病人活得比較久嗎？",
}


def served(trained: Trained) -> TestClient:
    """A server of some content."""
    return TestClient(
        build_app(trained, Settings(public_url=PUBLIC)), base_url="http://localhost", follow_redirects=False
    )


@pytest.fixture(scope="module")
def reviewed(trained: Trained) -> Trained:
    """The answer on survival signed in all languages."""
    return replace(trained, knowledge=signed(trained.knowledge, ["survival", "emergency"]))


@pytest.fixture(scope="module")
def edited(reviewed: Trained) -> Trained:
    """The same, and then a number was changed."""
    return replace(reviewed, knowledge=with_figure(reviewed.knowledge, "survival-8w", "2.48"))


@pytest.fixture(scope="module")
def clients(trained: Trained, reviewed: Trained, edited: Trained) -> dict[str, TestClient]:
    """A server of each."""
    return {"unsigned": served(trained), "signed": served(reviewed), "stale": served(edited)}


def prose(spans: Spans) -> list[str]:
    """The text spans of a sentence, without blanks."""
    return [squeezed(span.text) for span in spans if isinstance(span, Text) and len(span.text.strip()) > 2]


@pytest.mark.hazard("H09")
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("surface", EVERYWHERE)
def test_a_signed_reply_that_was_edited_says_so_everywhere(
    surface: str, locale: Locale, clients: dict[str, TestClient], edited: Trained
) -> None:
    """The notice that it was changed since, and who had read the version before."""
    status, text = EVERYWHERE[surface](clients["stale"], edited, locale, QUESTION[locale], "survival")
    content = edited.knowledge.locales[locale]
    assert status == 200 and "2.48" in text
    assert all(part in text for part in prose(content.notices["changed-since-review"]))
    assert all(part in text for part in prose(content.reviewed_before)) and squeezed(NAME) in text
    assert not all(part in text for part in prose(content.reviewed))


@pytest.mark.parametrize(
    ("surface", "locale"),
    [*((surface, "en") for surface in EVERYWHERE), *(("permalink", locale) for locale in LOCALES[1:])],
)
def test_a_signed_reply_says_who_signed_and_when(
    surface: str, locale: Locale, clients: dict[str, TestClient], reviewed: Trained
) -> None:
    """Name and day, and nothing of a change."""
    status, text = EVERYWHERE[surface](clients["signed"], reviewed, locale, QUESTION[locale], "survival")
    content = reviewed.knowledge.locales[locale]
    year, month, day = map(int, DAY.split("-"))
    assert status == 200
    assert all(part in text for part in prose(content.reviewed)) and squeezed(NAME) in text
    signed_on = next(iter(reviewed.knowledge.signatures.values())).reviewed_on
    assert (year, month, day) == (signed_on.year, signed_on.month, signed_on.day)
    assert squeezed(date_text(Date(year, signed_on), locale)) in text
    assert not any(part in text for part in prose(content.notices["changed-since-review"]))


@pytest.mark.hazard("H09")
@pytest.mark.parametrize("surface", EVERYWHERE)
def test_a_reply_that_nobody_signed_says_so(surface: str, clients: dict[str, TestClient], trained: Trained) -> None:
    """No clinician has read it, also where others are signed."""
    content = trained.knowledge.locales["en"]
    status, text = EVERYWHERE[surface](clients["unsigned"], trained, "en", QUESTION["en"], "survival")
    assert status == 200 and all(part in text for part in prose(content.not_reviewed))


def test_one_sheet_says_of_each_answer_how_it_was_reviewed(clients: dict[str, TestClient], reviewed: Trained) -> None:
    """A signed answer and one that nobody has read stand on one sheet, each with its own line."""
    from bot.model.turn import Decision
    from bot.web.transcript import Conversation, Entry, encode

    turns = Conversation(tuple(Entry(None, Decision("answer", (name,))) for name in ("survival", "safety")))
    text = squeezed(words(clients["signed"].post("/en/sheet", data={"transcript": encode(turns)}).text))
    content = reviewed.knowledge.locales["en"]
    assert text.count(prose(content.reviewed)[0]) == text.count(prose(content.not_reviewed)[0]) == 1


def test_fixed_replies_can_be_signed_too(clients: dict[str, TestClient]) -> None:
    """What is said in an emergency was read by somebody."""
    data = clients["signed"].post("/api/v1/ask", json={"question": "I am vomiting blood", "locale": "en"}).json()
    assert (data["kind"], data["review_state"], data["reviewed_by"]) == ("emergency", "signed", NAME)
    other = clients["signed"].post("/api/v1/ask", json={"question": "hello", "locale": "en"}).json()
    assert (other["review_state"], other["reviewed_by"], other["reviewed_on"]) == ("unsigned", None, None)


@pytest.mark.parametrize("path", ["/en/ask", "/en/embed/ask", "/en/kiosk/step"])
def test_help_in_an_emergency_says_how_it_was_reviewed(path: str, reviewed: Trained) -> None:
    """Who signed it; after a change, that it was an earlier version. Nothing of it stands before the numbers."""
    content = reviewed.knowledge.locales["en"]
    other = replace(content, disclaimer=(Text("Another disclaimer."),))
    changed = replace(reviewed.knowledge, locales={**reviewed.knowledge.locales, "en": other})
    for trained, line in (
        (reviewed, content.reviewed),
        (replace(reviewed, knowledge=changed), content.reviewed_before),
    ):
        text = squeezed(words(served(trained).post(path, data={"question": "I am vomiting blood"}).text))
        said = prose(line)[0]
        assert squeezed(NAME) in text and said in text
        assert text.index("999") < text.index(said)


def test_search_engines_see_what_is_signed_and_unchanged(clients: dict[str, TestClient]) -> None:
    """The reviewer in the structured data, no noindex, a line in the sitemap; all gone with the next change."""
    page = clients["signed"].get("/en/a/survival").text
    assert linked_data(page)["reviewedBy"] == {"@type": "Person", "name": NAME}
    assert linked_data(page)["lastReviewed"] == DAY
    assert "noindex" not in page and f"{PUBLIC}/en/a/survival<" in clients["signed"].get("/sitemap.xml").text
    assert "noindex" in clients["signed"].get("/en/a/safety").text
    changed = clients["stale"].get("/en/a/survival").text
    assert "reviewedBy" not in changed and "noindex" in changed
    assert "/a/survival" not in clients["stale"].get("/sitemap.xml").text


def test_signing_one_language_lists_that_one_alone(trained: Trained) -> None:
    """The sitemap names no page that asks not to be listed."""
    client = served(replace(trained, knowledge=signed(trained.knowledge, ["survival"], ["zh-Hant"])))
    sitemap = client.get("/sitemap.xml").text
    assert f"<loc>{PUBLIC}/zh-Hant/a/survival</loc>" in sitemap
    assert f"{PUBLIC}/en/a/survival" not in sitemap
    assert "noindex" in client.get("/en/a/survival").text


def test_a_cached_page_is_sent_anew_once_it_is_signed(clients: dict[str, TestClient]) -> None:
    """The content version stays; the tag of the page does not."""
    tag = clients["unsigned"].get("/en/a/survival").headers["etag"]
    again = clients["signed"].get("/en/a/survival", headers={"If-None-Match": tag})
    assert again.status_code == 200 and again.headers["etag"][:15] == tag[:15]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_about_hepatica_counts_what_is_signed(
    locale: Locale, clients: dict[str, TestClient], trained: Trained
) -> None:
    """One of all answers in this language, until it is changed."""
    sentence = translations(locale).gettext(
        "A clinician has reviewed %(signed)s of our %(count)s answers in this language. "
        "Each answer says whether it is one of them."
    )
    counted = sentence % {"signed": 1, "count": len(trained.knowledge.intents)}
    assert counted in clients["signed"].get(f"/{locale}/about").text
    assert counted not in clients["stale"].get(f"/{locale}/about").text
