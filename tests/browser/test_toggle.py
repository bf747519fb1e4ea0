"""The language toggle and the view: the whole conversation goes along, in all six directions."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.locales import LANGUAGE_NAMES
from bot.model.knowledge import LOCALES
from bot.model.turn import Context, Turn
from bot.rendering.plain import spans_text

CASES = Path(__file__).parents[1] / "cases" / "questions.jsonl"
FIRST = "Is the treatment safe?"
AROUND = ("zh-Hans", "zh-Hant", "en", "zh-Hant", "zh-Hans", "en")
"""From English: each of the six changes once."""


@pytest.fixture(scope="module")
def unclear(trained: Trained) -> str:
    """A question that is answered, after another one, by asking which of several is meant."""
    first = respond(FIRST, "en", Context(), trained)
    assert isinstance(first, Turn)
    for line in CASES.read_text(encoding="utf-8").splitlines():
        question: str = json.loads(line)["q"]
        turn = respond(question, "en", first.context, trained)
        if isinstance(turn, Turn) and turn.decision.kind == "clarify":
            return question
    raise AssertionError("no question of the cases is unclear any more")


def go_around(page: Page, server: str, trained: Trained, unclear: str) -> None:
    """Two questions, the second unclear; then every change of language, and one of the offers at the end."""
    page.goto(f"{server}/en/")
    for n, question in enumerate((FIRST, unclear), 1):
        page.locator("#question").fill(question)
        page.locator(".send").click()
        expect(page.locator(".turn")).to_have_count(n)
    offers = page.locator(".reply-clarify .offers button")
    values = [button.get_attribute("value") for button in offers.all()]
    assert len(values) >= 2
    for locale in AROUND:
        page.get_by_role("button", name=LANGUAGE_NAMES[locale]).click()
        expect(page.locator("html")).to_have_attribute("lang", locale)
        expect(page.locator(".asked bdi")).to_have_text([FIRST, unclear])
        answers = trained.knowledge.locales[locale].answers
        expect(page.locator(".understood").first).to_contain_text(spans_text(answers["safety"].question, locale))
        questions = [spans_text(answers[str(value).partition(".")[0]].question, locale) for value in values]
        expect(offers).to_have_text(questions)
    offers.first.click()
    expect(page.locator(".turn")).to_have_count(3)


def test_all_six_directions_with_javascript(page: Page, server: str, trained: Trained, unclear: str) -> None:
    """Question texts stay, replies change their language, an open choice stays open."""
    go_around(page, server, trained, unclear)


def test_all_six_directions_without_javascript(plain_page: Page, server: str, trained: Trained, unclear: str) -> None:
    """The same on a page of plain forms."""
    go_around(plain_page, server, trained, unclear)


def test_a_chosen_view_keeps_the_conversation_and_stays(page: Page, server: str) -> None:
    """Text size and contrast change at once, and later answers, languages and pages keep them."""
    change_the_view(page, server)


def test_a_chosen_view_stays_without_javascript(plain_page: Page, server: str) -> None:
    """The same on a page of plain forms."""
    change_the_view(plain_page, server)


def change_the_view(page: Page, server: str) -> None:
    """Ask, choose large letters and high contrast, ask again, change the language."""
    page.goto(f"{server}/zh-Hant/")
    page.locator("#question").fill("安全嗎")
    page.locator(".send").click()
    expect(page.locator(".turn")).to_have_count(1)
    size = page.locator(".asked").evaluate("(element) => getComputedStyle(element).fontSize")
    for name in ("A++", "高"):
        page.locator(".view summary").click()
        page.locator(".view-choice", has_text=name).last.click()
        expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("data-size", "larger")
    expect(page.locator("html")).to_have_attribute("data-contrast", "more")
    larger = page.locator(".asked").evaluate("(element) => getComputedStyle(element).fontSize")
    assert float(larger.removesuffix("px")) > 1.4 * float(size.removesuffix("px"))
    page.locator("#question").fill("白蛋白有沒有改善")
    page.locator(".send").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn a[href*='/a/']").last).to_have_attribute(
        "href", "/zh-Hant/a/albumin?view=larger-contrast"
    )
    page.get_by_role("button", name="简体").click()
    expect(page.locator("html[lang='zh-Hans'][data-size='larger'][data-contrast='more']")).to_be_attached()
    expect(page.locator(".turn")).to_have_count(2)


def test_every_language_of_the_toggle_is_one_of_ours() -> None:
    """The toggle offers the three locales, each in its own words."""
    assert set(LANGUAGE_NAMES) == set(LOCALES)
