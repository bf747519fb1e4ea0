"""Replies and pages as HTML: one Jinja environment per language, and typed spans turned into safe markup."""

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from gettext import NullTranslations
from itertools import zip_longest
from pathlib import Path
from typing import Any, assert_never
from urllib.parse import quote

from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.model.knowledge import LOCALES, Figure, Knowledge, Locale
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
from bot.model.turn import Reply, part
from bot.rendering.catalogues import translations
from bot.rendering.compiled import Compiled, SharedEnvironment, as_markup
from bot.rendering.drawn import Drawn
from bot.rendering.effects import reaches_null
from bot.rendering.foreign import mark_foreign, tongue
from bot.rendering.glossing import INTERVAL, Glossary, glossed, handle, term_of_measure, term_of_outcome
from bot.rendering.matrix import matrix
from bot.rendering.numbers import date_text, figure_text, interval_text, number, weeks_list
from bot.rendering.pictures import pictures, plots
from bot.rendering.tables import result_tables
from bot.rendering.view import SIZES, STANDARD, View, seen_as

COMMA: Mapping[Locale, str] = {"en": ", ", "zh-Hans": "、", "zh-Hant": "、"}
"""Between the items of a plain list. Babel joins a Chinese list of units without any sign between them."""
GAP: Mapping[Locale, str] = {"en": " ", "zh-Hans": "", "zh-Hant": ""}
"""Between sentences."""
_VIEW: ContextVar[View] = ContextVar("view", default=STANDARD)
"""The view of the page that is being rendered: every address on it keeps it, whichever macro of whichever file asks."""
_CLOSING = (".", ",", ";", ":", "。", "，", "；", "：", "、", "）")


@dataclass(frozen=True)
class Pages:
    """Renders templates by name in a language. `render` raises if a template misses a value: nothing shows blank."""

    environments: Mapping[Locale, SharedEnvironment]

    def render(self, template: str, locale: Locale, **values: Any) -> str:
        """The template as HTML text. `view` and `path` may be left out where a page has no address of its own."""
        environment = self.environments[locale]
        found = environment.get_template(template)
        # As `Template.render` has it, but for the copy it makes of all that is shared, one name after another.
        shown = {**environment.globals, "view": STANDARD, "path": "/", **values}
        context = found.new_context(shown, shared=True)
        before = _VIEW.set(shown["view"])
        try:
            return environment.concat(found.root_render_func(context))
        finally:
            _VIEW.reset(before)


@dataclass(frozen=True)
class Words:
    """The catalogues whose words the templates use, and the templates that were compiled for earlier pages."""

    domains: tuple[str, ...] = ("messages",)
    compiled: Compiled = field(default_factory=Compiled)


FOR_READERS = Words()


def build_pages(folder: Path, knowledge: Knowledge, shared: Mapping[str, Any], words: Words = FOR_READERS) -> Pages:
    """Environments for all languages. `shared` is what every template may use beside what it is given (URLs)."""
    return Pages({locale: _environment(folder, locale, knowledge, shared, words) for locale in LOCALES})


def _environment(
    folder: Path, locale: Locale, knowledge: Knowledge, shared: Mapping[str, Any], words: Words
) -> SharedEnvironment:
    environment = SharedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        # Nothing is worked out while a template is compiled: it serves all languages, and filters differ between them.
        optimized=False,
        undefined=StrictUndefined,
        # The files are looked at once: a reply does not wait for the disk.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=words.compiled,
    )
    environment.globals.update(
        _=words_of(translations(locale, words.domains)),
        locale=locale,
        locales=LOCALES,
        comma=COMMA[locale],
        gap=GAP[locale],
        content=knowledge.locales[locale],
        knowledge=knowledge,
        matrix=matrix(knowledge),
        sizes=SIZES,
        interval_term=INTERVAL,
        figure_links=False,
        drawn=Drawn(_VIEW.get),
        **shared,
    )
    environment.globals["url"] = _url_in_view(shared["url"])
    filters: dict[str, Callable[..., Any]] = {
        "spans": partial(spans_html, locale=locale, figures=knowledge.figures),
        "plain": partial(spans_words, locale=locale, figures=knowledge.figures),
        "estimate": lambda figure: number(figure.estimate, figure, locale),
        "interval": lambda figure: interval_text(figure, locale),
        "weeks_list": lambda weeks: weeks_list(weeks, locale),
        "full": lambda figure: figure_text(figure, locale),
        "reaches_null": reaches_null,
        "foreign": partial(mark_foreign, locale=locale),
        "english": partial(mark_foreign, locale="en"),
        "sentence": partial(sentence, locale=locale),
        "tongue": partial(tongue, locale=locale),
        "glossed": partial(glossed, glossary=Glossary(knowledge.locales[locale].glossary)),
        "term_of_outcome": term_of_outcome,
        "term_of_measure": term_of_measure,
        "announcement": partial(announcement, knowledge=knowledge),
        "part": part,
        "dial": dial,
        "heading": heading,
        "tables": lambda reply: result_tables(reply.rows),
        "pictures": partial(pictures, knowledge=knowledge, plot=plots(knowledge)),
    }
    environment.filters.update(filters)
    return environment


def words_of(catalogue: NullTranslations) -> Callable[..., Markup]:
    """The function `_` of the templates: a message in the page's language, with its values escaped in their places.

    As the `newstyle` of Jinja's own extension has it, but without asking the catalogue again for words that never
    change: they are a fifth of the work of a page.
    """

    @cache
    def fixed(message: str) -> Markup:
        return Markup(catalogue.gettext(message)) % {}  # noqa: S704  a catalogue is ours

    def words(message: str, **values: object) -> Markup:
        return Markup(catalogue.gettext(message)) % values if values else fixed(message)  # noqa: S704  as above

    return words


