"""A conversation in a real browser, in three languages, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from bot.locales import LANGUAGE_NAMES
from bot.model.knowledge import LOCALES, Knowledge
from bot.rendering.plain import spans_text
from tests.browser.using import QUESTIONS, ask, posts

TOO_LONG = "why " * 100


@pytest.mark.parametrize("locale", LOCALES)
def test_asking_and_changing_the_language(page: Page, server: str, knowledge: Knowledge, locale: str) -> None:
    """The reply appears without a new page; the toggle says everything in the other language and keeps the draft."""
    page.goto(f"{server}/{locale}/")
    ask(page, QUESTIONS[locale])
    ask(page, "MELD 12")
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator("#announce")).not_to_be_empty()
    other = LOCALES[(LOCALES.index(locale) + 1) % 3]
    page.locator("#question").fill("half a thought")
    page.get_by_role("button", name=LANGUAGE_NAMES[other]).click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".asked").first).to_contain_text(QUESTIONS[locale])
    question = spans_text(knowledge.locales[other].answers["safety"].question, other)
    expect(page.locator(".understood").first).to_contain_text(question)
    expect(page.locator("#question")).to_have_value("half a thought")
    ask(page, QUESTIONS[other])


@pytest.mark.parametrize("locale", LOCALES)
def test_the_whole_conversation_without_javascript(plain_page: Page, server: str, locale: str) -> None:
    """Question, offered question and toggle work as plain forms."""
    page = plain_page
    page.goto(f"{server}/{locale}/")
    page.locator("#question").fill(QUESTIONS[locale])
    page.locator(".send").click()
    expect(page.locator(".turn")).to_have_count(1)
    page.locator(".turn .offers button").first.click()
    expect(page.locator(".turn")).to_have_count(2)
    for other in (*(name for name in LOCALES if name != locale), locale):
        page.get_by_role("button", name=LANGUAGE_NAMES[other]).click()
        expect(page.locator("html")).to_have_attribute("lang", other)
        expect(page.locator(".turn")).to_have_count(2)
        expect(page.locator(".asked").first).to_contain_text(QUESTIONS[locale])


def test_a_text_that_is_too_long_stays_in_the_box(page: Page, server: str) -> None:
    """The counter warns, the message explains, and nothing typed is lost; the next question clears the message."""
    page.goto(f"{server}/en/")
    expect(page.locator("#counter")).to_be_hidden()
    page.locator("#question").fill(TOO_LONG)
    expect(page.locator("#counter")).to_contain_text("300")
    page.keyboard.press("Enter")
    expect(page.locator(".trouble")).to_be_visible()
    expect(page.locator("#question")).to_have_value(TOO_LONG)
    ask(page, "Is the treatment safe?")
    expect(page.locator(".trouble")).to_have_count(0)


def test_a_lost_connection_says_what_to_do(page: Page, server: str) -> None:
    """The text stays, the emergency numbers are there, and the button works again."""
    page.goto(f"{server}/en/")
    page.route("**/ask", lambda route: route.abort())
    page.locator("#question").fill("Is the treatment safe?")
    page.locator(".send").click()
    expect(page.locator(".trouble a[href^='tel:']").first).to_be_visible()
    expect(page.locator("#question")).to_have_value("Is the treatment safe?")
    page.unroute("**/ask")
    page.locator(".send").click()
    expect(page.locator(".turn")).to_have_count(1)


def test_enter_sends_nothing_while_an_input_method_composes(page: Page, server: str) -> None:
    """The Enter that chooses a Chinese word is not the Enter that sends."""
    sent = posts(page)
    page.goto(f"{server}/zh-Hans/")
    page.locator("#question").focus()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "gan", "selectionStart": 3, "selectionEnd": 3})
    page.keyboard.press("Enter")
    assert sent == []
    expect(page.locator(".turn")).to_have_count(0)
    devtools.send("Input.insertText", {"text": "肝硬化是什么"})
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)


def test_a_double_press_is_one_question(page: Page, server: str) -> None:
    """Two quick presses of the button send once."""
    page.goto(f"{server}/en/")
    sent = posts(page)
    page.locator("#question").fill("Is the treatment safe?")
    page.locator(".send").dblclick()
    expect(page.locator(".turn")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".turn")).to_have_count(1)
    assert len(sent) == 1


def test_a_citation_mark_opens_its_source(page: Page, server: str) -> None:
    """The folded list of sources unfolds where the mark points."""
    page.goto(f"{server}/en/")
    ask(page, "Is the treatment safe?")
    expect(page.locator("#t1-1")).to_be_hidden()
    page.locator(".short a.mark").first.click()
    expect(page.locator("#t1-1")).to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_narrow_and_enlarged_page_needs_no_sideways_scrolling(page: Page, server: str, locale: str) -> None:
    """At 320 pixels, which is 400 % zoom on a small screen, everything fits the width."""
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/a/meld", "/a/meld?view=larger", "/a/benefit", "/questions", "/sources", "/about", "/api"):
        page.goto(f"{server}/{locale}{path}")
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, path


def test_everything_can_be_reached_and_tapped(page: Page, server: str) -> None:
    """Buttons and the links of menus are at least 44 pixels high. Words within a sentence are as high as its lines."""
    page.goto(f"{server}/zh-Hant/")
    ask(page, "安全嗎")
    targets = page.locator(
        "button:not(.term):visible, .action:visible, .foot-links a:visible, .emergency-strip a:visible, summary:visible"
    )
    heights = [target.bounding_box() for target in targets.all()]
    assert all(box is not None and box["height"] >= 44 for box in heights)
