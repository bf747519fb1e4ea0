"""Why the ranking ranks as it does: what is explained is what was counted."""

import numpy as np
import pytest

from bot.classifier.concepts import NO_CONCEPTS
from bot.matching.explain import as_written, explain
from bot.matching.index import OUT_OF_SCOPE, Example
from bot.matching.learning import learn
from bot.matching.rank import Matcher, rank

EXAMPLES = [
    *(Example(f"When does the {place} open?", "hours") for place in ("shop", "bank", "library", "pool", "market")),
    *(Example(f"How much is a {thing}?", "price") for thing in ("ticket", "card", "coffee", "bike", "lamp")),
    *(Example(f"{place}幾點開門", "hours") for place in ("圖書館", "商店", "銀行")),
    *(Example(text, "way") for text in ("Where is the station?", "Where is the park?", "Where do I find the museum?")),
    *(Example(text, None) for text in ("Will it rain today?", "Who won the game?", "Tell me a joke")),
]


class Letters:
    """A sentence encoder for tests: it counts letters."""

    name = "letters 1"

    def __call__(self, texts):
        """Counts of letters, of length 1."""
        counts = np.array([[text.lower().count(letter) + 0.1 for letter in "abcdefghijklmnop"] for text in texts])
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module", params=[None, Letters()], ids=["light", "semantic"])
def matcher(request):
    """A matcher of a few examples, without and with an encoder."""
    return Matcher(learn(EXAMPLES, encoder=request.param)[0], NO_CONCEPTS, request.param)


@pytest.mark.parametrize("question", ["when does the museum open", "how much is a lamp", "圖書館", "", "zzz"])
def test_the_shares_add_up_to_the_scores(matcher, question):
    """The sums of all candidates, as probabilities, are the scores that the ranking gives."""
    explanation = explain(question, matcher, also=matcher.index.labels)
    assert explanation.candidates == rank(question, matcher)
    sums = np.exp([one.total for one in explanation.explained])
    assert [one.score for one in explanation.explained] == pytest.approx(list(sums / sums.sum()), abs=1e-4)
    ways = ["table", "fuzzy", "strangeness", "meaning"][: 4 if matcher.semantic else 3]
    assert all([share.way for share in one.shares] == ways for one in explanation.explained)


def test_leading_candidates_are_explained_and_those_asked_for(matcher):
    """Three, the opponent "none of ours", and whatever the caller wants to know about; with their places."""
    explanation = explain("how much is a lamp", matcher, also=("way",))
    assert explanation.explained[0].intent == "price"
    assert {"way", OUT_OF_SCOPE} <= {one.intent for one in explanation.explained}
    places = [one.rank for one in explanation.explained]
    assert places == sorted(places)
    assert explain("how much is a lamp", matcher, also=("no such intent",)).explained


def test_features_pull_for_and_against(matcher):
    """What speaks for a price speaks against the opening hours."""
    explained = {one.intent: one for one in explain("how much is a lamp", matcher, ("hours",)).explained}
    assert "word 'much'" in [pull.feature for pull in explained["price"].pulls_for]
    assert all(pull.amount > 0 for one in explained.values() for pull in one.pulls_for)
    assert all(pull.amount < 0 for one in explained.values() for pull in one.pulls_against)
    amounts = [pull.amount for pull in explained["price"].pulls_for]
    assert amounts == sorted(amounts, reverse=True) and len(amounts) <= 6


def test_mistyped_and_unknown_words_are_named(matcher):
    """An editor sees what was read into a word, and which words the examples lack."""
    explanation = explain("when does the librayr sell xylophones", matcher)
    assert ("librayr", "library") in explanation.repaired
    assert "word 'xylophones'" in explanation.unknown
    assert "word 'when'" not in explanation.unknown


def test_the_nearest_example_is_shown_as_it_was_written(matcher):
    """Not folded, not cut into pairs: the editor looks for it in the file."""
    written = as_written(EXAMPLES)
    first = explain("圖書館几点开", matcher, written=written).explained[0]
    assert first.nearest is not None and first.nearest.text == "圖書館幾點開門"
    same = explain("When does the shop open?", matcher, written=written).explained[0]
    assert same.nearest is not None and (same.nearest.text, same.nearest.alike) == ("When does the shop open?", 1)


def test_a_text_of_nothing_known_has_no_nearest_example(matcher):
    """It is explained all the same."""
    assert all(one.nearest is None for one in explain("ሰላም", matcher).explained)
