"""Outcome and weeks in the words of many people."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.slot_lexicon import SlotLexicon
from bot.slots.extract import compile_slots, extract

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
    ],
)
def test_times_are_read_as_weeks(question: str, weeks: int) -> None:
    """Digits, words, numerals and set phrases in both languages become weeks by the rule of DESIGN §3."""
    assert extract(question, SLOTS).weeks == weeks


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
        "from 4 to 24 weeks",
        "4周和12周",
        "两三个月",
        "",
    ],
)
def test_other_numbers_are_no_times(question: str) -> None:
    """Ages, doses, rates, the length of an illness, negative, huge and several times give no slot."""
    assert extract(question, SLOTS).weeks is None


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
        ("谷草", "ast"),
        ("liver enzymes", None),
        ("轉氨酶", None),
        ("肝指數", None),
        ("ALT and AST", None),
        ("at last", None),
        ("salt", None),
        ("albumin infusion", None),
    ],
)
def test_outcomes_are_read_in_lay_words(question: str, outcome: str | None) -> None:
    """Medical names, lay words, slips and homophones name an outcome; enzymes in general and two at once do not."""
    assert extract(question, SLOTS).outcome == outcome


@given(st.integers(min_value=0, max_value=520))
def test_any_number_of_weeks_in_bounds_is_read(weeks: int) -> None:
    """N weeks are N weeks, in English and Chinese."""
    assert extract(f"albumin at {weeks} weeks", SLOTS).weeks == weeks
    assert extract(f"白蛋白第{weeks}周", SLOTS).weeks == weeks


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(question: str) -> None:
    """Whatever is typed, weeks are absent or within bounds."""
    weeks = extract(question, SLOTS).weeks
    assert weeks is None or 0 <= weeks <= 520
