"""What is said around a question for politeness, and what is the question."""

import pytest

from bot.slots.asking import without_courtesies
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
