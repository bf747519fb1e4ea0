"""The widget on a website of another origin, under a strict policy there, and on one that is not on the list."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.app import build_app
from tests.browser.conftest import PHONE, complaints
from tests.browser.serving import serving
from tests.browser.using import QUESTIONS, violations, wait_until

DESKTOP = {"width": 1280, "height": 900}
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Clinic</title>
<link rel="icon" href="data:,"></head>
<body><main><h1>Clinic</h1><p><a href="#a">A link</a></p></main>{body}</body></html>"""


@contextmanager
def website(name: str) -> Iterator["Website"]:
    """A website of another origin: localhost is another site than 127.0.0.1."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        made = Website(f"http://{name}:{server.server_port}")
        server.RequestHandlerClass = type("Own", (Answering,), {"site": made})
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


class Website:
    """Its address, and the page that it answers with."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.page = ""
        self.policy = ""


class Answering(BaseHTTPRequestHandler):
    """Answers everything with the page of its site."""

    site: Website

    def do_GET(self) -> None:
        """Send the page with its policy."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.site.policy)
        self.end_headers()
        self.wfile.write(self.site.page.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def listed() -> Iterator[Website]:
    """A website that may show the chat."""
    with website("localhost") as made:
        yield made


@pytest.fixture(scope="module")
def hepatica(trained: Trained, listed: Website) -> Iterator[str]:
    """A server with that website on its list."""
    with serving(build_app(trained, Settings(embed_sites=(listed.address, "https://*.clinic.example")))) as address:
        yield address


def write(site: Website, hepatica: str, attributes: str = "", lang: str = "en", body: str = "") -> None:
    """Put the widget on a website whose policy allows nothing that it does not need."""
    tag = f'<script src="{hepatica}/embed/v1/widget.js" {attributes} async></script>'
    site.page = PAGE.format(lang=lang, body=body or tag)
    site.policy = (
        f"default-src 'none'; script-src {hepatica}; frame-src {hepatica}; img-src data:; "
        "require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'"
    )


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """A page on a desktop."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def inside(page: Page) -> FrameLocator:
    """The page in the frame."""
    return page.frame_locator("iframe")


@pytest.mark.parametrize("locale", QUESTIONS)
def test_a_conversation_on_another_site(desktop: Page, hepatica: str, listed: Website, locale: str) -> None:
    """One request before it is opened; then question, answer, follow-up, another language, without any complaint."""
    page, said, asked_for = desktop, complaints(desktop), list[str]()
    page.on("request", lambda request: asked_for.append(request.url))
    write(listed, hepatica, f'data-locale="{locale}" data-accent="#1d6f5c"')
    page.goto(listed.address)
    expect(page.locator(".launcher")).to_be_visible()
    assert [url for url in asked_for if url.startswith(hepatica)] == [f"{hepatica}/embed/v1/widget.js"]
    page.locator(".launcher").click()
    frame = inside(page)
    frame.locator("#question").fill(QUESTIONS[locale])
    frame.locator(".send").click()
    expect(frame.locator(".turn")).to_have_count(1)
    frame.locator(".turn .offers button").first.click()
    expect(frame.locator(".turn")).to_have_count(2)
    assert frame.locator("body").evaluate("(e) => getComputedStyle(e).getPropertyValue('--brand')") == "#1d6f5c"
    other = frame.locator(".toggle-item:not([aria-current])").first
    wanted = other.get_attribute("lang")
    other.click()
    expect(frame.locator("html")).to_have_attribute("lang", wanted or "")
    expect(frame.locator(".turn")).to_have_count(2)
    assert page.url == f"{listed.address}/"
    assert page.context.cookies() == []
    assert said == []


def test_it_opens_and_closes_by_keyboard(desktop: Page, hepatica: str, listed: Website) -> None:
    """Tab and Enter open it; Escape closes it from the panel and from inside the frame; focus returns to the button."""
    page = desktop
    write(listed, hepatica)
    page.goto(listed.address)
    expect(page.locator(".launcher")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".launcher")).to_be_focused()
    page.keyboard.press("Enter")
    inside(page).locator("#question").fill("half a thought")
    # A box can be filled before the scripts of its page have run, and only they hear the key.
    page.frames[-1].wait_for_load_state()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".launcher")).to_be_focused()
    page.keyboard.press("Enter")
    expect(inside(page).locator("#question")).to_have_value("half a thought")


def left_early(page: Page, hepatica: str, listed: Website) -> Page:
    """A site with the plain frame that has not greeted it: a reader has typed and pressed Escape in there."""
    write(listed, hepatica, body=f'<iframe src="{hepatica}/en/embed"></iframe>')
    page.goto(listed.address)
    page.evaluate("said = []; addEventListener('message', ({ data }) => said.push(data.type))")
    inside(page).locator("#question").fill("half a thought")
    page.frames[-1].wait_for_load_state()
    page.keyboard.press("Escape")
    return page


def greet(page: Page, hepatica: str) -> None:
    """Greet the frame as the widget does."""
    page.evaluate("origin => frames[0].postMessage({ hepatica: 1, type: 'hello' }, origin)", hepatica)


