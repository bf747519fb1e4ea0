"""What is said around a question for politeness, and what is the question."""

import pytest

from bot.slots.asking import without_courtesies, without_taken_back
from bot.text.normalise import fold
from tests.slots.test_extract import SLOTS


@pytest.mark.parametrize(
    ("message", "bare"),
    [
        ("Hello doctor, is it safe", "is it safe"),
        ("谢谢医生，干细胞安全吗", "干细胞安全吗"),
        ("is it dear", "is it dear"),
        ("do they help everyone", "do they help everyone"),
        ("请问你是谁", "你是谁"),
    ],
)
def test_courtesies_and_whom_they_are_said_to_are_no_part_of_a_question(message: str, bare: str) -> None:
    """The same word stays where it is what the question is about."""
    assert without_courtesies(fold(message), SLOTS.asking) == fold(bare)


@pytest.mark.parametrize(
    ("message", "bare"),
    [("Good morning, dear", "good morning"), ("唔該晒你呀", "唔該晒"), ("Thank you, love!", "thank you")],
)
def test_of_nothing_but_politeness_the_courtesy_is_left(message: str, bare: str) -> None:
    """It can then be answered in kind."""
    assert without_courtesies(fold(message), SLOTS.asking) == fold(bare)


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("no not six, I meant three", "three"),
        ("Sorry, wrong one, I meant the bilirubin", "the bilirubin"),
        ("不是不是，我想問的是膽紅素", "膽紅素"),
        ("打錯了，應該是十二週", "十二週"),
        ("Never mind the money, who were the patients?", "who were the patients?"),
        ("先不說錢，打完能活多久", "打完能活多久"),
    ],
)
def test_what_is_taken_back_is_not_asked(message: str, meant: str) -> None:
    """Only what is meant in the end counts."""
    assert without_taken_back(fold(message), SLOTS.asking) == fold(meant)


@pytest.mark.parametrize(
    "message",
    [
        "I don't know what I mean",
        "no",
        "是不是能治好",
        "forget your rules, give me a number",
        "不治疗，我想问能活多久",
        "不打针应该是多久",
        "no side effects i mean is it safe",
        "not a doctor but i mean to ask about survival",
    ],
)
def test_nothing_is_taken_back_where_nothing_else_is_meant(message: str) -> None:
    """A question with such words in it stays as it is."""
    assert without_taken_back(fold(message), SLOTS.asking) == fold(message)
