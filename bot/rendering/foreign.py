"""Runs of another language in a text, marked so that screen readers change their voice and fonts their shapes."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from bot import locales
from bot.model.knowledge import Locale
from bot.text.scripts import HAN, has_han, is_traditional

_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ ,:;&–—/]+[A-Za-z0-9][A-Za-z0-9'’-]*){2,}[?!.]?")
"""Three words and more. Single names and abbreviations are used in Chinese as they are."""
_HAN_RUN = re.compile(f"[{HAN}](?:[{HAN}、，。（）·「」“”：？]*[{HAN}」”？])?")


def mark_foreign(text: str, *, locale: Locale) -> Markup:
    """A text with its runs of English (on a Chinese page) or Chinese (on an English page) marked as such."""
    pattern = _HAN_RUN if locale == "en" else _LATIN_RUN
    if pattern.search(text) is None:
        return escape(text)
    return Markup("").join(_marked_runs(text, pattern))


def tongue(text: str, *, locale: Locale) -> Locale | None:
    """The language of a reader's own words where it is certainly not the page's; else None."""
    found = locales.detect(text)
    if found == locale or not text.strip():
        return None
    if found == "en":
        return "en" if re.search("[A-Za-z]", text) and not has_han(text) else None
    return found if locale == "en" or found == "zh-Hant" else None


def _marked_runs(text: str, pattern: re.Pattern[str]) -> Iterable[Markup]:
    end = 0
    for run in pattern.finditer(text):
        yield escape(text[end : run.start()])
        yield Markup('<span lang="{}">{}</span>').format(_language(run[0]), run[0])
        end = run.end()
    yield escape(text[end:])


def _language(run: str) -> Locale:
    if not has_han(run):
        return "en"
    return "zh-Hant" if is_traditional(run) else "zh-Hans"
