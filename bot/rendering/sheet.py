"""The take-home sheet: turns as rows of parts, each part said in one language or in two side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from bot.model.knowledge import Locale
from bot.model.spans import Date
from bot.model.turn import Kind, Reply
from bot.rendering.html import Pages
from bot.rendering.numbers import date_text
from bot.rendering.qr import Qr

LEFT_OUT: tuple[Kind, ...] = ("smalltalk", "clarify")
"""Turns that hold nothing to take along."""
URGENT: tuple[Kind, ...] = ("emergency", "crisis")
ANSWERED = (
    "short", "evidence", "numbers", "steps", "meaning", "unknown", "cautions", "doctor", "sources", "review",
)  # fmt: skip
"""The parts of a turn with an answer, in the order of the sheet; those that a reply does not have are left out."""
PART_TEMPLATE = "parts/sheet_part.html"


@dataclass(frozen=True, slots=True)
class Said:
    """A turn in one language: the reader's words if they are kept, the reply, and the permalink with its code."""

    locale: Locale
    asked: str | None
    reply: Reply
    address: str | None = None
    code: Qr | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A part in one language."""

    locale: Locale
    html: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """A part in the languages of the sheet, and whether lines to write on follow."""

    name: str
    cells: tuple[Cell, ...]
    lines: bool = False


def turn_rows(n: int, said: tuple[Said, ...], pages: Pages) -> tuple[Row, ...]:
    """The rows of one turn. `said` holds it in each language of the sheet; `n` tells the turns of a sheet apart."""
    return tuple(row for part in _parts(said[0].reply) for row in _rows(n, part, said, pages))


def answer_rows(n: int, said: tuple[Said, ...], parts: Iterable[str], pages: Pages, level: int) -> tuple[Row, ...]:
    """The rows of some parts of one answer, under a heading that stands elsewhere. `level` is that of their titles."""
    return tuple(row for part in parts for row in _rows(n, part, said, pages, level))


def frame_row(
    part: str, locales: Iterable[Locale], pages: Pages, values: Mapping[str, Any], template: str = PART_TEMPLATE
) -> Row:
    """A row that belongs to the sheet and not to a turn: its head, words of care, room for notes."""
    cells = tuple(Cell(locale, part_html(pages, locale, template, part=part, **values)) for locale in locales)
    return Row(part, cells, lines=part in ("own", "notes"))


def frame_rows(locales: tuple[Locale, ...], day: date, pages: Pages) -> dict[str, tuple[Row, ...]]:
    """Before the turns: title, emergency numbers and disclaimer; after them: room for own questions and for notes."""
    when = Date(day.year, day)
    heads = [frame_row("head", (one,), pages, {"date_words": date_text(when, one)}) for one in locales]
    head = Row("head", tuple(cell for row in heads for cell in row.cells))
    care, own, notes = (frame_row(part, locales, pages, {}) for part in ("care", "own", "notes"))
    return {"before": (head, care), "after": (own, notes)}


def part_html(pages: Pages, locale: Locale, template: str, **values: Any) -> Markup:
    """A part as markup. It was escaped by the template that made it."""
    return Markup(pages.render(template, locale, **values).strip())  # noqa: S704  # our own template


def _parts(reply: Reply) -> tuple[str, ...]:
    if reply.kind in URGENT:
        return ("urgent", "review")
    if reply.fixed == "withdrawn":
        return ("asked", "short", "review")
    if reply.kind == "fallback":
        return ("asked", "unanswered")
    return ("asked", *ANSWERED)


def _rows(n: int, part: str, said: tuple[Said, ...], pages: Pages, level: int = 3) -> Iterable[Row]:
    """One row; for the questions to the doctor one row each, so that lines follow every question."""
    count = 1
    if part == "doctor":
        count = sum(len(block.items) for block in said[0].reply.blocks if block.part == "for_doctor")
    for index in range(count):
        cells = tuple(Cell(one.locale, _cell(n, part, one, pages, index=index, level=level)) for one in said)
        if any(cell.html for cell in cells):
            yield Row(part, cells, lines=part in ("doctor", "unanswered"))


def _cell(n: int, part: str, said: Said, pages: Pages, **values: Any) -> Markup:
    anchor = f"s{n}-{said.locale}"
    return part_html(pages, said.locale, PART_TEMPLATE, part=part, said=said, reply=said.reply, anchor=anchor, **values)
