"""Trying a question, seeing why, and pinning it as a test case."""

import html
import json
import re

import pytest

from bot.model.knowledge import LOCALES
from bot.studio.trial import SURFACES
from bot.workshop.cases import read_cases

QUESTION = "anything on albumin at a dozen weeks or so"
RIGHT = {
    "question": QUESTION,
    "asked": "en",
    "kind": "answer",
    "intent": "albumin",
    "outcome": "albumin",
    "weeks": "12",
}


def pins(studio):
    """The file of pinned questions."""
    return studio.folder.parent / "tests" / "questions" / "pinned.jsonl"


@pytest.mark.parametrize("surface", SURFACES)
def test_a_question_is_answered_on_every_surface_in_three_languages(reading, knowledge, surface):
    """Whatever is chosen, the short answer stands there in every language."""
    page = html.unescape(reading.post("/en/try", question="How is albumin?", asked="en", surface=surface).text)
    assert "Why it went there" in page
    for locale in LOCALES:
        assert knowledge.locales[locale].answers["albumin"].summary[0].text.strip()[:12] in page


def test_why_names_what_decided(reading):
    """Candidates with an example each; for danger, that the screen came first."""
    page = html.unescape(reading.post("/en/try", question="How is albumin?", asked="en").text)
    assert "comparing it with the example questions" in page
    assert "Example most like it" in page
    assert page.count("Certainty") == 1
    assert page.index('href="#why"') < page.index('id="why"')
    assert "piece '" not in page and "beginning '" not in page
    danger = html.unescape(reading.post("/en/try", question="he is vomiting blood right now", asked="en").text)
    assert "the danger screen, before anything was compared" in danger
    assert "Example most like it" not in danger


def test_a_question_that_leans_on_the_one_before_is_tried_after_it(reading):
    """What a reader asked last can be chosen."""
    page = html.unescape(reading.post("/en/try", question="and after 12 weeks?", asked="en", after="albumin").text)
    assert "the question before it, on which it leans" in page
    assert 'href="/en/a/albumin"' in page


def test_a_question_that_is_too_long_gets_the_words_that_readers_get(reading, knowledge):
    """It is refused as on the page."""
    page = html.unescape(reading.post("/en/try", question="why " * 200, asked="en").text)
    assert knowledge.locales["en"].replies["too-long"].summary[0].text[:20] in page


def test_a_question_is_pinned_as_a_case_of_the_tests(studio):
    """The line has the format of the other cases, and a second one joins it."""
    page = studio.post("/en/try/pin", **RIGHT).text
    assert "Pinned." in page
    assert json.loads(pins(studio).read_text(encoding="utf-8")) == {
        "q": QUESTION, "locale": "en", "kind": ["answer"], "outcome": "albumin", "weeks": 12, "style": "pinned",
        "intent": ["albumin"],
    }  # fmt: skip
    studio.post("/en/try/pin", question="你好呀朋友", asked="zh-Hans", kind="smalltalk")
    (first, second) = read_cases(pins(studio).read_text(encoding="utf-8"))
    assert first.turns[0].intents == ("albumin",)
    assert (second.turns[0].question, second.locale, second.turns[0].kinds) == ("你好呀朋友", "zh-Hans", ("smalltalk",))


def chosen(page):
    """What the fields of the pin hold."""
    options = dict(re.findall(r'<select id="(\w+)"[^>]*>.*?<option value="([^"]*)" selected>', page))
    return {"intent": "", **options, "weeks": re.search(r'id="weeks"[^>]* value="([^"]*)"', page)[1]}


def test_a_refusal_keeps_what_was_chosen_and_stands_at_its_field(studio):
    """Kind, question, measurement and week are as they were; the field is marked, has the focus and tells why."""
    answer = studio.post("/en/try/pin", **{**RIGHT, "intent": ""})
    assert answer.status_code == 422
    found = chosen(answer.text)
    assert {name: found[name] for name in ("kind", "intent", "outcome", "weeks")} == {
        "kind": "answer", "intent": "", "outcome": "albumin", "weeks": "12"
    }  # fmt: skip
    field = re.search(r'<select id="intent"[^>]*>', answer.text)[0]
    assert 'aria-invalid="true"' in field and "autofocus" in field
    assert answer.text.count(" autofocus") == 1
    assert answer.text.index('id="trouble-intent"') > answer.text.index('id="pin"')
    again = chosen(studio.post("/en/try/pin", **{**RIGHT, "kind": "fallback"}).text)
    assert (again["kind"], again["intent"]) == ("fallback", "albumin")


def test_a_kind_without_a_question_shows_and_takes_none(studio):
    """Nothing is dropped unsaid."""
    page = studio.post("/en/try", question="zxqv blorp wibble", asked="en").text
    assert chosen(page)["kind"] not in ("answer", "not_covered")
    assert chosen(page)["intent"] == ""
    refused = studio.post("/en/try/pin", **{**RIGHT, "kind": "fallback"})
    assert "belongs to no question" in refused.text
    assert not pins(studio).exists()


def test_a_pin_says_what_it_holds_and_can_be_taken_back(studio):
    """At once, and later when the same question is pinned again; other lines stay as they are."""
    other = "你好呀朋友"
    studio.post("/en/try/pin", question=other, asked="zh-Hans", kind="smalltalk")
    before = pins(studio).read_bytes()
    for wish in (RIGHT, {**RIGHT, "question": QUESTION.upper(), "kind": "fallback", "intent": ""}):
        studio.post("/en/try/pin", **RIGHT)
        page = html.unescape(studio.post("/en/try/pin", **wish).text)
        said = page[page.index('id="pin-said"') : page.index("Take this pin back")]
        for one in (QUESTION, "answered from the article", "What happened to albumin", "week 12", "pinned.jsonl"):
            assert one in said
        gone = studio.post("/en/try/unpin", **{**wish, "kind": "answer"})
        assert "no longer ask this question" in gone.text
        assert pins(studio).read_bytes() == before
    assert studio.post("/en/try/unpin", question=other, asked="xx").status_code == 422
    assert pins(studio).read_bytes() == before


def test_a_question_is_pinned_once(studio):
    """The same wording again is refused, and the file stays."""
    studio.post("/en/try/pin", **RIGHT)
    before = pins(studio).read_bytes()
    assert "pinned already" in studio.post("/en/try/pin", **{**RIGHT, "question": QUESTION.upper()}).text
    assert pins(studio).read_bytes() == before


def test_an_example_is_not_pinned(studio):
    """A test of what was learnt by heart says nothing."""
    example = studio.desk.bench().knowledge.utterances["cost"][0]
    assert "a test of it would say nothing" in studio.post("/en/try/pin", **{**RIGHT, "question": example}).text
    assert not pins(studio).exists()


@pytest.mark.parametrize("kind", ["answer", "not_covered"])
def test_an_answer_is_pinned_with_its_question_only(studio, kind):
    """Without the right question the test would let any answer pass."""
    page = studio.post("/en/try/pin", **{**RIGHT, "kind": kind, "intent": ""}).text
    assert "Choose the right question, then pin it." in page
    assert not pins(studio).exists()


@pytest.mark.parametrize(
    "wrong", [{"kind": "x"}, {"intent": "x"}, {"outcome": "x"}, {"weeks": "9999"}, {"asked": "de"}, {"question": " "}]
)
def test_a_pin_that_makes_no_sense_is_refused(studio, wrong):
    """No line is written that the tests could not read."""
    assert studio.post("/en/try/pin", **{**RIGHT, **wrong}).status_code == 422
    assert not pins(studio).exists()
