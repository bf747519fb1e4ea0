"""What a person does with a page, and what axe finds on it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

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
