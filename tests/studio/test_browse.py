"""Browsing: the list, a reply in three languages with the origin of its numbers, its sheet, the article."""

import html
import re

import pytest

from bot.model.knowledge import LOCALES


def test_every_question_is_listed_in_its_group(reading, knowledge):
    """The list holds all of them, in the words of the language of the page."""
    for locale in LOCALES:
        page = reading.client.get(f"/{locale}/").text
        for intent in knowledge.intents:
            assert f'href="/{locale}/a/{intent}"' in page
        for name in knowledge.locales[locale].labels.groups.values():
            assert name.casefold() in page.casefold()


def test_the_list_shows_only_the_state_that_is_chosen(reading):
    """All of these answers wait for a clinician and have few examples, and none was taken out."""
    for state in ("unreviewed", "thin"):
        assert "/en/a/survival" in reading.client.get(f"/en/?state={state}").text
    none = reading.client.get("/en/?state=withdrawn").text
    assert "/en/a/survival" not in none
    assert "No question is in this state." in none


@pytest.mark.parametrize("intent", ["survival", "benefit", "cost"])
def test_a_reply_stands_there_in_three_languages(reading, knowledge, intent):
    """Each card says what readers of that language read."""
    page = reading.client.get(f"/en/a/{intent}").text
    for locale in LOCALES:
        assert f'<div lang="{locale}" class="studio-card">' in page
        for line in knowledge.locales[locale].answers[intent].for_doctor:
            assert line[0].text.replace("'", "&#39;") in page


def test_every_number_leads_to_its_origin(reading, knowledge):
    """Each link of a number has a place on the page with the printed form, the section, the sources, the cautions."""
    import re

    page = reading.client.get("/en/a/meld").text
    linked = set(re.findall(r'class="figure-link" href="#figure-([a-z0-9-]+)"', page))
    assert {"meld-4w", "meld-12w", "meld-24w"} <= linked
    for id in linked:
        place = page[page.index(f'id="figure-{id}"') :].split("</li>\n    <li id=")[0]
        figure = knowledge.figures[id]
        assert figure.printed in place
        assert f"/en/coverage#section-{figure.locator}" in place
        for name in (*figure.sources, *figure.cautions):
            assert f"<code>{name}</code>" in place


def test_pictures_are_shown(reading):
    """The forest plot of a result and the overview are part of the reply."""
    assert '<svg class="forest"' in reading.client.get("/en/a/meld").text
    assert '<svg class="matrix"' in reading.client.get("/en/a/benefit").text


def test_a_week_without_a_result_can_be_looked_at(reading):
    """The reply for a week that the article leaves blank says so."""
    assert "not reported" in reading.client.get("/en/a/meld?outcome=meld&weeks=48").text


def paper(page):
    """What is printed of a page."""
    return re.search(r'<article class="sheet.*?</article>', page, re.DOTALL)[0]


def test_the_sheet_of_a_week_is_that_of_the_week(reading):
    """What the reply was shown for goes along to its sheet, to the second language beside it, and back."""
    page = html.unescape(reading.client.get("/en/a/meld?outcome=meld&weeks=48").text)
    (place,) = re.findall(r'href="(/en/a/meld/sheet[^"]*)"', page)
    sheet = html.unescape(reading.client.get(place).text)
    assert "48" in paper(sheet)
    assert "48" not in paper(reading.client.get("/en/a/meld/sheet").text)
    assert 'href="/en/a/meld/sheet?outcome=meld&weeks=48&second=zh-Hant"' in sheet
    assert 'href="/en/a/meld?outcome=meld&weeks=48"' in sheet


def test_the_sheet_is_shown_in_two_languages(reading, knowledge):
    """As it would be printed."""
    page = reading.client.get("/en/a/survival/sheet?second=zh-Hant").text
    assert "Take-home sheet" in page
    assert "帶回家的紀錄" in page


def test_the_article_says_where_each_number_is_used(reading, knowledge):
    """Every section and every figure is on the page, and a number that no reply shows is marked."""
    page = reading.client.get("/en/coverage").text
    for section in knowledge.sections:
        assert f'id="section-{section.id}"' in page
    for figure in knowledge.figures:
        assert f">{figure}</code>" in page


def test_questions_are_named_by_their_titles(reading):
    """Where the article is used, and over the examples of a question; a file of words leads back to the list."""
    assert ">Do treated patients live longer?</a>" in html.unescape(reading.client.get("/en/coverage").text)
    page = html.unescape(reading.client.get("/en/words?file=utterances/en.yaml").text)
    assert "<h1>Example questions in English</h1>" in page
    assert "<h2>Do treated patients live longer?</h2>" in page
    assert '<a href="/en/words">Words</a> · <code>utterances/en.yaml</code>' in page


@pytest.mark.parametrize(
    "path",
    [
        "/en/a/nothing",
        "/en/a/nothing/sheet",
        "/de/",
        "/en/words?file=figures.yaml",
        "/en/words?file=lexicon/slots.yaml&at=x",
    ],
)
def test_what_is_not_there_is_said_to_be_missing(reading, path):
    """A wrong address gets a page, not a trace."""
    answer = reading.client.get(path)
    assert answer.status_code in (404, 422)
    assert "Traceback" not in answer.text
