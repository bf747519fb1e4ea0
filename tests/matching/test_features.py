"""Features: their marks stand for their names, and nothing that was typed stays behind in memory."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.classifier.concepts import NO_CONCEPTS
from bot.classifier.features import features, is_whole, mark, names, places_of_wholes
from bot.classifier.seen import Sight
from bot.classifier.vocabulary import Vocabulary, build_vocabulary, vector
from bot.matching.fuzzy import comparable
from bot.text.normalise import fold

TEXTS = (
    "is it safe, is it really safe?",
    "打完干细胞之后能多活几年",
    "b肝 and stem cells 安全吗",
    "a",
    "",
    "ann's albumin",
)


@pytest.mark.parametrize("text", TEXTS)
def test_each_mark_stands_for_a_name(text: str) -> None:
    """What an explanation shows by name is what was counted."""
    found, named = features(text, NO_CONCEPTS), names(text, NO_CONCEPTS)
    assert sorted({mark(name) for name in named}) == found.marks.tolist()
    assert {mark(name) for name in named if is_whole(name)} == set(found.wholes.tolist())
    sounds = {mark(name) for name in named if name[0] == "p"}
    assert set(found.marks[found.sounds].tolist()) == sounds


def test_what_tells_more_counts_more() -> None:
    """A word that stands twice counts twice, and a whole word as much as four of its pieces."""
    found = features("safe safe", NO_CONCEPTS)
    counts = dict(zip(found.marks.tolist(), found.counts.tolist(), strict=True))
    assert (counts[mark("wsafe")], counts[mark("csaf")], counts[mark("bsafe safe")]) == (8, 2, 1)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4), st.text(max_size=60))
def test_a_text_is_seen_as_it_is_learnt_from(examples: list[str], text: str) -> None:
    """Whether its words were met before or not, and whichever of them examples hold."""
    learnt = [features(fold(example), NO_CONCEPTS) for example in (*examples, *examples, text)]
    sight, folded = Sight(build_vocabulary(learnt)), fold(text)
    found = features(folded, NO_CONCEPTS)
    plain = vector(found, sight.vocabulary)
    for _ in range(2):
        seen = sight.see(folded, NO_CONCEPTS)
        assert seen.vector.numbers.tolist() == plain.numbers.tolist()
        assert seen.vector.values.tolist() == plain.values.tolist()
        assert seen.wholes == len(found.wholes)
        assert sorted(seen.known.tolist()) == sorted(sight.vocabulary.numbers(found.wholes).tolist())


def test_a_word_that_no_example_holds_is_not_kept() -> None:
    """It may be a name."""
    sight = Sight(build_vocabulary([features("is it safe", NO_CONCEPTS)] * 2))
    sight.see("is margaret safe", NO_CONCEPTS)
    assert sorted(sight.kept) == ["is", "safe"]


def test_a_word_that_shares_a_mark_by_chance_is_not_kept() -> None:
    """Such words can be made up."""
    marks = np.array([mark("wmargaret")], dtype=np.uint32)
    sight = Sight(Vocabulary(marks, np.ones(1, dtype=np.float32), 1.0))
    assert sight.see("margaret", NO_CONCEPTS).vector.numbers.tolist() == [0]
    assert not sight.kept


def test_a_vocabulary_holds_what_several_examples_hold() -> None:
    """By how many hold it, not how often it stands."""
    texts = ("safe safe", "safe for her", "for him")
    vocabulary = build_vocabulary([features(text, NO_CONCEPTS) for text in texts])
    held = Counter(name for text in texts for name in names(text, NO_CONCEPTS))
    assert vocabulary.marks.tolist() == sorted(mark(name) for name, times in held.items() if times > 1)
    one = vector(features("safe for unheard", NO_CONCEPTS), vocabulary)
    known = vector(features("safe for", NO_CONCEPTS), vocabulary)
    assert (one.values @ one.values) < (known.values @ known.values)


@given(found=st.lists(st.text("wh干细b=p ", min_size=1, max_size=5)))
def test_wholes_are_found_among_names_as_one_by_one(found: list[str]) -> None:
    """In one go, for speed: whole words, and pairs of Chinese characters."""
    assert set(places_of_wholes(found)) == {name for name in found if is_whole(name)}
    assert all(name[0] == "w" or (name[0] == "h" and len(name) == 3) for name in places_of_wholes(found))


def test_of_a_long_text_both_ends_are_compared() -> None:
    """However long it is, comparing it takes no longer."""
    short, long = "is it safe?", "is it safe?" + " and so on" * 60 + " what does it cost"
    assert comparable(short) == "is it safe"
    assert comparable(long).startswith("is it safe") and comparable(long).endswith("what does it cost")
    assert len(comparable(long)) < 200
