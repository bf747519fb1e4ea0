"""Weeks after treatment, as people name them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from bot.model.slot_lexicon import TimeWords, Unit
from bot.slots.numerals import ZH_NUMERAL, english_numeral, read_number
from bot.text.normalise import fold
from bot.text.phrases import WORD_BEGINS, phrase_pattern, phrase_source
from bot.text.tokens import is_han

MAX_WEEKS = 520
"""Latest time that is read."""
_MAX_YEARS = MAX_WEEKS // 52
_MONTHS = {6.0: 24, 9.0: 36, 12.0: 52}
_MONTH_DAYS = {30: 4, 60: 8, 90: 12, 180: 24}
_CLAUSE_END = re.compile(r"[。；;!?！？\n，]|,(?!\s*\d)|\.(?!\d)")
HAN_WEIGHT = 3
"""A Chinese character says as much as so many letters."""
_NEAR = 60
"""Letters on either side of a time within which a word of an illness's history says that it is none: whoever dictates
ends no sentence."""
_MINUS = "\u2212\u2013-"


@dataclass(frozen=True, slots=True)
class CompiledTimes:
    """Patterns and tables for reading times."""

    spans: re.Pattern[str]
    """Number, then unit."""
    labels: re.Pattern[str]
    """Unit, then number ("week 12")."""
    halves: re.Pattern[str]
    """Chinese spans with a half in the middle (三个半月, 一年半)."""
    set_times: re.Pattern[str]
    set_values: Mapping[str, int]
    units: Mapping[str, Unit]
    number: re.Pattern[str]
    """A number in digits, words or numerals."""
    numbers: Mapping[str, int]
    beside: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    history: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    weeks: int | None
    """None: something that looks like a time and cannot be one number of weeks."""
    rate: bool = False
    """A span such as "a year" that is a time only beside certain words."""


def compile_times(words: TimeWords) -> CompiledTimes:
    """The time words of the lexicon, ready for use."""
    units = {fold(word): unit for unit, names in words.units.items() for word in names}
    english = english_numeral(words.numbers)
    number = rf"(?:\d{{1,3}}(?:\.\d+)?|{english}|{ZH_NUMERAL})"
    unit = phrase_source(units).replace(WORD_BEGINS, "")
    latin = "|".join(sorted((re.escape(u) for u in units if u.isascii()), key=len, reverse=True))
    words_between = r"\band\b|\bor\b|\bto\b|\bvs\b|和|与|跟|同|及|或|到|至"
    joint = rf"\s*(?:,|、|/|(?<=\d)\s*[-–~]\s*(?=\d)|{words_between})\s*(?:and\s+|or\s+)?"
    edge = rf"(?:(?<![a-z0-9.])(?<!\d,)|(?={ZH_NUMERAL}))"
    return CompiledTimes(
        spans=re.compile(
            rf"{edge}(?P<list>(?:{number}{joint})*?)(?P<number>{number})(?P<half>\s+and\s+a\s+half)?"
            rf"(?:st|nd|rd|th)?[\s-]*(?P<unit>{unit})(?P<half2>\s+and\s+a\s+half)?"
        ),
        labels=re.compile(
            rf"(?<![a-z0-9])(?P<unit>{latin})(?P<gap>[\s{re.escape(_MINUS)}]*)(?P<number>\d{{1,3}}|(?<=\s){english})(?![\d.]*\d|[a-z])"
        ),
        halves=re.compile(rf"(?P<months>{ZH_NUMERAL}|\d{{1,2}})?个半月|(?P<years>{ZH_NUMERAL}|\d{{1,2}})年半"),
        set_times=phrase_pattern(words.set_times),
        set_values={fold(word): weeks for word, weeks in words.set_times.items()},
        units=units,
        number=re.compile(number),
        numbers=words.numbers,
        beside=phrase_pattern(words.only_with),
        not_before=re.compile(rf"(?:{phrase_source(words.not_before)})\s*$"),
        not_after=re.compile(rf"[\s-]*(?:{phrase_source(words.not_after)})"),
        history=phrase_pattern(words.history),
    )


def find_weeks(folded: str, times: CompiledTimes, with_outcome: bool = False) -> int | None:
    """The one time a folded question names, in weeks from 0 to 520; None where it names none or several.

    Ages, times ago, the length of an illness and negative numbers are no times. `with_outcome`: the question names
    an outcome, so that "a year" is a time even without a word such as "after" beside it.
    """
    found = _spans(folded, times)
    kept = [one for one in found if _is_time(one, folded, times, with_outcome)]
    weeks = {one.weeks for one in kept}
    if len(weeks) > 1:
        weeks.discard(0)
    only = weeks.pop() if len(weeks) == 1 else None
    return only if only is not None and 0 <= only <= MAX_WEEKS else None


def weeks_of(number: float, unit: Unit) -> int:
    """A span as weeks: months are 4n up to 3, then 6 = 24, 9 = 36, 12 = 52; years × 52; days like months, or ÷ 7."""
    match unit:
        case "week":
            return round(number)
        case "fortnight":
            return round(2 * number)
        case "month" if number <= 3:
            return round(4 * number)
        case "month":
            return _MONTHS.get(number, round(number * 52 / 12))
        case "year":
            return round(52 * number)
        case "day":
            return _MONTH_DAYS.get(round(number), round(number / 7))


def _spans(folded: str, times: CompiledTimes) -> list[_Found]:
    found: list[_Found] = []
    for match in times.halves.finditer(folded):
        number = read_number(match["months"] or match["years"] or "1", times.numbers)
        weeks = None if number is None else weeks_of(number + 0.5, "year" if match["years"] else "month")
        found.append(_Found(match.start(), match.end(), weeks))
    for match in times.set_times.finditer(folded):
        _add(_Found(match.start(), match.end(), times.set_values[" ".join(match[0].split())]), found)
    for match in times.spans.finditer(folded):
        if not _is_calendar_year(match, times):
            _add(_span(match, folded, times), found)
    for match in times.labels.finditer(folded):
        _add(_label(match, times), found)
    return found


def _is_calendar_year(match: re.Match[str], times: CompiledTimes) -> bool:
    """True for 二零二五年 and 25年: as a span it would be longer than any that is read."""
    if times.units[" ".join(match["unit"].split())] != "year":
        return False
    number = read_number(match["number"], times.numbers)
    return number is None or number > _MAX_YEARS


def _add(one: _Found, found: list[_Found]) -> None:
    if all(one.end <= other.start or one.start >= other.end for other in found):
        found.append(one)


def _span(match: re.Match[str], folded: str, times: CompiledTimes) -> _Found:
    unit = times.units[" ".join(match["unit"].split())]
    number = read_number(match["number"], times.numbers)
    before = folded[: match.start()]
    negative = before[-1:] in tuple(_MINUS) and not before[-2:-1].isalnum()
    if number is None or match["list"] or negative:
        return _Found(match.start(), match.end(), None)
    half = 0.5 if match["half"] or match["half2"] else 0
    rate = not half and (match["number"] in ("a", "an") or (unit == "year" and number == 1))
    return _Found(match.start(), match.end(), weeks_of(number + half, unit), rate)


def _label(match: re.Match[str], times: CompiledTimes) -> _Found:
    number = read_number(match["number"], times.numbers)
    gap = match["gap"]
    negative = gap.strip() != "" and gap[0].isspace()
    weeks = None if number is None or negative else weeks_of(number, times.units[match["unit"]])
    return _Found(match.start(), match.end(), weeks)


def _is_time(one: _Found, folded: str, times: CompiledTimes, with_outcome: bool) -> bool:
    before, after = folded[: one.start], folded[one.end :]
    if times.not_before.search(before) or times.not_after.match(after):
        return False
    starts = [match.end() for match in _CLAUSE_END.finditer(before)]
    stop = _CLAUSE_END.search(after)
    told, follows = before[starts[-1] if starts else 0 :], after[: stop.start() if stop else None]
    if times.history.search(f"{_near(told[::-1])[::-1]} {_near(follows)}"):
        return False
    return not one.rate or with_outcome or _beside(before, after, times)


def _near(text: str) -> str:
    """The beginning of a text, as far as a word of it says something of a time beside it."""
    weight = accumulate(HAN_WEIGHT if is_han(char) else 1 for char in text[:_NEAR])
    return text[: sum(1 for one in weight if one <= _NEAR)]


def _beside(before: str, after: str, times: CompiledTimes) -> bool:
    last = before.rstrip()[-12:]
    return any(m.end() == len(last) for m in times.beside.finditer(last)) or bool(times.beside.match(after.lstrip()))
