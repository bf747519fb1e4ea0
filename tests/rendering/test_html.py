"""Templates are compiled once for all languages, and each language still reads its own."""

from pathlib import Path

import pytest

from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.rendering.html import Words, build_pages

STOPS = {"en": ".", "zh-Hans": "。", "zh-Hant": "。"}


@pytest.mark.parametrize("first", LOCALES)
def test_no_language_reads_what_was_compiled_for_another(first: Locale, knowledge: Knowledge, tmp_path: Path) -> None:
    """A full stop after fixed words is that of the page, whichever language was shown first."""
    (tmp_path / "stop.html").write_text('{{ ""|sentence }} {{ _("Contents") }}', encoding="utf-8")
    words = Words()
    said = {}
    for locale in (first, *LOCALES):
        pages = build_pages(tmp_path, knowledge, {"url": lambda _locale, path: path}, words)
        said[locale] = pages.render("stop.html", locale)
    assert {locale: text.split()[0] for locale, text in said.items()} == STOPS
    assert len({text.split()[1] for text in said.values()}) > 1
