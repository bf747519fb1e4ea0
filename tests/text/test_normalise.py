"""Folding: texts that look alike compare equal, and nothing invisible gets through."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalise import clean, fold, shorten


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＭＥＬＤ　１２", "meld 12"),
        ("幹細胞治療", "干细胞治疗"),
        ("Is it SAFE?", "is it safe?"),
        ("sa\u200bfe", "safe"),
        ("don\u2019t", "don't"),
        ("a\t b", "a b"),
        ("\u202esafe\u202c", "safe"),
        ("safe\U000e0041", "safe"),
    ],
)
def test_look_alikes_fold_to_one(one: str, other: str) -> None:
    """Width, script, case, apostrophes, spaces and invisible characters make no difference."""
    assert fold(one) == fold(other)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_clean_text_holds_nothing_invisible(text: str) -> None:
    """No control, format, private or half character is left, but line breaks are."""
    cleaned = clean(text)
    assert all(unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs") for char in cleaned if char != "\n")


def test_line_breaks_stay() -> None:
    """A line break ends a clause, so it is kept, however it was written."""
    assert clean("a\r\nb\rc\u2028d \n e") == "a\nb\nc\nd\ne"


def test_the_ends_of_a_long_text_are_kept() -> None:
    """The first and last half of the limit, with a break between."""
    assert shorten("abcdef", 4) == "ab\nef"
    assert shorten("abcd", 4) == "abcd"
