"""Pictures and the take-home sheet in a real browser: readable, accessible, printable, with and without JavaScript."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.model.knowledge import LOCALES, Knowledge
from bot.rendering.plain import spans_text
from tests.browser.conftest import complaints
from tests.browser.using import QUESTIONS, ask, violations

LOOKS = [("light", "none", 390), ("dark", "none", 1280), ("light", "active", 320)]
OPEN = "() => document.querySelectorAll('main details').forEach((part) => { part.open = true; })"
BOXES = """() => [...document.querySelectorAll("svg[role=img]")].map((svg) => [
  svg.getBoundingClientRect().width,
  [...svg.querySelectorAll("text")].map((text) => {
    const box = text.getBBox();
    return [box.x, box.y, box.width, box.height];
  }),
])"""
"""Of each picture its width, and of each of its words left, top, width and height, in pixels."""
WIDTH = "() => document.documentElement.scrollWidth"


@pytest.mark.parametrize(("locale", "look"), list(zip(LOCALES, LOOKS, strict=True)))
def test_pictures_and_sheets_have_no_barriers(browser: Browser, server: str, locale: str, look: tuple) -> None:
    """Axe finds nothing, the policy blocks nothing and nothing is wider than the screen, in each language and look."""
    scheme, forced, width = look
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, forced_colors=forced, reduced_motion="reduce"
    )
    page = context.new_page()
    said = complaints(page)
    other = LOCALES[LOCALES.index(locale) - 1]
    for path in ("/a/benefit", "/sheet?intent=survival", f"/sheet?intent=meld&weeks=48&second={other}"):
        page.goto(f"{server}/{locale}{path}")
        page.evaluate(OPEN)
        assert violations(page) == [], path
        assert page.evaluate(WIDTH) <= width, path
    assert said == []
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_words_in_a_picture_do_not_touch(page: Page, server: str, locale: str) -> None:
    """On the narrowest screen, and there with the reader's text enlarged, no two words of a picture overlap."""
    for width, size in ((320, "100%"), (320, "140%")):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{server}/{locale}/a/benefit")
        page.evaluate(f"() => {{ {OPEN[6:]}; document.documentElement.style.setProperty('font-size', '{size}'); }}")
        for frame, boxes in page.evaluate(BOXES):
            assert len(boxes) > 5
            assert all(x >= -1 and x + wide <= frame + 1 for x, _, wide, _ in boxes)
            # A line box is taller than its letters: two lines may share a third of it.
            assert not [
                (a, b)
                for a, b in combinations(boxes, 2)
                if min(a[0] + a[2], b[0] + b[2]) > max(a[0], b[0])
                and min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]) > a[3] / 3
            ]


@pytest.mark.parametrize("locale", LOCALES)
def test_taking_a_conversation_along_without_javascript(
    plain_page: Page, server: str, knowledge: Knowledge, locale: str
) -> None:
    """Question, sheet, second language and back: plain forms; the page says how to print."""
    page = plain_page
    page.goto(f"{server}/{locale}/")
    page.locator("#question").fill(QUESTIONS[locale])
    page.locator(".send").click()
    page.locator(".turn .take button").click()
    expect(page.locator(".sheet-turn")).to_have_count(1)
    expect(page.locator(".print-button")).to_be_hidden()
    expect(page.locator(".print-hint")).to_be_visible()
    other = LOCALES[(LOCALES.index(locale) + 1) % 3]
    page.locator(f".sheet-second button[value={other}]").click()
    second = page.locator(f".sheet [lang={other}]")
    expect(
        second.filter(has_text=spans_text(knowledge.locales[other].answers["safety"].question, other))
    ).to_be_visible()
    page.locator(f".toggle [lang={other}]").click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.locator(".sheet-words")).to_contain_text(QUESTIONS[locale])
    page.locator(".sheet-tools button[formaction]").click()
    expect(page.locator(".turn .asked")).to_contain_text(QUESTIONS[locale])


def test_taking_a_conversation_along_with_javascript(page: Page, server: str) -> None:
    """The button appears with the first reply and leads to a whole page, where one button prints."""
    page.goto(f"{server}/en/")
    expect(page.locator(".take-all")).to_be_hidden()
    ask(page, QUESTIONS["en"])
    ask(page, "MELD 12")
    page.locator(".take-all button").click()
    expect(page.locator(".sheet-turn")).to_have_count(2)
    expect(page.locator(".print-hint")).to_be_hidden()
    page.evaluate("() => { window.print = () => { document.title = 'printed'; }; }")
    page.locator(".print-button").click()
    expect(page).to_have_title("printed")
    page.go_back()
    expect(page.locator(".composer")).to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sheet_prints_on_few_pages(page: Page, server: str, tmp_path: Path, locale: str) -> None:
    """One answer fits on two leaves, two languages of it too; the tools of the screen are not on paper."""
    other = LOCALES[LOCALES.index(locale) - 1]
    for path, most in (("/sheet?intent=survival", 3), (f"/sheet?intent=survival&second={other}", 4)):
        page.goto(f"{server}/{locale}{path}")
        page.emulate_media(media="print")
        for name in (".sheet-tools", ".toggle", ".foot", ".emergency-strip"):
            expect(page.locator(name).first).to_be_hidden()
        file = tmp_path / "sheet.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes())) <= most
