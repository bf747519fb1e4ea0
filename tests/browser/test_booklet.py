"""The booklet in a browser: read by axe, and printed."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from pypdf import PdfReader

from bot.cli.browser import printed
from bot.cli.folios import with_folios
from bot.model.knowledge import Knowledge
from bot.rendering.plain import spans_text
from bot.workshop.booklet import booklet
from tests.browser.conftest import CHROMIUM
from tests.browser.using import violations
from tests.conftest import shared_knowledge

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


@pytest.fixture(scope="module")
def pages() -> list[list[str]]:
    """The lines of each page of the whole English booklet, printed with its page numbers; head and foot come first."""
    known = shared_knowledge()
    made = with_folios(partial(booklet, known, ("en",), date(2031, 5, 17)), partial(printed, str(CHROMIUM)))
    return [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(made)).pages]


def test_the_contents_name_the_page_of_each_question_and_every_page_has_its_number(
    pages: list[list[str]], knowledge: Knowledge
) -> None:
    """What a reader looks up begins on that page; all pages but the cover say which of how many they are."""
    said = [" ".join(" ".join(lines).split()).replace("ﬁ", "fi").replace("ﬀ", "ff") for lines in pages]
    answers = knowledge.locales["en"].answers
    questions = [spans_text(answers[id].question, "en") for id in knowledge.intents]
    contents = " ".join(said[1:3])
    for words in (*questions, "Emergency numbers", "Words explained", "Sources", "Limits"):
        folio = int(re.findall(rf"{re.escape(words)} ?(\d+)", contents)[0])
        assert words in said[folio - 1], words
        assert words not in questions or not any(words in text for text in said[3 : folio - 1])
    assert [n for n, text in enumerate(said, 1) if f"{n} / {len(said)}" not in text] == [1]


def test_no_page_ends_with_a_heading_or_holds_a_stray_line(pages: list[list[str]], knowledge: Knowledge) -> None:
    """A heading stands with what it is about, and what is left of an answer is more than its last words."""
    headings = re.findall(r"<h[2-4]>(.*?)</h[2-4]>", booklet(knowledge, ("en",), date(2031, 5, 17)))
    heads = {re.sub(r"<[^>]+>", "", heading).strip() for heading in headings}
    assert {"The short answer", "Questions for your doctor", "Where this comes from"} <= heads
    bodies = [lines[2:] for lines in pages[1:]]
    assert [body[-1] for body in bodies if body[-1] in heads] == []
    assert [body for body in bodies if len(body) < 3] == []
