"""The booklet in a browser: read by axe, and printed."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from playwright.sync_api import BrowserContext

from bot.cli.browser import print_pdf
from bot.model.knowledge import Knowledge
from bot.workshop.booklet import booklet
from tests.browser.conftest import CHROMIUM
from tests.browser.using import violations

SOME = ("warning-signs", "survival", "benefit", "cost")
"""Questions of every shape: with a notice, a picture, the overview, not covered. Axe reads all of them for minutes."""


def test_the_booklet_is_accessible_and_prints_on_a4(
    context: BrowserContext, knowledge: Knowledge, tmp_path: Path
) -> None:
    """Axe finds nothing in two languages side by side; the PDF has A4 pages, an outline, and a structure to read."""
    few = replace(knowledge, intents={id: knowledge.intents[id] for id in SOME})
    made = booklet(few, ("zh-Hant", "en"), date(2031, 5, 17))
    page = context.new_page()
    (tmp_path / "booklet.html").write_text(made, encoding="utf-8")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((tmp_path / "booklet.html").as_uri())
    assert violations(page) == []
    print_pdf(str(CHROMIUM), made, tmp_path / "booklet.pdf")
    pdf = (tmp_path / "booklet.pdf").read_bytes()
    sizes = {tuple(round(float(size)) for size in box.split()) for box in re.findall(rb"/MediaBox ?\[([^\]]+)\]", pdf)}
    assert pdf.startswith(b"%PDF") and sizes == {(0, 0, 595, 842)}
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", pdf)) > 15 and b"/Outlines" in pdf and b"/StructTreeRoot" in pdf
