"""The booklet in a browser: read by axe, and printed."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from playwright.sync_api import BrowserContext
from pypdf import PdfReader

from bot.cli.browser import printed
from bot.cli.folios import with_folios
from bot.model.knowledge import Knowledge
from bot.rendering.plain import spans_text
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
    pdf = printed(str(CHROMIUM), made)
    sizes = {tuple(round(float(size)) for size in box.split()) for box in re.findall(rb"/MediaBox ?\[([^\]]+)\]", pdf)}
    assert pdf.startswith(b"%PDF") and sizes == {(0, 0, 595, 842)}
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", pdf)) > 15 and b"/Outlines" in pdf and b"/StructTreeRoot" in pdf


def test_the_contents_name_the_page_of_each_question_and_every_page_has_its_number(knowledge: Knowledge) -> None:
    """What a reader looks up stands on that page; all pages but the cover say which of how many they are."""
    few = replace(knowledge, intents={id: knowledge.intents[id] for id in SOME})

    def make(folios: Mapping[str, int] | None) -> str:
        return booklet(few, ("en",), date(2031, 5, 17), folios)

    pages = PdfReader(io.BytesIO(with_folios(make, lambda page: printed(str(CHROMIUM), page)))).pages
    said = [" ".join(page.extract_text().split()) for page in pages]
    questions = [spans_text(few.locales["en"].answers[id].question, "en") for id in SOME]
    for words in (*questions, "Emergency numbers", "Words explained", "Sources", "Limits"):
        (folio,) = re.findall(rf"{re.escape(words)} ?(\d+)", said[1])
        assert words in said[int(folio) - 1]
        assert words not in questions or not any(words in text for text in said[2 : int(folio) - 1])
    assert [n for n, text in enumerate(said, 1) if f"{n} / {len(said)}" not in text] == [1]