def _url_in_view(plain: Callable[[Locale, str], str]) -> Callable[..., str]:
    """The function for addresses, which keeps the view of the page that it is called on, or takes another one."""

    def url(locale: Locale, path: str, view: View | None = None) -> str:
        return seen_as(plain(locale, path), view or _VIEW.get())

    return url


def spans_html(
    spans: Spans, anchor: str = "", *, locale: Locale, figures: Mapping[str, Figure], linked: bool = False
) -> Markup:
    """Spans as markup. `anchor` is the id prefix of the reply's source list, which citation marks point into.

    `linked` makes each figure a link to the place on the page that says where it comes from (`#figure-ID`).
    """
    at = _anchor(anchor)
    shown: list[str] = []
    for span, after in zip_longest(spans, spans[1:]):
        if isinstance(span, Text):
            text = span.text
            # An editor leaves a blank before a citation mark or, after a dropped mark, a full stop.
            shown.append(_text(text.rstrip(" ") if text.endswith(" ") and _closes(after) else text, locale))
        else:
            shown.append(_span(span, at, locale, figures, linked))
    return as_markup("".join(shown))


def _closes(after: Span | None) -> bool:
    return isinstance(after, Mark) or (isinstance(after, Text) and after.text.startswith(_CLOSING))


def spans_words(spans: Spans, *, locale: Locale, figures: Mapping[str, Figure]) -> str:
    """Spans as text alone, without citation marks: for titles, descriptions and the announcement of a new reply."""
    words = spans_html(tuple(span for span in spans if not isinstance(span, Mark)), locale=locale, figures=figures)
    return words.striptags()


def echoed(text: str, *, locale: Locale) -> Markup:
    """A reader's own words as markup: apart from the text around them, and marked where their language is another."""
    found = tongue(text, locale=locale)
    named = f' lang="{found}"' if found else ""
    return as_markup(f"<bdi{named}>{escape(text)}</bdi>")


def announced(reply: Reply) -> Spans:
    """What is read out when a reply arrives: its title or the answer for the week asked about, and the short answer."""
    runs = (reply.title, *part(reply, "cell")[:1], *part(reply, "summary"))
    return tuple(span for run in runs if run for span in (*run, Text(" ")))


def announcement(reply: Reply, knowledge: Knowledge) -> str:
    """The same as words alone."""
    return spans_words(announced(reply), locale=reply.locale, figures=knowledge.figures)


def sentence(text: str, *, locale: Locale) -> str:
    """A label as a sentence of its own."""
    return f"{heading(text)}{'.' if locale == 'en' else '。'}"


def heading(text: str) -> str:
    """A label with a capital letter."""
    return text[:1].upper() + text[1:]


def dial(number: str) -> str:
    """A telephone number as it is dialled; what stands in brackets is an explanation."""
    return re.sub(r"[^0-9+]", "", number.partition("(")[0])


def _span(span: Span, anchor: str, locale: Locale, figures: Mapping[str, Figure], linked: bool) -> str:
    """A span as markup. The anchor is escaped already."""
    match span:
        case Text(text=text):
            return _text(text, locale)
        case Mark(n=n):
            return (
                f'<a class="mark" href="#{anchor}-{n:d}">[{n:d}]</a>'
                if anchor
                else f'<span class="mark">[{n:d}]</span>'
            )
        case Gloss(term=term, text=text):
            return _gloss(term, text).format(anchor) if anchor else escape(text)
        case FigureRef(figure=id, form=form):
            shown = f'<b class="figure">{escape(figure_text(figures[id], locale, form))}</b>'
            return f'<a class="figure-link" href="#figure-{escape(id)}">{shown}</a>' if linked else shown
        case Week(weeks=weeks):
            return str(weeks)
        case ReportedWeeks(weeks=reported):
            return escape(weeks_list(reported, locale))
        case Echo(text=text):
            return f"<bdi>{escape(text)}</bdi>"
        case Contact(number=contact, form=form):
            return _contact(contact, form)
        case Name(name=name):
            return f'<span class="name">{mark_foreign(name, locale=locale)}</span>'
        case Date():
            return escape(date_text(span, locale))
        case AskedWeek() | Reviewer() | ReviewedOn() | Cite():
            raise TypeError(f"{type(span).__name__} belongs in a template and must not reach a page")
    assert_never(span)


@lru_cache(64, typed=True)
def _anchor(anchor: str) -> str:
    """The start of the ids of a card, escaped."""
    return str(escape(anchor))


@lru_cache(4096, typed=True)
def _text(text: str, locale: Locale) -> Markup:
    """Text of the content, of which there is only so much: a reader's own words are no `Text`."""
    return mark_foreign(text, locale=locale)


@lru_cache(4096)
def _gloss(term: str, text: str) -> str:
    """A button that opens the explanation which the card holds under the same name; `{}` stands for its anchor."""
    before, marked = (str(escape(piece)).replace("{", "{{").replace("}", "}}") for piece in handle(text))
    return f'{before}<button class="term" type="button" popovertarget="{{}}-w-{escape(term)}">{marked}</button>'


def _contact(contact: str, form: str) -> Markup:
    match form:
        case "email":
            return Markup('<a href="mailto:{}">{}</a>').format(quote(contact, safe="@"), contact)
        case "words":
            return Markup('<span class="contact">{}</span>').format(contact)
    return Markup('<a href="tel:{}">{}</a>').format(dial(contact), contact)
