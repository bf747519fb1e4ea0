"""Shares: what a text is learnt from is what is added up when it is asked, and nothing that was typed stays behind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.classifier.concepts import NO_CONCEPTS
from bot.classifier.features import features
from bot.classifier.shares import ShareTable, read, shared_vector
from bot.classifier.table import log_softmax
from bot.classifier.vocabulary import build_vocabulary, in_steps
from bot.text.normalise import fold

CLASSES = 3


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4), st.text(max_size=60))
def test_a_text_is_asked_as_it_is_learnt_from(examples: list[str], text: str) -> None:
    """Whether its words were met before or not, and whichever of them examples hold."""
    vocabulary = build_vocabulary([features(fold(one), NO_CONCEPTS) for one in (*examples, *examples, text)])
    chance = np.random.default_rng(1)
    weights, step = in_steps(chance.normal(size=(len(vocabulary.weights) + 1, CLASSES)).astype(np.float32))
    table, asked = ShareTable(vocabulary, weights, step), read(fold(text))
    learnt = shared_vector(asked, vocabulary)
    sums = learnt.values @ weights[learnt.numbers].astype(np.float32) + weights[-1]
    wanted = np.exp(log_softmax(sums * np.float32(step)))
    for _ in range(2):
        assert table.chances(asked) == pytest.approx(wanted.tolist(), abs=1e-4)


def test_a_word_counts_once_however_often_it_stands_there() -> None:
    """Who says it three times says no other thing."""
    assert read("no no no").words == ["no"]
    assert read("血血血").others == ["h血", "h血血", "h血血血"]


def test_what_a_text_needs_to_be_heard_is_counted() -> None:
    """Different words, and pairs of Chinese characters."""
    assert read("he is he").wholes == 2
    assert read("吐血了").wholes == 2


def test_a_word_that_no_example_holds_is_not_kept() -> None:
    """It may be a name."""
    vocabulary = build_vocabulary([features("is it safe", NO_CONCEPTS)] * 2)
    weights, step = in_steps(np.ones((len(vocabulary.weights) + 1, CLASSES), dtype=np.float32))
    table = ShareTable(vocabulary, weights, step)
    table.chances(read("is margaret safe"))
    assert set(table.kept) == {"is", "safe"}
