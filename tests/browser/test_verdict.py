"""Was this what you asked? In a real browser: calm, in reach, and nothing of the conversation is lost by it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.conversation.trained import Trained
from bot.questionlog.events import Event, Judged
from bot.questionlog.notes import Notes
from bot.settings import Settings
from bot.web.app import Shared, build_app
from tests.browser.conftest import complaints
from tests.browser.serving import serving
from tests.browser.test_kiosk import SIZES, TARGETS, begin, screen
from tests.browser.using import QUESTIONS, ask, violations

EVENTS: list[Event] = []
THANKS = {"en": "Thank you.", "zh-Hans": "谢谢您。", "zh-Hant": "謝謝您。"}


@pytest.fixture(scope="module")
def noting(trained: Trained) -> Iterator[str]:
    """A server that keeps a log."""
    shared = Shared(Settings())
    shared.notes = Notes("misses", EVENTS.append)
    with serving(build_app(trained, Settings(), shared)) as address:
        yield address


def judged() -> list[tuple[str, str, bool]]:
    """The verdicts that were noted: place, intent, yes or no; forgotten afterwards."""
    found = [(event.place, event.intent, event.fits) for event in EVENTS if isinstance(event, Judged)]
    EVENTS.clear()
    return found


@pytest.mark.parametrize(("path", "place"), [("/zh-Hant/", "page"), ("/zh-Hant/embed", "widget")])
def test_a_yes_is_thanked_for_where_it_was_said(context: BrowserContext, noting: str, path: str, place: str) -> None:
    """No new page, the draft stays, the focus is on the thanks; the next question carries the conversation on."""
    page = context.new_page()
    said = complaints(page)
    page.goto(f"{noting}{path}")
    ask(page, QUESTIONS["zh-Hant"])
    assert violations(page) == []
    page.locator("#question").fill("half a thought")
    page.locator(".verdict button").first.click()
    expect(page.locator("p.verdict")).to_have_text(THANKS["zh-Hant"])
    expect(page.locator("p.verdict")).to_be_focused()
    expect(page.locator("#question")).to_have_value("half a thought")
    assert page.url == f"{noting}{path}"
    ask(page, "MELD 12")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("p.verdict")).to_have_text(THANKS["en"])
    expect(page.locator(".turn")).to_have_count(2)
    assert (judged(), said) == ([(place, "safety", True)], [])


def test_a_no_without_javascript(plain_page: Page, noting: str) -> None:
    """A plain form does it: the page comes back with the conversation, the draft and the thanks."""
    page = plain_page
    page.goto(f"{noting}/en/")
    page.locator("#question").fill(QUESTIONS["en"])
    page.locator(".send").click()
    page.locator("#question").fill("half a thought")
    page.locator(".verdict button").last.click()
    expect(page.locator("p.verdict")).to_contain_text("You can ask again in other words.")
    expect(page.locator("#question")).to_have_value("half a thought")
    expect(page.locator(".asked")).to_have_text(f"You asked: {QUESTIONS['en']}")
    assert judged() == [("page", "safety", False)]


@pytest.mark.parametrize("size", SIZES)
def test_on_the_kiosk_it_is_in_reach(browser: Browser, noting: str, size: str) -> None:
    """The buttons are large enough and where hands reach; after a touch the same answer is there, with thanks."""
    room = browser.new_context(viewport=SIZES[size], reduced_motion="reduce", has_touch=True)
    page = room.new_page()
    begin(page, noting, "zh-Hans")
    page.locator(".kiosk-main[value=type]").tap()
    page.locator("#kiosk-question").fill(QUESTIONS["zh-Hans"])
    page.locator("button[value=ask]").tap()
    screen(page, "answer")
    assert page.evaluate(TARGETS) == []
    answer = page.locator(".kiosk-short").inner_text()
    page.locator(".kiosk-verdict button").first.tap()
    expect(page.locator("p.kiosk-verdict")).to_have_text(THANKS["zh-Hans"])
    assert page.locator(".kiosk-short").inner_text() == answer
    assert judged() == [("kiosk", "safety", True)]
    room.close()
