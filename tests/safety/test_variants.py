"""Five thousand and more variants of our own cases, made by rule: danger stays found, and calm questions stay calm."""

import random

import pytest

from tests.safety.lexicon import ALARMS, screened
from tests.safety.samples import calm, urgent
from tests.safety.variants import UNCHANGED_VERDICT, variants

DANGEROUS, HARMLESS = 3_500, 2_000
RECALL, TAKE_OVERS = 0.98, 0.02


@pytest.mark.hazard("H01", "H02", "H16")
def test_variants_of_danger_are_found() -> None:
    """Of the variants of dangers and crises at least the goal's share raises the alarm."""
    missed = [pair for pair in variants(urgent(), DANGEROUS) if screened(pair[0]).verdict not in ALARMS]
    assert len(missed) <= (1 - RECALL) * DANGEROUS, missed[:40]


@pytest.mark.hazard("H03")
def test_variants_of_calm_questions_are_not_taken_over() -> None:
    """Of the variants of calm questions at most the goal's share raises an alarm."""
    taken = [pair for pair in variants(calm(), HARMLESS) if screened(pair[0]).verdict in ALARMS]
    assert len(taken) <= TAKE_OVERS * HARMLESS, taken[:40]


def test_the_generator_repeats() -> None:
    """The same seed gives the same variants, so a failure can be looked at."""
    assert list(variants(urgent(), 50)) == list(variants(urgent(), 50))


@pytest.mark.hazard("H01", "H02", "H03")
def test_dress_alone_changes_no_verdict() -> None:
    """Script, width, invisible characters, spaces and capitals leave the verdict as it is, of danger and of calm."""
    chance = random.Random(5)
    sample = chance.sample([*urgent(), *calm()], 500)
    dressed = [(change(text, chance), text) for text in sample for change in UNCHANGED_VERDICT]
    assert [pair for pair in dressed if screened(pair[0]).verdict != screened(pair[1]).verdict] == []
