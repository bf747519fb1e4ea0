"""A reply as plain text: for the API's `text`, the terminal, and everything that reads aloud."""

import re
from collections.abc import Mapping
from typing import assert_never

from bot.model.knowledge import Figure, Knowledge, Locale, Region
from bot.model.spans import (
    AskedWeek,
    Cite,
    Contact,
    Date,
    Echo,
    FigureRef,
    Gloss,
    Mark,
    Name,
    ReportedWeeks,
    ReviewedOn,
    Reviewer,
    Span,
    Spans,
    Text,
    Week,
)
from bot.model.turn import Block, Citation, Notice, Reply, ResultRow
from bot.rendering.numbers import date_text, figure_text, weeks_list

_GAPS = re.compile(r" {2,}")
_BEFORE_MARK = re.compile(r" +\[")
_BEFORE_STOP = re.compile(r" +([.,;:])")

_ITEM: Mapping[Locale, str] = {"en": "- {}", "zh-Hans": "· {}", "zh-Hant": "· {}"}
_ROW: Mapping[Locale, str] = {
    "en": "- {outcome}, {weeks} weeks: {measure} {figure} [{mark}]; {better}.",
    "zh-Hans": "· {outcome}，第 {weeks} 周：{measure}{figure}[{mark}]；{better}。",
    "zh-Hant": "· {outcome}，第 {weeks} 週：{measure}{figure}[{mark}]；{better}。",
}
_EMPTY_ROW: Mapping[Locale, str] = {
    "en": "- {outcome}, {weeks} weeks: not reported in the article.",
    "zh-Hans": "· {outcome}，第 {weeks} 周：文章没有报告。",
    "zh-Hant": "· {outcome}，第 {weeks} 週：文章沒有報告。",
}
_AMBULANCE: Mapping[Locale, str] = {
    "en": "{region}: {number}",
    "zh-Hans": "{region}：{number}",
    "zh-Hant": "{region}：{number}",
}
_HELP_LINE: Mapping[Locale, str] = {
    "en": "  {name}: {number} · {run_by}",
    "zh-Hans": "  {name}：{number} · {run_by}",
    "zh-Hant": "  {name}：{number} · {run_by}",
}
_UNVERIFIED: Mapping[Locale, str] = {
    "en": "{line} (we could not check this number)",
    "zh-Hans": "{line}（这个号码我们未能核实）",
    "zh-Hant": "{line}（這個號碼我們未能核實）",
}
_DOCTOR: Mapping[Locale, str] = {
    "en": "Questions for your doctor:",
    "zh-Hans": "可以问医生的问题：",
    "zh-Hant": "可以問醫師（醫生）的問題：",
}


def spans_text(spans: Spans, locale: Locale, figures: Mapping[str, Figure] | None = None) -> str:
    """A run of spans as text. `figures` supplies the figures that the run refers to."""
    return "".join(_span_text(span, locale, figures or {}) for span in spans)


def _span_text(span: Span, locale: Locale, figures: Mapping[str, Figure]) -> str:
    match span:
        case Text(text=text) | Gloss(text=text) | Echo(text=text) | Name(name=text) | Contact(number=text):
            return text
        case FigureRef(figure=id, form=form):
            return figure_text(figures[id], locale, form)
        case Week(weeks=weeks):
            return str(weeks)
        case ReportedWeeks(weeks=weeks):
            return weeks_list(weeks, locale)
        case Mark(n=n):
            return f" [{n}]" if locale == "en" else f"[{n}]"
        case Date():
            return date_text(span, locale)
        case AskedWeek() | Reviewer() | ReviewedOn() | Cite():
            return ""
    assert_never(span)


def reply_text(reply: Reply) -> str:
    """The whole answer with citation marks; without disclaimer and notices, which have places of their own."""
    figures = {figure.id: figure for figure in reply.figures}
    parts = [spans_text(reply.title, reply.locale)] if reply.title else []
    rows_after = "cell" if any(block.part == "cell" for block in reply.blocks) else "summary"
    for block in reply.blocks:
        parts.append(_block_text(block, reply.locale, figures))
        if block.part == rows_after:
            # Where the lead has said that nothing is reported, only the results that exist follow.
            parts += [row_text(row, reply) for row in reply.rows if row.figure or len(block.items) == 1]
    parts += [region_text(region, reply.locale, reply.crisis_lines) for region in reply.regions]
    return "\n".join(part for part in parts if part)


