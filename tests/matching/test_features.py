"""Features: their marks stand for their names, and nothing that was typed stays behind in memory."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.classifier.concepts import NO_CONCEPTS
from bot.classifier.features import Words, features, is_whole, mark, names
from bot.classifier.vocabulary import build_vocabulary, vector
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


@given(st.text(max_size=60))
def test_kept_words_change_nothing(text: str) -> None:
    """A word that was met before is counted as one that was not."""
    folded = fold(text)
    known = Words(features(folded, NO_CONCEPTS).marks)
    plain = features(folded, NO_CONCEPTS)
    for _ in range(2):
        again = features(folded, NO_CONCEPTS, known_words=known)
        assert again.marks.tolist() == plain.marks.tolist()
        assert again.counts.tolist() == plain.counts.tolist()
        assert set(again.wholes.tolist()) == set(plain.wholes.tolist())


def test_a_word_that_no_example_holds_is_not_kept() -> None:
    """It may be a name."""
    known = Words(features("is it safe", NO_CONCEPTS).marks)
    features("is margaret safe", NO_CONCEPTS, known_words=known)
    assert sorted(known.kept) == ["is", "safe"]


def test_a_word_that_shares_a_mark_by_chance_is_not_kept() -> None:
    """Such words can be made up."""
    known = Words(np.array([mark("wmargaret")], dtype=np.uint32))
    assert known.marks("margaret")
    assert not known.kept


def test_a_vocabulary_holds_what_several_examples_hold() -> None:
    """By how many hold it, not how often it stands."""
    texts = ("safe safe", "safe for her", "for him")
    vocabulary = build_vocabulary([features(text, NO_CONCEPTS) for text in texts])
    held = Counter(name for text in texts for name in names(text, NO_CONCEPTS))
    assert vocabulary.marks.tolist() == sorted(mark(name) for name, times in held.items() if times > 1)
    one = vector(features("safe for unheard", NO_CONCEPTS), vocabulary)
    known = vector(features("safe for", NO_CONCEPTS), vocabulary)
    assert (one.values @ one.values) < (known.values @ known.values)
