"""Spans as markup: each kind in its own way, everything escaped."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.knowledge import Knowledge
from bot.model.spans import AskedWeek, Cite, Contact, Date, Echo, FigureRef, Mark, Name, ReportedWeeks, Text, Week
from bot.rendering.foreign import mark_foreign, tongue
from bot.rendering.html import dial, spans_html


def test_each_span_has_its_own_markup(knowledge: Knowledge) -> None:
    """Figures, marks, echoes, contacts, weeks and dates."""
    figures = knowledge.figures
    spans = (
        Text("Odds "),
        FigureRef("survival-8w"),
        Mark(1),
        Text(" at "),
        ReportedWeeks("survival", (8, 12)),
        Text(", week "),
        Week(8),
        Text("; "),
        Echo("<b>"),
        Contact("1800 247 247"),
        Name("IL-10"),
        Date(2025, date(2025, 1, 2)),
    )
    html = spans_html(spans, "t1", locale="en", figures=figures)
    assert (
        '<b class="figure">2.47 (95% confidence interval 1.38 to 4.43)</b><a class="mark" href="#t1-1">[1]</a>' in html
    )
    assert "8 and 12, week 8; <bdi>&lt;b&gt;</bdi>" in html
    assert '<a href="tel:1800247247">1800 247 247</a>' in html
    assert "January 2, 2025" in html


def test_a_mark_closes_up_to_the_words_before_it(knowledge: Knowledge) -> None:
    """Editors leave a blank before a placeholder; readers see none, nor one before the full stop."""
    spans = (Text("cord "), Mark(1), Text(" and more "), Text(". Next"))
    html = spans_html(spans, locale="en", figures=knowledge.figures)
    assert html == 'cord<span class="mark">[1]</span> and more. Next'


@pytest.mark.parametrize("span", [AskedWeek(), Cite("article")])
def test_what_belongs_in_a_template_never_reaches_a_page(knowledge: Knowledge, span: AskedWeek | Cite) -> None:
    """An unresolved placeholder is a fault of ours, not a blank on the page."""
    with pytest.raises(TypeError):
        spans_html((span,), locale="en", figures=knowledge.figures)


@given(st.text())
def test_text_is_always_escaped(text: str) -> None:
    """No text can become a tag, in any language."""
    for locale in ("en", "zh-Hans"):
        shown = spans_html((Text(text), Echo(text)), locale=locale, figures={}) + mark_foreign(text, locale=locale)
        assert "<" not in re.sub(r'</?bdi>|<span lang="(en|zh-Hans|zh-Hant)">|</span>', "", shown)


def test_english_titles_on_chinese_pages_are_marked_as_english() -> None:
    """A screen reader changes its voice for them; single names stay as they are."""
    marked = mark_foreign("论文：Hype or Hope in Liver Disease?，MSC", locale="zh-Hans")
    assert marked == '论文：<span lang="en">Hype or Hope in Liver Disease?</span>，MSC'


def test_chinese_on_english_pages_is_marked_as_chinese() -> None:
    """In the script it is written in."""
    assert mark_foreign("the site 杭吉 (杭吉幹細胞)", locale="en") == (
        'the site <span lang="zh-Hans">杭吉</span> (<span lang="zh-Hant">杭吉幹細胞</span>)'
    )


def test_a_readers_own_words_are_marked_where_their_language_is_certain() -> None:
    """A word that both scripts write alike may be either, and is left to the page's language."""
    assert tongue("is it safe", locale="zh-Hant") == "en"
    assert tongue("安全嗎", locale="zh-Hans") == "zh-Hant"
    assert tongue("安全吗", locale="en") == "zh-Hans"
    assert tongue("安全", locale="zh-Hant") is None
    assert tongue("???", locale="zh-Hant") is None


def test_a_number_is_dialled_without_its_explanation() -> None:
    """Brackets explain what to press later."""
    assert dial("111 (option 2)") == "111"
    assert dial("+852 2896 0000") == "+85228960000"
