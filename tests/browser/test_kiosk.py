"""The kiosk in a real browser: whole visits by touch, the wipe, target sizes, and what is left afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.content.site_file import load_clinic, with_clinic
from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES
from bot.settings import Settings
from bot.web.app import build_app
from bot.web.transcript import Conversation, encode
from tests.browser.conftest import complaints
from tests.browser.serving import serving
from tests.browser.using import violations, wait_until

SITE = Path(__file__).resolve().parents[2] / "docs" / "site.example.yaml"
SIZES = {
    "portrait": {"width": 1080, "height": 1920},
    "landscape": {"width": 1920, "height": 1080},
    "tablet": {"width": 1280, "height": 800},
}
TYPED = {"en": "is it safe zqx", "zh-Hans": "ganxibao anquan ma", "zh-Hant": "ganxibao anquan ma"}
DANGER = {"en": "i am vomiting blood", "zh-Hans": "我在吐血", "zh-Hant": "我在吐血"}
MINUTE = 60_000
TARGETS = """() => [...document.querySelectorAll('#screen button, #screen input:not([type=hidden])')]
  .filter((e) => e.checkVisibility() && !e.closest('dialog:not([open])'))
  .map((e) => ({ e, box: e.getBoundingClientRect(), key: e.matches('.kiosk-key') }))
  .filter(({ box, key }) => box.height < (key ? 48 : 56) || box.width < (key ? 48 : 56)
    || box.top < innerHeight / 3 - 1 || box.bottom > innerHeight + 1 || box.left < 0 || box.right > innerWidth + 1)
  .map(({ e, box }) => `${e.textContent.trim()} ${Math.round(box.width)}x${Math.round(box.height)} at ${Math.round(box.top)}`)"""


@pytest.fixture(scope="module")
def kiosk(trained: Trained) -> Iterator[str]:
    """A kiosk in Taiwan."""
    knowledge = with_clinic(trained.knowledge, load_clinic(SITE, trained.knowledge))
    with serving(build_app(replace(trained, knowledge=knowledge), Settings(site=SITE))) as address:
        yield address


@pytest.fixture
def room(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A touch screen of the size that the test names, landscape by default."""
    size = SIZES[getattr(request, "param", "landscape")]
    made = browser.new_context(viewport=size, reduced_motion="reduce", has_touch=True, color_scheme="light")
    yield made
    made.close()


def screen(page: Page, kind: str) -> None:
    """Wait for a screen."""
    expect(page.locator("#screen")).to_have_attribute("data-kind", kind)


def begin(page: Page, address: str, locale: str) -> None:
    """From the first screen to the groups in a language."""
    page.goto(f"{address}/zh-Hant/kiosk")
    page.locator(f'.kiosk-language[lang="{locale}"]').tap()
    screen(page, "groups")


def press_keys(page: Page, text: str) -> None:
    """Type on the keyboard of the screen."""
    for char in text:
        page.locator(f'[data-key="{char}"]').tap()


def ask(page: Page, text: str) -> None:
    """Type a question on a real keyboard."""
    page.locator(".kiosk-main[value=type]").tap()
    page.locator("#kiosk-question").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("room", ["portrait", "landscape"], indirect=True)
def test_a_whole_visit_and_the_wipe(room: BrowserContext, kiosk: str, locale: str) -> None:
    """Attract, language, group, question, answer, follow-up, typed pinyin, emergency, idle dialog, extended, idle, wiped.

    The address never changes. After the wipe nothing of the visit is left: not in back, forward or reload, storage,
    history, or what a screen reader finds.
    """
    page = room.new_page()
    said = complaints(page)
    page.clock.install()
    address = f"{kiosk}/zh-Hant/kiosk"
    begin(page, kiosk, locale)
    page.locator('button[value="group:results"]').tap()
    screen(page, "questions")
    page.locator('button[value="survival"]').tap()
    screen(page, "answer")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator(".kiosk-table")).to_contain_text("2.47")
    before = page.locator("h1").inner_text()
    page.locator(".kiosk-below .kiosk-choices button").first.tap()
    expect(page.locator("h1")).not_to_have_text(before)
    page.locator(".kiosk-main[value=type]").tap()
    screen(page, "type")
    press_keys(page, TYPED[locale])
    expect(page.locator("#kiosk-question")).to_have_value(TYPED[locale])
    page.locator('button[value="ask"]').tap()
    screen(page, "answer")
    expect(page.locator(".kiosk-asked")).to_contain_text(TYPED[locale])
    ask(page, DANGER[locale])
    screen(page, "urgent")
    expect(page.locator("#screen")).to_contain_text("119")
    expect(page.locator("#screen")).not_to_contain_text(DANGER[locale])
    assert page.evaluate("() => [document.documentElement.lang, location.href]") == [locale, address]

    dialog = page.get_by_role("alertdialog")
    page.clock.run_for(4 * MINUTE)
    expect(dialog).to_be_hidden()
    page.clock.run_for(1 * MINUTE + 1_000)
    expect(dialog).to_be_visible()
    page.clock.run_for(20_000)
    page.locator("[data-stay]").tap()
    expect(dialog).to_be_hidden()
    screen(page, "urgent")
    page.clock.run_for(4 * MINUTE)
    expect(dialog).to_be_hidden()
    page.clock.run_for(1 * MINUTE + 5_000)
    expect(dialog).to_be_visible()
    page.evaluate("() => { window.visited = true; }")
    page.clock.run_for(31_000)
    screen(page, "attract")
    wait_until(page, "() => !window.visited")  # a new document, not only a new screen
    nothing_left(page, address, TYPED[locale])
    assert said == []


