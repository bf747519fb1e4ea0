"""Replies and pages as HTML: one Jinja environment per language, and typed spans turned into safe markup."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, assert_never
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.model.knowledge import LOCALES, Figure, Knowledge, Locale
from bot.model.spans import (
    AskedWeek,
    Cite,
    Contact,
    Date,
    Echo,
    FigureRef,
    Mark,
    Name,
    ReportedWeeks,
    Span,
    Spans,
    Text,
    Week,
)
from bot.model.turn import Reply, part
from bot.rendering.catalogues import translations
from bot.rendering.effects import reaches_null
from bot.rendering.matrix import matrix
from bot.rendering.numbers import date_text, figure_text, interval_text, number, weeks_list
from bot.rendering.pictures import pictures
from bot.rendering.tables import result_tables

COMMA: Mapping[Locale, str] = {"en": ", ", "zh-Hans": "、", "zh-Hant": "、"}
"""Between the items of a plain list. Babel joins a Chinese list of units without any sign between them."""
GAP: Mapping[Locale, str] = {"en": " ", "zh-Hans": "", "zh-Hant": ""}
"""Between sentences."""
_CLOSING = (".", ",", ";", ":", "。", "，", "；", "：", "、", "）")
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ ,:;&–—/]+[A-Za-z0-9][A-Za-z0-9'’-]*){2,}[?!.]?")


@dataclass(frozen=True)
class Pages:
    """Renders templates by name in a language. `render` raises if a template misses a value: nothing shows blank."""

    environments: Mapping[Locale, Environment]

    def render(self, template: str, locale: Locale, **values: Any) -> str:
        """The template as HTML text."""
        return self.environments[locale].get_template(template).render(**values)


def build_pages(folder: Path, knowledge: Knowledge, shared: Mapping[str, Any]) -> Pages:
    """Environments for all languages. `shared` is what every template may use beside what it is given (URLs)."""
    return Pages({locale: _environment(folder, locale, knowledge, shared) for locale in LOCALES})


def _environment(folder: Path, locale: Locale, knowledge: Knowledge, shared: Mapping[str, Any]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    install = environment.install_gettext_translations  # type: ignore[attr-defined]  # added by the i18n extension
    install(translations(locale), newstyle=True)
    environment.globals.update(
        locale=locale,
        locales=LOCALES,
        comma=COMMA[locale],
        gap=GAP[locale],
        content=knowledge.locales[locale],
        knowledge=knowledge,
        matrix=matrix(knowledge),
        **shared,
    )
    environment.filters.update(
        spans=partial(spans_html, locale=locale, figures=knowledge.figures),
        plain=partial(spans_words, locale=locale, figures=knowledge.figures),
        estimate=lambda figure: number(figure.estimate, figure, locale),
        interval=lambda figure: interval_text(figure, locale),
        weeks_list=lambda weeks: weeks_list(weeks, locale),
        full=lambda figure: figure_text(figure, locale),
        reaches_null=reaches_null,
        foreign=partial(mark_foreign, locale=locale),
        sentence=partial(sentence, locale=locale),
        announcement=lambda reply: spans_words(announced(reply), locale=locale, figures=knowledge.figures),
        part=part,
        dial=dial,
        heading=heading,
        tables=lambda reply: result_tables(reply.rows),
        pictures=lambda reply: pictures(reply, knowledge),
    )
    return environment


def spans_html(spans: Spans, anchor: str = "", *, locale: Locale, figures: Mapping[str, Figure]) -> Markup:
    """Spans as markup. `anchor` is the id prefix of the reply's source list, which citation marks point into."""
    return Markup("").join(_span(span, anchor, locale, figures) for span in _closed_up(spans))


def _closed_up(spans: Spans) -> Iterable[Span]:
    """Spans without the blank that an editor leaves before a citation mark or, after a dropped mark, a full stop."""
    for span, after in pairwise((*spans, None)):
        if span is None:
            continue
        closes = isinstance(after, Mark) or (isinstance(after, Text) and after.text.startswith(_CLOSING))
        yield Text(span.text.rstrip(" ")) if closes and isinstance(span, Text) else span


def spans_words(spans: Spans, *, locale: Locale, figures: Mapping[str, Figure]) -> str:
    """Spans as text alone, without citation marks: for titles, descriptions and the announcement of a new reply."""
    words = spans_html(tuple(span for span in spans if not isinstance(span, Mark)), locale=locale, figures=figures)
    return words.striptags()


def announced(reply: Reply) -> Spans:
    """What is read out when a reply arrives: its title or the answer for the week asked about, and the short answer."""
    runs = (reply.title, *part(reply, "cell")[:1], *part(reply, "summary"))
    return tuple(span for run in runs if run for span in (*run, Text(" ")))


def sentence(text: str, *, locale: Locale) -> str:
    """A label as a sentence of its own."""
    return f"{heading(text)}{'.' if locale == 'en' else '。'}"


def heading(text: str) -> str:
    """A label with a capital letter."""
    return text[:1].upper() + text[1:]


def dial(number: str) -> str:
    """A telephone number as it is dialled; what stands in brackets is an explanation."""
    return re.sub(r"[^0-9+]", "", number.partition("(")[0])


def mark_foreign(text: str, *, locale: Locale) -> Markup:
    """Text of a Chinese page with its runs of English marked as English, so that they are read aloud as such."""
    if locale == "en":
        return escape(text)
    return Markup("").join(_marked_runs(text))


def _marked_runs(text: str) -> Iterable[Markup]:
    end = 0
    for run in _LATIN_RUN.finditer(text):
        yield escape(text[end : run.start()])
        yield Markup('<span lang="en">{}</span>').format(run[0])
        end = run.end()
    yield escape(text[end:])


def _span(span: Span, anchor: str, locale: Locale, figures: Mapping[str, Figure]) -> Markup:
    match span:
        case Text(text=text):
            return escape(text)
        case FigureRef(figure=id, form=form):
            return Markup('<b class="figure">{}</b>').format(figure_text(figures[id], locale, form))
        case Week(weeks=weeks):
            return escape(str(weeks))
        case ReportedWeeks(weeks=reported):
            return escape(weeks_list(reported, locale))
        case Echo(text=text):
            return Markup("<bdi>{}</bdi>").format(text)
        case Contact(number=contact, form=form):
            return _contact(contact, form)
        case Name(name=name):
            return Markup('<span class="name">{}</span>').format(mark_foreign(name, locale=locale))
        case Mark(n=n):
            return _mark(n, anchor)
        case Date():
            return escape(date_text(span, locale))
        case AskedWeek() | Cite():
            raise TypeError(f"{type(span).__name__} belongs in a template and must not reach a page")
    assert_never(span)


def _contact(contact: str, form: str) -> Markup:
    match form:
        case "email":
            return Markup('<a href="mailto:{}">{}</a>').format(quote(contact, safe="@"), contact)
        case "words":
            return Markup('<span class="contact">{}</span>').format(contact)
    return Markup('<a href="tel:{}">{}</a>').format(dial(contact), contact)


def _mark(n: int, anchor: str) -> Markup:
    if not anchor:
        return Markup('<span class="mark">[{}]</span>').format(n)
    return Markup('<a class="mark" href="#{}-{}">[{}]</a>').format(anchor, n, n)
