"""Outcome and weeks in the words of many people."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.slot_lexicon import SlotLexicon
from bot.model.turn import Slots
from bot.slots.extract import compile_slots, extract
from bot.text.normalise import fold

FILE = Path(__file__).parents[2] / "content" / "lexicon" / "slots.yaml"
LEXICON = SlotLexicon.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")), strict=False)
SLOTS = compile_slots(LEXICON)


@pytest.mark.parametrize(
    ("question", "weeks"),
    [
        ("at 12 weeks", 12),
        ("week 12", 12),
        ("a 4-week result", 4),
        ("at twenty-four weeks", 24),
        ("serum albumin at 4/52", 4),
        ("at eigth weeks", 8),
        ("wk8", 8),
        ("after a fortnight", 2),
        ("in a quarter", 12),
        ("half a year later", 24),
        ("after one month", 4),
        ("after 2 months", 8),
        ("three months on", 12),
        ("6 months", 24),
        ("nine months", 36),
        ("at twelve months", 52),
        ("after a year", 52),
        ("a year and a half", 78),
        ("2 years later", 104),
        ("after 30 days", 4),
        ("90 days", 12),
        ("180 days", 24),
        ("10 days", 1),
        ("before treatment", 0),
        ("三个月呢", 12),
        ("头俩月", 8),
        ("仨月以后", 12),
        ("二五年那篇，满一个月的时候", 4),
        ("二零二五年那篇，半年後呢", 24),
        ("2025年的分析，12周", 12),
        ("三個月", 12),
        ("第十二週", 12),
        ("滿二十四周", 24),
        ("两周后", 2),
        ("兩個禮拜", 2),
        ("12個星期", 12),
        ("半年的話", 24),
        ("半个月", 2),
        ("一年以后", 52),
        ("一年半之后", 78),
        ("90天", 12),
        ("４周", 4),
        ("治疗前", 0),
        ("ALT三個月後", 12),
        ("W12", 12),
        ("wk 24", 24),
        ("the 12-week mark", 12),
        ("a quarter of a year", 12),
        ("three quarters of a year", 36),
        ("half of a year", 24),
        ("a couple of months in", 8),
        ("two fortnights", 4),
        ("the first three months", 12),
        ("within the first year", 52),
        ("seventy weeks", 70),
        ("a hundred and four weeks", 104),
        ("廿四周", 24),
        ("卅六週", 36),
        ("一百零四周", 104),
        ("三個月內", 12),
        ("半載", 24),
        ("首月", 4),
        ("滿三個月", 12),
        ("survival at one year", 52),
        ("一年存活率", 52),
        ("ten million cells per kilo, at 4 weeks", 4),
    ],
)
def test_times_are_read_as_weeks(question: str, weeks: int) -> None:
    """Digits, words, numerals and set phrases in both languages become weeks by the rule of DESIGN §3."""
    assert extract(fold(question), SLOTS).weeks == weeks


@pytest.mark.parametrize(
    "question",
    [
        "week -4",
        "-4 weeks",
        "521 weeks",
        "20 years later",
        "diagnosed 3 years ago",
        "he is 72 years old",
        "my MELD is 22",
        "how many people die of it a year",
        "every 2 weeks",
        "for the last 6 months she has been ill",
        "are the weight loss injections safe",
        "我爸七十二",
        "肝硬化三年了",
        "三年前确诊",
        "今年58岁",
        "全球一年有多少人死",
        "2025年的那篇",
        "每两周一次",
        "34 weeks pregnant",
        "a 12-week-old baby",
        "2 infusions 4 weeks apart",
        "a quarter of patients",
        "one million cells per kilogram",
        "3 infusions",
        "2010 to 2020",
        "between 4 and 12 weeks",
        "week four to week twelve",
        "a few weeks",
        "十几周",
        "4、12周",
        "下個月",
        "十二月",
        "星期五",
        "懷孕20週",
        "每隔4周",
        "from 4 to 24 weeks",
        "4周和12周",
        "两三个月",
        "",
    ],
)
def test_other_numbers_are_no_times(question: str) -> None:
    """Ages, doses, rates, the length of an illness, negative, huge and several times give no slot."""
    assert extract(fold(question), SLOTS).weeks is None


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("do they live longer", "survival"),
        ("survivel at 8 weeks", "survival"),
        ("係咪命長啲", "survival"),
        ("活多久", "survival"),
        ("the MELD score", "meld"),
        ("albumim levels", "albumin"),
        ("白旦白", "albumin"),
        ("yellow number", "bilirubin"),
        ("黃疸指數", "bilirubin"),
        ("SGPT", "alt"),
        ("GPT降了吗", "alt"),
        ("SGOT", "ast"),
        ("AST呢", "ast"),
        ("GOT滿十二週差幾多", "ast"),
        ("got better at 12 weeks", None),
        ("谷草", "ast"),
        ("liver enzymes", None),
        ("轉氨酶", None),
        ("肝指數", None),
        ("ALT and AST", None),
        ("at last", None),
        ("salt", None),
        ("albumin infusion", None),
        ("aspirate of bone marrow", None),
        ("are you chat GPT", None),
        ("A.L.T.", "alt"),
        ("ASAT", "ast"),
        ("alanine aminotransferase", "alt"),
        ("丙胺酸轉胺酶", "alt"),
        ("天門冬胺酸轉胺酶", "ast"),
        ("did fewer people die", "survival"),
        ("how long do patients live", "survival"),
        ("死的人少了嗎", "survival"),
        ("MELD-Na", "meld"),
        ("末期肝病評分", "meld"),
        ("清蛋白", "albumin"),
        ("belly rubin", "bilirubin"),
        ("谷丙和谷草", None),
        ("transaminases", None),
        ("肝酵素", None),
    ],
)
def test_outcomes_are_read_in_lay_words(question: str, outcome: str | None) -> None:
    """Medical names, lay words, slips and homophones name an outcome; enzymes in general and two at once do not."""
    assert extract(fold(question), SLOTS).outcome == outcome


ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_english(number: int) -> str:
    """A number below 1,000 in words."""
    if number >= 100:
        rest = f" and {in_english(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


def in_chinese(number: int) -> str:
    """A number below 1,000 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    if number >= 100:
        rest = number % 100
        gap = "零" if 0 < rest < 10 else "一" if 10 <= rest < 20 else ""
        return f"{digits[number // 100]}百{gap}{in_chinese(rest) if rest else ''}"
    if number < 10:
        return digits[number]
    tens = "" if number < 20 else digits[number // 10]
    return f"{tens}十{digits[number % 10] if number % 10 else ''}"


WORDINGS = (
    "albumin at {n} weeks",
    "albumin {n} weeks after",
    "albumin {n}wks",
    "albumin wk {n}",
    "albumin at week {n}",
    "W{n} albumin",
    "the {n}-week albumin result",
    "albumin within {n} weeks?",
    "albumin at the {n} week mark",
    "白蛋白第{n}周",
    "白蛋白{n}個星期後",
    "{n}個禮拜嗰陣白蛋白點",
    "白蛋白满{n}周呢",
    "治療{n}週的白蛋白",
)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@given(st.integers(min_value=0, max_value=520), st.sampled_from(WORDINGS), st.booleans())
def test_any_number_of_weeks_in_bounds_is_read(weeks: int, wording: str, wide: bool) -> None:
    """N weeks are N weeks, however they are written."""
    digits = str(weeks).translate(FULL_WIDTH) if wide else str(weeks)
    assert extract(fold(wording.format(n=digits)), SLOTS) == Slots("albumin", weeks)


@given(st.integers(min_value=0, max_value=520))
def test_any_number_of_weeks_in_words_is_read(weeks: int) -> None:
    """Number words, as a telephone that takes dictation writes them, and Chinese numerals."""
    for words in (in_english(weeks), in_english(weeks).replace("-", " ")):
        assert extract(fold(f"albumin at {words} weeks"), SLOTS).weeks == weeks
    assert extract(fold(f"albumin at week {in_english(weeks)}"), SLOTS).weeks == weeks
    assert extract(fold(f"白蛋白{in_chinese(weeks)}周後"), SLOTS).weeks == weeks


@given(st.integers(min_value=521, max_value=999), st.sampled_from(WORDINGS))
def test_a_time_out_of_bounds_is_none(weeks: int, wording: str) -> None:
    """More than ten years is no slot."""
    assert extract(fold(wording.format(n=weeks)), SLOTS).weeks is None


@given(
    st.integers(1, 120), st.sampled_from(("he is {n} years old", "aged {n}", "a {n}-year-old", "我今年{n}岁", "{n}歲"))
)
def test_an_age_is_no_time(age: int, wording: str) -> None:
    """Years of life are not years after treatment."""
    assert extract(fold(wording.format(n=age)), SLOTS).weeks is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(question: str) -> None:
    """Whatever is typed, weeks are absent or within bounds."""
    weeks = extract(fold(question), SLOTS).weeks
    assert weeks is None or 0 <= weeks <= 520
