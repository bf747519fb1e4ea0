"""axe finds nothing: every template in every language, with themes, text sizes and screens pairwise."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.model.knowledge import LOCALES, Knowledge
from tests.browser.pairs import pairwise_rows
from tests.browser.using import ask, unfold, violations

PATHS = (
    "/",
    "/a/survival",
    "/a/meld?weeks=48",
    "/questions",
    "/glossary",
    "/sources",
    "/about",
    "/sheet?intent=meld",
    "/api",
    "/x",
)
THEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "dark-contrast": {"color_scheme": "dark", "contrast": "more"},
    "forced": {"forced_colors": "active"},
}
VIEWS = ("", "large", "larger-contrast")
SCREENS = {
    "narrow": {"width": 320, "height": 640},
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 900},
}
ROWS = pairwise_rows(PATHS, LOCALES, tuple(THEMES), VIEWS, tuple(SCREENS))
DANGER = {
    "en": "my father is vomiting blood right now",
    "zh-Hans": "我爸刚刚吐了好多血",
    "zh-Hant": "我爸剛剛吐了好多血",
}
EVERY_KIND = (
    "Is the treatment safe?",
    "MELD 48 weeks",
    "I want to kill myself",
    "zxcv qwer",
    "我要不要停药？",
    "hello",
)
TOO_LONG = "why " * 100


@pytest.mark.parametrize("row", ROWS, ids=" ".join)
def test_axe_finds_nothing_on_any_page(page: Page, server: str, row: tuple[str, ...]) -> None:
    """No violation of WCAG 2.2 A and AA or best practice, with every folded part open."""
    path, locale, theme, view, screen = row
    page.emulate_media(**THEMES[theme])
    page.set_viewport_size(SCREENS[screen])  # type: ignore[arg-type]
    page.goto(f"{server}/{locale}{path}{'&' if '?' in path else '?'}view={view}")
    unfold(page)
    assert violations(page) == []


@pytest.mark.parametrize(("locale", "theme"), [("en", "light"), ("zh-Hans", "dark"), ("zh-Hant", "dark-contrast")])
def test_axe_finds_nothing_in_a_conversation(page: Page, server: str, locale: str, theme: str) -> None:
    """With every kind of reply on the page, folded, unfolded, and with a word's explanation open."""
    page.emulate_media(**THEMES[theme])
    page.goto(f"{server}/{locale}/")
    for text in (*EVERY_KIND, DANGER[locale]):
        ask(page, text)
    page.locator("#question").fill(TOO_LONG)
    page.keyboard.press("Enter")
    expect(page.locator(".trouble")).to_be_visible()
    assert violations(page) == []
    unfold(page)
    page.locator(".term").first.click()
    assert violations(page) == []


@pytest.mark.soak
@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_nothing_on_any_permalink(page: Page, server: str, knowledge: Knowledge, locale: str) -> None:
    """Every answer there is, once."""
    for name in knowledge.intents:
        page.goto(f"{server}/{locale}/a/{name}")
        unfold(page)
        assert violations(page) == [], name