def nothing_left(page: Page, address: str, typed: str) -> None:
    """Back, forward, reload, storage, history, cookies and the accessibility tree know nothing of the visit."""
    for move in (page.go_back, page.go_forward, page.reload):
        move()
        if page.url != "about:blank":
            screen(page, "attract")
            text = page.locator("body").inner_text() + page.locator("body").aria_snapshot()
            assert typed not in text and "2.47" not in text
            assert page.locator('[name="transcript"]').input_value() == encode(Conversation())
    assert page.url == address
    left = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
        " (await caches.keys()).length, history.state]"
    )
    assert left == [0, 0, 0, 0, None]
    assert page.evaluate("() => document.referrer") in ("", address)
    assert page.evaluate("() => history.length") <= 2
    assert page.context.cookies() == []


def test_any_touch_or_key_extends_a_visit(room: BrowserContext, kiosk: str) -> None:
    """Also one on the keyboard of the screen; the count is hidden from screen readers, so it is announced once."""
    page = room.new_page()
    page.clock.install()
    begin(page, kiosk, "en")
    page.locator(".kiosk-main[value=type]").tap()
    screen(page, "type")
    dialog = page.get_by_role("alertdialog")
    for touch in (lambda: press_keys(page, "q"), lambda: page.keyboard.press("a"), lambda: page.touchscreen.tap(9, 9)):
        page.clock.run_for(80_000)
        touch()
        page.clock.run_for(80_000)
        expect(dialog).to_be_hidden()
        page.clock.run_for(11_000)
        expect(dialog).to_be_visible()
        expect(dialog.locator(".kiosk-count")).to_have_attribute("aria-hidden", "true")
        assert violations(page) == []
        page.keyboard.press("Shift")
        expect(dialog).to_be_hidden()
    page.clock.run_for(121_000)
    screen(page, "attract")


def test_a_reply_under_way_does_not_reach_the_next_person(room: BrowserContext, kiosk: str) -> None:
    """Start over while the server is thinking: the late answer is dropped."""
    page = room.new_page()
    begin(page, kiosk, "en")
    page.locator('button[value="group:results"]').tap()
    screen(page, "questions")
    held = []
    page.route("**/kiosk/step", lambda route: held.append(route.request.url))
    page.locator('button[value="survival"]').tap()
    page.locator("[data-wipe]").tap()
    screen(page, "attract")
    page.unroute("**/kiosk/step")
    page.wait_for_timeout(300)
    screen(page, "attract")
    assert len(held) == 1


def test_without_the_server_it_says_so_and_is_wiped_all_the_same(room: BrowserContext, kiosk: str) -> None:
    """No error page of the browser ever shows: nobody in a waiting room could leave it."""
    page = room.new_page()
    begin(page, kiosk, "en")
    room.set_offline(True)
    page.locator('button[value="group:results"]').tap()
    screen(page, "error")
    page.locator("[data-wipe]").tap()
    screen(page, "attract")
    room.set_offline(False)
    page.locator('.kiosk-language[lang="en"]').tap()
    screen(page, "groups")


