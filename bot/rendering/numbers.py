"""Figures, weeks and dates in a reader's language, through Babel."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale as BabelLocale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal

from bot.model.knowledge import Figure, Locale
from bot.model.spans import Date

_BABEL: dict[Locale, BabelLocale] = {
    "en": BabelLocale("en"),
    "zh-Hans": BabelLocale("zh", script="Hans"),
    "zh-Hant": BabelLocale("zh", script="Hant"),
}
_INTERVAL: dict[Locale, str] = {
    "en": "{estimate} ({level}% confidence interval {low} to {high})",
    "zh-Hans": "{estimate}（{level}% 置信区间 {low} 至 {high}）",
    "zh-Hant": "{estimate}（{level}% 信賴區間 {low} 至 {high}）",
}
_RANGE: dict[Locale, str] = {"en": "{low} to {high}", "zh-Hans": "{low} 至 {high}", "zh-Hant": "{low} 至 {high}"}
_COMPACT_FROM = Decimal(10_000)


def figure_text(figure: Figure, locale: Locale, form: str = "full") -> str:
    """A figure in words and numbers: estimate with its interval, a range, or a single number.

    `form` "estimate" leaves the interval out. Numbers keep every digit they were printed with.
    """
    low, high = number(figure.low, figure, locale), number(figure.high, figure, locale)
    if figure.estimate is None:
        return _RANGE[locale].format(low=low, high=high)
    estimate = number(figure.estimate, figure, locale)
    if figure.level is None or form == "estimate":
        return estimate
    return _INTERVAL[locale].format(estimate=estimate, level=figure.level, low=low, high=high)


def interval_text(figure: Figure, locale: Locale) -> str:
    """The bounds of a figure's interval or range."""
    low, high = number(figure.low, figure, locale), number(figure.high, figure, locale)
    return _RANGE[locale].format(low=low, high=high)


def number(value: Decimal | None, figure: Figure, locale: Locale) -> str:
    """One number of a figure, exact to its last zero. Years have no grouping; large counts in Chinese use 万."""
    if value is None:
        return ""
    if figure.measure == "year" or figure.unit == "year":
        return str(value)
    return _formatted(str(value), locale)


@lru_cache(1024)
def _formatted(written: str, locale: Locale) -> str:
    """A number as it was printed, in a language. Kept by its digits: 1.0 and 1.00 are equal numbers."""
    value = Decimal(written)
    if locale != "en" and abs(value) >= _COMPACT_FROM:
        return format_compact_decimal(value, format_type="short", locale=_BABEL[locale], fraction_digits=2)
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(value, format=pattern, locale=_BABEL[locale], decimal_quantization=False)


def weeks_list(weeks: tuple[int, ...], locale: Locale) -> str:
    """A list of week counts: "4, 12, and 24"; in Chinese 4、12、24, where the text says 第 … 周 around it."""
    if locale != "en":
        return "、".join(map(str, weeks))
    return format_list([str(week) for week in weeks], locale=_BABEL[locale])


def date_text(span: Date, locale: Locale) -> str:
    """A day in full, or a year."""
    if span.day is None:
        return str(span.year)
    return format_date(date(span.day.year, span.day.month, span.day.day), format="long", locale=_BABEL[locale])