def test_escape_before_the_greeting_is_not_lost(desktop: Page, hepatica: str, listed: Website) -> None:
    """The frame can be typed into before the site has greeted it: Escape closes it as soon as the greeting is there."""
    page = left_early(desktop, hepatica, listed)
    greet(page, hepatica)
    wait_until(page, "said.includes('close')")
    assert page.evaluate("said[0]") == "hello"
    greet(page, hepatica)
    wait_until(page, "said.filter((type) => type === 'hello').length === 2")
    assert page.evaluate("said.filter((type) => type === 'close').length") == 1


def test_whoever_types_on_after_escape_stays(desktop: Page, hepatica: str, listed: Website) -> None:
    """A greeting that comes late closes nothing in a reader's face."""
    page = left_early(desktop, hepatica, listed)
    page.keyboard.type("s")
    greet(page, hepatica)
    wait_until(page, "said.includes('size')")
    assert page.evaluate("said.includes('close')") is False


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_inside_and_out(browser: Browser, hepatica: str, listed: Website, size: object) -> None:
    """Closed, open, with an answer and an emergency; the frame's page by itself too. A phone shows it full screen."""
    context = browser.new_context(viewport=size, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    write(listed, hepatica)
    page.goto(listed.address)
    expect(page.locator(".launcher")).to_be_visible()
    assert violations(page) == []
    page.locator(".launcher").click()
    frame = inside(page)
    for n, text in enumerate((QUESTIONS["en"], "my father is vomiting blood right now", "what is the weather"), 1):
        frame.locator("#question").fill(text)
        frame.locator(".send").click()
        expect(frame.locator(".turn")).to_have_count(n)
    assert violations(page) == []
    box = page.locator("dialog").bounding_box()
    assert box
    full = (box["x"], box["y"], box["width"], box["height"]) == (
        0,
        0,
        page.viewport_size["width"],
        page.viewport_size["height"],
    )
    assert full == (size is PHONE)
    # The same conversation in the frame's own page: axe does not look into a frame of another site.
    page.goto(f"{hepatica}/en/embed")
    assert violations(page) == []
    for n, text in enumerate((QUESTIONS["en"], "my father is vomiting blood right now", "what is the weather"), 1):
        page.locator("#question").fill(text)
        page.locator(".send").click()
        expect(page.locator(".turn")).to_have_count(n)
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert violations(page) == []
    context.close()


def test_the_panel_follows_the_height_of_the_conversation(desktop: Page, hepatica: str, listed: Website) -> None:
    """The frame tells its height, and the panel grows with it, up to the window's."""
    page = desktop
    write(listed, hepatica)
    page.goto(listed.address)
    page.locator(".launcher").click()
    expect(inside(page).locator("#question")).to_be_visible()
    wait_until(page, "() => document.querySelector('[data-hepatica]').shadowRoot.querySelector('dialog').style.length")
    told = page.evaluate(
        "() => document.querySelector('[data-hepatica]').shadowRoot.querySelector('dialog').style.cssText"
    )
    assert "--height" in told
    assert page.locator("dialog").bounding_box()["height"] <= DESKTOP["height"] - 32


def test_a_site_that_is_not_on_the_list_is_told_so(desktop: Page, hepatica: str) -> None:
    """After five seconds without a word from the frame the panel says why, and offers the page as a link."""
    page = desktop
    with website("localhost") as stranger:
        write(stranger, hepatica, lang="zh-TW")
        page.clock.install()
        page.goto(stranger.address)
        page.locator(".launcher").click()
        page.clock.fast_forward(4_000)
        expect(page.get_by_role("alert")).to_be_hidden()
        page.clock.fast_forward(1_500)
        expect(page.get_by_role("alert")).to_contain_text("名單")
        link = page.get_by_role("link", name="開啟聊天")
        expect(link).to_have_attribute("href", f"{hepatica}/zh-Hant/")
        page.keyboard.press("Escape")
        expect(page.locator(".launcher")).to_be_focused()


def test_messages_of_strangers_are_not_heard(desktop: Page, hepatica: str, listed: Website) -> None:
    """The site's own scripts cannot close or resize the panel by message, nor learn anything from the frame."""
    page = desktop
    write(listed, hepatica)
    page.goto(listed.address)
    page.locator(".launcher").click()
    expect(inside(page).locator("#question")).to_be_visible()
    page.evaluate("() => postMessage({ hepatica: 1, type: 'close' }, '*')")
    page.evaluate("() => postMessage({ hepatica: 1, type: 'size', height: 9 }, '*')")
    page.wait_for_timeout(200)
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_plain_frame(browser: Browser, hepatica: str, listed: Website, scripts: bool) -> None:
    """A site that forbids scripts shows the chat in a frame that is complete without JavaScript."""
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts)
    page = context.new_page()
    body = f'<iframe src="{hepatica}/en/embed" title="Chat" width="400" height="600"></iframe>'
    write(listed, hepatica, body=body)
    page.goto(listed.address)
    frame = inside(page)
    frame.locator("#question").fill("Is the treatment safe?")
    frame.locator(".send").click()
    expect(frame.locator(".turn")).to_have_count(1)
    frame.locator(".turn .offers button").first.click()
    expect(frame.locator(".turn")).to_have_count(2)
    frame.get_by_role("button", name="繁體").click()
    expect(frame.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(frame.locator(".turn")).to_have_count(2)
    expect(frame.locator(".to-menu a, .embed-head a").first).to_have_attribute("target", "_blank")
    context.close()
