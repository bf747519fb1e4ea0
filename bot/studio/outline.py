"""A sentence as its editor wrote it, for lists: with its numbers and weeks, without marks."""

from typing import assert_never

from bot.model.knowledge import Knowledge, Locale
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
from bot.rendering.numbers import date_text, figure_text, weeks_list


def outline(spans: Spans, knowledge: Knowledge, locale: Locale) -> str:
    """The words of a sentence that no reply has been made of yet."""
    return " ".join("".join(_word(span, knowledge, locale) for span in spans).split())


def _word(span: Span, knowledge: Knowledge, locale: Locale) -> str:
    match span:
        case Text(text=text) | Echo(text=text) | Gloss(text=text):
            return text
        case FigureRef(figure=figure, form=form):
            return figure_text(knowledge.figures[figure], locale, form)
        case Week(weeks=weeks):
            return str(weeks)
        case ReportedWeeks(outcome=outcome):
            return weeks_list(knowledge.weeks_of(outcome), locale)
        case Name(name=name):
            return name
        case Contact(number=number):
            return number
        case Date():
            return date_text(span, locale)
        case AskedWeek() | Reviewer() | ReviewedOn():
            return "…"
        case Mark() | Cite():
            return ""
    assert_never(span)
