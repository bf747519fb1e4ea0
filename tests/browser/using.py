"""What a person does with a page, and what axe finds on it."""

from contextlib import suppress

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, Request, expect

QUESTIONS = {"en": "Is the treatment safe?", "zh-Hans": "这种治疗安全吗？", "zh-Hant": "這種治療安全嗎？"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def ask(page: Page, text: str) -> None:
    """Type a question and press Enter; wait for the new turn."""
    before = page.locator(".turn").count()
    page.locator("#question").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(before + 1)


def posts(page: Page) -> list[Request]:
    """Everything that is sent from now on; filled while the page is used."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent


def violations(page: Page) -> list[str]:
    """What axe finds wrong."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {[node['target'] for node in v['nodes']]}" for v in found]


def unfold(page: Page) -> None:
    """Open every folded part."""
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")


def wait_until(page: Page, true: str) -> None:
    """Wait until an expression is true, some seconds at most.

    It is asked from here again and again. `wait_for_function` asks once so, and from then on within the page, where a
    policy that forbids `eval` refuses it.
    """
    for _ in range(200):
        # While another document comes there is nobody to ask.
        with suppress(Error):
            if page.evaluate(true):
                return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {true}")
