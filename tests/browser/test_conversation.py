"""A conversation in a real browser, in three languages, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

from bot.model.knowledge import LOCALES, Knowledge
from bot.rendering.plain import spans_text
from bot.web.site import LANGUAGE_NAMES

QUESTIONS = {"en": "Is the treatment safe?", "zh-Hans": "这种治疗安全吗？", "zh-Hant": "這種治療安全嗎？"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TOO_LONG = "why " * 100


def ask(page: Page, text: str) -> None:
    """Type a question and press Enter; wait for the new turn."""
    before = page.locator(".turn").count()
    page.locator("#question").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(before + 1)


def complaints(page: Page) -> list[str]:
    """What the console will have said against the page; filled while the page is used."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def violations(page: Page) -> list[str]:
    """What axe finds wrong."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {[node['target'] for node in v['nodes']]}" for v in found]


@pytest.mark.parametrize("locale", LOCALES)
def test_asking_and_changing_the_language(page: Page, server: str, knowledge: Knowledge, locale: str) -> None:
    """The reply appears without a new page; the toggle says everything in the other language and keeps the draft."""
    said, hosts = complaints(page), set[str]()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
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
    assert said == []
    assert hosts == {server.split("/")[2]}


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


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "path", ["/", "/a/survival", "/a/meld?weeks=48", "/questions", "/glossary", "/sources", "/about", "/api"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(page: Page, server: str, path: str, locale: str, scheme: str) -> None:
    """No violation of WCAG 2.2 A and AA or best practice, with every folded part open as well."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{server}/{locale}{path}")
    assert violations(page) == []
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_conversation(page: Page, server: str, scheme: str) -> None:
    """With every kind of reply on the page."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{server}/en/")
    for text in (
        "Is the treatment safe?",
        "my father is vomiting blood right now",
        "I want to kill myself",
        "zxcv qwer",
        "should I stop my lactulose?",
        "hello",
    ):
        ask(page, text)
    page.locator("#question").fill(TOO_LONG)
    page.keyboard.press("Enter")
    expect(page.locator(".trouble")).to_be_visible()
    assert violations(page) == []


def test_nothing_is_stored_in_the_browser(page: Page, server: str) -> None:
    """No cookie, no local or session storage, before and after a conversation and a change of language."""
    page.goto(f"{server}/en/")
    ask(page, "Is the treatment safe?")
    page.get_by_role("button", name="繁體").click()
    ask(page, "安全嗎")
    assert page.context.cookies() == []
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]


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
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
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
    page.locator("#question").fill("Is the treatment safe?")
    page.locator(".send").dblclick()
    expect(page.locator(".turn")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".turn")).to_have_count(1)


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
    for path in ("/", "/a/meld", "/a/benefit", "/questions", "/sources", "/api"):
        page.goto(f"{server}/{locale}{path}")
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, path


def test_everything_can_be_reached_and_tapped(page: Page, server: str) -> None:
    """Buttons and the links of menus are at least 44 pixels high."""
    page.goto(f"{server}/zh-Hant/")
    ask(page, "安全嗎")
    targets = page.locator("button:visible, .foot-links a:visible, .emergency-strip a:visible, summary:visible")
    heights = [target.bounding_box() for target in targets.all()]
    assert all(box is not None and box["height"] >= 44 for box in heights)