def _block_text(block: Block, locale: Locale, figures: Mapping[str, Figure]) -> str:
    lines = [_tidy(spans_text(item, locale, figures), locale) for item in block.items]
    if block.part in ("summary", "cell"):
        return "\n".join(lines)
    if block.part == "contacts":
        return "\n".join([lines[0], *(_ITEM[locale].format(line) for line in lines[1:])])
    items = [_ITEM[locale].format(line) for line in lines]
    return "\n".join([_DOCTOR[locale], *items] if block.part == "for_doctor" else items)


def row_text(row: ResultRow, reply: Reply) -> str:
    """One row of the table of results as a sentence."""
    locale, labels = reply.locale, reply.labels
    outcome = labels.outcomes[row.outcome]
    if row.figure is None:
        return _EMPTY_ROW[locale].format(outcome=outcome, weeks=row.weeks)
    return _ROW[locale].format(
        outcome=outcome,
        weeks=row.weeks,
        measure=labels.measures[row.figure.measure],
        figure=figure_text(row.figure, locale),
        mark=row.mark,
        better=labels.better[row.outcome],
    )


def region_text(region: Region, locale: Locale, crisis: bool = False) -> str:
    """The ambulance number of a region, and its crisis lines if asked for."""
    line = _AMBULANCE[locale].format(region=region.name[locale], number=region.ambulance)
    lines = [line if region.verified else _UNVERIFIED[locale].format(line=line)]
    for help_line in region.crisis if crisis else ():
        text = _HELP_LINE[locale].format(
            name=help_line.name[locale], number=help_line.number, run_by=help_line.run_by[locale]
        )
        lines.append(text if help_line.verified else _UNVERIFIED[locale].format(line=text))
    return "\n".join(lines)


def emergency_line(knowledge: Knowledge, locale: Locale) -> str:
    """The line that stands on every page and in every error: the ambulance numbers by region."""
    numbers = " · ".join(f"{region.name[locale]} {region.ambulance}" for region in knowledge.regions)
    return f"{spans_text(knowledge.locales[locale].notices['emergency-short'], locale)} {numbers}"


def notice_text(notice: Notice, knowledge: Knowledge, locale: Locale) -> str:
    """A notice; the emergency notice with the numbers."""
    text = _tidy(spans_text(notice.text, locale), locale)
    return f"{text} {emergency_line(knowledge, locale)}" if notice.id == "emergency-line" else text


def citation_text(citation: Citation) -> str:
    """One line of the list of sources."""
    parts = [f"[{citation.n}] {citation.title}", citation.locator or "", citation.url or ""]
    return " · ".join(part for part in parts if part)


def _tidy(text: str, locale: Locale) -> str:
    """Close the gaps that marks leave: "cord [1]." in English, no blank at all before a mark in Chinese."""
    text = _GAPS.sub(" ", text) if locale == "en" else _BEFORE_MARK.sub("[", text)
    return _BEFORE_STOP.sub(r"\1", text).strip()


def turn_text(reply: Reply, knowledge: Knowledge) -> str:
    """A reply as the terminal shows it: with what was understood, what can be asked next, notices and sources."""
    locale = reply.locale
    lines = [f"» {spans_text(reply.understood_as, locale)}" if reply.understood_as else "", reply_text(reply)]
    lines += [f"  → {spans_text(offer.question, locale)}" for offer in (*reply.candidates, *reply.suggestions)]
    lines += [notice_text(notice, knowledge, locale) for notice in reply.notices]
    lines += [citation_text(citation) for citation in reply.citations]
    lines += [spans_text(reply.disclaimer, locale), spans_text(reply.review.words, locale)]
    return "\n".join(line for line in lines if line)
