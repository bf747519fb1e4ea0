"""Numbers in a reader's language: every printed digit, and no other."""

from bot.model.knowledge import LOCALES, Knowledge
from bot.rendering.numbers import figure_text, weeks_list


def test_an_effect_shows_its_interval(knowledge: Knowledge) -> None:
    """Estimate, level and both bounds, with their trailing zeros."""
    figure = knowledge.figures["meld-12w"]
    assert figure_text(figure, "en") == "-3.41 (95% confidence interval -5.41 to -1.40)"
    assert figure_text(figure, "zh-Hans") == "-3.41（95% 置信区间 -5.41 至 -1.40）"
    assert figure_text(figure, "zh-Hant") == "-3.41（95% 信賴區間 -5.41 至 -1.40）"
    assert figure_text(figure, "en", "estimate") == "-3.41"


def test_digits_are_those_that_were_printed(knowledge: Knowledge) -> None:
    """No rounding and no dropped zero, in any language."""
    for figure in knowledge.cells.values():
        for locale in LOCALES:
            text = figure_text(figure, locale)
            assert all(str(value) in text for value in (figure.estimate, figure.low, figure.high))


def test_large_numbers_are_readable(knowledge: Knowledge) -> None:
    """Grouped in English, in 万 and 亿 in Chinese; years are not grouped."""
    figures = knowledge.figures
    assert figure_text(figures["deaths-per-year"], "en") == "1,000,000"
    assert figure_text(figures["deaths-per-year"], "zh-Hans") == "100万"
    assert figure_text(figures["top-dose-total"], "zh-Hant") == "6億"
    assert figure_text(figures["study-years"], "en") == "2012 to 2021"
    assert figure_text(figures["study-size"], "zh-Hans") == "9 至 158"


def test_lists_of_weeks() -> None:
    """As each language lists numbers."""
    assert weeks_list((8, 12), "en") == "8 and 12"
    assert weeks_list((4, 12, 24), "en") == "4, 12, and 24"
    assert weeks_list((4, 12, 24), "zh-Hant") == "4、12、24"
