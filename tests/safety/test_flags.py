"""Every danger sign, by itself and beside every question that Hepatica knows."""

import random
from collections.abc import Iterator
from itertools import product

import pytest

from bot.model.knowledge import LOCALES, Knowledge
from bot.rendering.plain import spans_text
from tests.safety.lexicon import ALARMS, LEXICON, screened
from tests.safety.samples import alarming, flags

EVERYDAY = 1_500
"""Pairs tried in the everyday suite; `make soak` tries all."""


def beside(knowledge: Knowledge) -> Iterator[str]:
    """Every alarming sentence as a clause before and after every canonical question of every language."""
    questions = [
        spans_text(answer.question, locale)
        for locale in LOCALES
        for answer in knowledge.locales[locale].answers.values()
    ]
    for danger, question in product(alarming(), questions):
        yield from (f"{danger}. {question}", f"{question} {danger}", f"{question}\n{danger}", f"{danger}，{question}")


@pytest.mark.hazard("H01", "H02")
@pytest.mark.parametrize("flag", flags(), ids=lambda flag: flag["q"])
def test_every_sign_is_recognised_by_its_own_name(flag: dict[str, str]) -> None:
    """A plain sentence raises the sign that it names, at the level the sign has."""
    screening = screened(flag["q"])
    level = next(sign.level for sign in LEXICON.redflags.signs if sign.id == flag["sign"])
    assert flag["sign"] in screening.flags, screening.trace
    assert screening.verdict in (level, "emergency"), screening.trace


def test_every_sign_has_sentences_in_both_languages() -> None:
    """A sign that is added to the lexicon is added to these proofs too."""
    named = {(flag["sign"], flag["q"].isascii()) for flag in flags()}
    assert named == set(product((sign.id for sign in LEXICON.redflags.signs), (True, False)))


@pytest.mark.hazard("H01", "H02")
def test_a_question_beside_a_danger_takes_nothing_back(knowledge: Knowledge) -> None:
    """A sample of all pairs: the danger counts, before the question or after it."""
    sample = random.Random(7).sample(list(beside(knowledge)), EVERYDAY)
    assert [text for text in sample if screened(text).verdict not in ALARMS] == []


@pytest.mark.soak
@pytest.mark.hazard("H01", "H02")
def test_no_question_beside_any_danger_takes_anything_back(knowledge: Knowledge) -> None:
    """All pairs of a danger and a canonical question, in both orders."""
    assert [text for text in beside(knowledge) if screened(text).verdict not in ALARMS] == []
