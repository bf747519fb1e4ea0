"""Debian's Chromium, and the application served on a free port of this machine."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.app import build_app
from tests.browser.serving import serving

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_REPORTED = ("Failed to load resource", "htmx: htmx:error: Failed to fetch")
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, and leave it out where there is no Chromium."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="no /usr/bin/chromium; see README"))


@pytest.fixture(scope="session")
def server(trained: Trained) -> Iterator[str]:
    """The address of a running server."""
    with serving(build_app(trained, Settings())) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh phone."""
    made = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Iterator[Page]:
    """A page of it. Afterwards nothing may have gone wrong unseen: no complaint, no other host, nothing stored."""
    made = context.new_page()
    said, hosts = complaints(made), set[str]()
    made.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    yield made
    assert said == []
    assert hosts <= {urlsplit(server).netloc}
    assert context.cookies() == []
    assert made.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]


def complaints(page: Page) -> list[str]:
    """What the console says against the page, such as a breach of the policy; filled while the page is used.

    A refused or failed request is reported by the browser and by htmx itself; tests that cause one look at what the
    reader sees.
    """
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_REPORTED):
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()