def test_size_contrast_and_language_are_always_in_reach(room: BrowserContext, kiosk: str) -> None:
    """They hold from screen to screen, and end with the visit."""
    page = room.new_page()
    begin(page, kiosk, "en")
    before = page.locator("h1").evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    page.locator("[data-size-step]").tap()
    page.locator("[data-contrast-switch]").tap()
    page.locator('button[value="group:safety"]').tap()
    screen(page, "questions")
    assert page.locator("h1").evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)") > before
    expect(page.locator("[data-contrast-switch]")).to_have_attribute("aria-pressed", "true")
    page.locator('.kiosk-bar [lang="zh-Hans"]').tap()
    expect(page.locator("#screen")).to_have_attribute("lang", "zh-Hans")
    screen(page, "questions")
    page.locator("[data-wipe]").tap()
    screen(page, "attract")
    expect(page.locator("html")).to_have_attribute("data-size", "standard")
    assert page.locator("html").get_attribute("data-contrast") is None
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")


def test_questions_are_found_while_typing_and_by_keyboard_alone(room: BrowserContext, kiosk: str) -> None:
    """Initials on the screen's keyboard bring questions; the keys are buttons, so Tab and Enter or a switch press them."""
    page = room.new_page()
    begin(page, kiosk, "zh-Hans")
    page.locator(".kiosk-main[value=type]").tap()
    screen(page, "type")
    press_keys(page, "gx")
    page.locator('[data-key="b"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kiosk-question")).to_have_value("gxb")
    expect(page.locator("#found button").first).to_contain_text("干细胞")
    page.locator("#found button").first.tap()
    screen(page, "answer")


def test_nothing_of_a_desktop_works(room: BrowserContext, kiosk: str) -> None:
    """No context menu, no selection, no drag, no copying; the box can be written in all the same."""
    page = room.new_page()
    begin(page, kiosk, "en")
    prevented = page.evaluate(
        "() => ['contextmenu', 'dragstart', 'selectstart', 'copy', 'cut'].map((name) =>"
        " !document.querySelector('h1').dispatchEvent(new Event(name, { bubbles: true, cancelable: true })))"
    )
    assert prevented == [True] * 5
    assert page.locator("h1").evaluate("(e) => getComputedStyle(e).userSelect") == "none"
    assert page.locator("a[href]").count() == 0


@pytest.mark.parametrize("room", SIZES, indirect=True)
@pytest.mark.parametrize("locale", LOCALES)
def test_targets_are_large_and_low_and_axe_finds_nothing(room: BrowserContext, kiosk: str, locale: str) -> None:
    """On every screen: buttons of at least 56 px, keys of 48, all within the lower two thirds; no violation."""
    page = room.new_page()

    def check() -> None:
        assert page.evaluate(TARGETS) == [], page.locator("#screen").get_attribute("data-kind")
        assert violations(page) == []

    page.goto(f"{kiosk}/{locale}/kiosk")
    check()
    begin(page, kiosk, locale)
    check()
    for group in ("results", "mechanism"):
        page.locator(f'button[value="group:{group}"]').tap()
        screen(page, "questions")
        check()
        page.locator('button[value="groups"]').tap()
        screen(page, "groups")
    page.locator('button[value="group:results"]').tap()
    screen(page, "questions")
    page.locator('button[value="survival"]').tap()
    screen(page, "answer")
    check()
    for text, kind in ((DANGER[locale], "urgent"), ("我不想活了", "urgent"), ("what is the weather", "answer")):
        ask(page, text)
        screen(page, kind)
        check()
        if kind == "urgent":
            page.locator('button[value="groups"]').tap()
            screen(page, "groups")
    page.locator(".kiosk-main[value=type]").tap()
    screen(page, "type")
    press_keys(page, "gxb")
    page.wait_for_timeout(400)
    check()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_self_test_page(room: BrowserContext, kiosk: str, locale: str) -> None:
    """Fonts are found, every field can be ticked, and axe finds nothing."""
    page = room.new_page()
    said = complaints(page)
    page.goto(f"{kiosk}/{locale}/kiosk/test")
    expect(page.locator('[data-result="fonts"]')).to_have_class("test-result test-good")
    for field in page.locator("[data-touch]").all():
        field.tap()
    expect(page.locator('[data-result="touch"]')).to_have_class("test-result test-good")
    assert violations(page) == []
    assert said == []


def test_the_printed_sheet_is_the_whole_answer(room: BrowserContext, kiosk: str) -> None:
    """Nothing is cut off by the height of the screen, and no button is printed."""
    page = room.new_page()
    begin(page, kiosk, "en")
    page.locator('button[value="group:results"]').tap()
    page.locator('button[value="survival"]').tap()
    screen(page, "answer")
    page.emulate_media(media="print")
    reading = page.locator(".kiosk-reading")
    assert reading.evaluate("(e) => e.scrollHeight <= e.clientHeight + 1")
    assert page.locator("button:visible").count() == 0
    expect(page.locator(".kiosk-foot")).to_be_visible()
