"""Ranking by examples: on invented subjects, because the matcher knows no content."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.classifier.concepts import NO_CONCEPTS, Concepts, compile_concepts
from bot.classifier.features import features
from bot.classifier.vocabulary import build_vocabulary, stack, vector
from bot.matching.index import OUT_OF_SCOPE, Example
from bot.matching.learning import learn
from bot.matching.meaning import Encoder
from bot.matching.rank import Matcher, rank
from bot.matching.shortlist import _BUDGET, NEAREST, build_postings, nearest
from bot.model.matching_lexicon import Concept

EXAMPLES = (
    Example("when does the library open", "hours"),
    Example("what are the opening hours", "hours"),
    Example("are you open on sunday", "hours"),
    Example("圖書館幾點開門", "hours"),
    Example("星期天開不開", "hours"),
    Example("how much is a membership card", "price"),
    Example("what does it cost to join", "price"),
    Example("is there a fee", "price"),
    Example("辦卡要多少錢", "price"),
    Example("年費是多少", "price"),
    Example("where do I return a book", "returns"),
    Example("can I give a book back at another branch", "returns"),
    Example("書要還到哪裡", "returns"),
    Example("可以在別的分館還書嗎", "returns"),
    Example("who won the football", None),
    Example("will it rain tomorrow", None),
    Example("明天會下雨嗎", None),
)


class StubEncoder:
    """Knows one thing about a text: which of some subjects its words speak of, in whatever language."""

    name = "stub 1"
    subjects = (
        ("open", "hour", "開", "geöffnet"),
        ("card", "cost", "fee", "錢", "費", "kostet"),
        ("book", "書", "buch"),
    )

    def __call__(self, texts):
        """Embeddings of length 1: one direction for each subject, and one for none."""
        rows = np.array(
            [[*(any(w in t for w in words) for words in self.subjects), 0.1] for t in texts], dtype=np.float32
        )
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def matcher_of(examples=EXAMPLES, concepts: Concepts = NO_CONCEPTS, encoder: Encoder | None = None) -> Matcher:
    """A matcher that has learnt from examples."""
    return Matcher(learn(examples, concepts, encoder)[0], concepts, encoder)


MATCHER = matcher_of()


def best(question: str, matcher: Matcher = MATCHER) -> str:
    """The label that leads."""
    return rank(question, matcher)[0].intent


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text)
def test_an_example_finds_its_own_label(example: Example) -> None:
    """What stands in the examples is understood as what it stands for."""
    assert best(example.text) == (example.label or OUT_OF_SCOPE)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("what time do you open?", "hours"),
        ("membrship card price", "price"),
        ("图书馆几点开门", "hours"),
        ("WHERE DO I RETURN MY BOOKS", "returns"),
        ("办卡多少钱", "price"),
        ("ｗｈａｔ　ｄｏｅｓ　ｉｔ　ｃｏｓｔ", "price"),
        ("will it rain on friday", OUT_OF_SCOPE),
        ("树要还到哪里", "returns"),
    ],
)
def test_other_words_scripts_and_slips_reach_the_label(question: str, label: str) -> None:
    """Paraphrases, typos, the other script, full width and homophones are understood."""
    assert best(question) == label


def test_scores_lie_between_zero_and_one_and_fall() -> None:
    """Candidates cover every label once, best first, and are probabilities."""
    candidates = rank("is the library open and what does it cost", MATCHER)
    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1, abs=1e-4)
    assert sorted(candidate.intent for candidate in candidates) == sorted(MATCHER.index.labels)


@pytest.mark.parametrize("encoder", [None, StubEncoder()], ids=["light", "semantic"])
def test_the_order_of_examples_does_not_matter(encoder: Encoder | None) -> None:
    """Learning is deterministic: the same examples, again or in another order, rank exactly alike."""
    once = matcher_of(encoder=encoder)
    for examples in (EXAMPLES, tuple(reversed(EXAMPLES)), (*EXAMPLES, *EXAMPLES[:5])):
        assert rank("opening times on sundays", matcher_of(examples, encoder=encoder)) == rank(
            "opening times on sundays", once
        )


def test_a_concept_joins_words_that_look_nothing_alike() -> None:
    """Two words of one concept reach the same label, though no example holds the second."""
    examples = (*EXAMPLES, Example("do you have wifi", "network"), Example("is the wifi free to use", "network"))
    concepts = compile_concepts([Concept(id="network", words=("wifi", "無線網路"))])
    assert best("do you have 無線網路", matcher_of(examples, concepts)) == "network"


def test_meaning_counts_where_an_encoder_is_at_hand() -> None:
    """A language that no example holds is understood through the encoder, and only through it."""
    semantic = matcher_of(encoder=StubEncoder())
    assert semantic.semantic
    for question, label in (("Was kostet das?", "price"), ("Wann ist geöffnet?", "hours")):
        with_it = next(candidate.score for candidate in rank(question, semantic) if candidate.intent == label)
        without = next(c.score for c in rank(question, replace(semantic, encoder=None)) if c.intent == label)
        assert best(question, semantic) == label
        assert with_it > 2 * without


def test_without_an_encoder_what_was_learnt_with_one_ranks_as_if_there_were_none() -> None:
    """Turned off, the encoder leaves no trace: the light half is the same with and without it."""
    off = replace(matcher_of(encoder=StubEncoder()), encoder=None)
    assert not off.semantic
    for example in EXAMPLES:
        assert rank(example.text, off) == rank(example.text, MATCHER)


def test_an_encoder_that_was_not_learnt_with_is_not_asked() -> None:
    """An index without meaning has no use for embeddings."""
    assert rank("is there a fee", replace(MATCHER, encoder=StubEncoder())) == rank("is there a fee", MATCHER)


def test_examples_without_any_label_are_refused() -> None:
    """An index of nothing but foreign questions could never answer."""
    with pytest.raises(ValueError, match="at least one example"):
        learn([Example("hello", None)])


class Counting(np.ndarray):
    """An array that notes how much of it is taken."""

    taken: list[int]

    def take(self, places, **options):
        """The entries as a plain array."""
        found = np.asarray(self).take(places, **options)
        self.taken.append(found.size)
        return found


@pytest.mark.parametrize("copies", [1, 10, 50])
def test_a_shortlist_reads_no_more_of_more_examples(copies: int) -> None:
    """Whatever the number of examples, the entries read for a question stay within the budget."""
    texts = [f"{example.text} {number}" for example in EXAMPLES * 5 for number in range(copies)]
    found = [features(text, NO_CONCEPTS) for text in texts]
    vocabulary = build_vocabulary(found)
    postings = build_postings(stack([vector(one, vocabulary) for one in found]), len(vocabulary.weights))
    entries = postings.entries.view(Counting)
    entries.taken = []
    for example in EXAMPLES:
        entries.taken.clear()
        near = nearest(vector(features(example.text, NO_CONCEPTS), vocabulary), replace(postings, entries=entries))
        assert 0 < sum(entries.taken) <= _BUDGET
        assert 0 < len(near) <= NEAREST


def test_a_long_text_is_read_to_a_bound() -> None:
    """What stands after 300 code points changes nothing, so it costs nothing."""
    question = "圖書館幾點開門" * 60
    assert rank(question[:300], MATCHER) == rank(question + "年費是多少" * 10_000, MATCHER)


@pytest.mark.parametrize("question", ["", " ", "?!", "\u200b", "zzzz qqqq"])
def test_a_text_that_says_nothing_is_ranked_too(question: str) -> None:
    """Without any known feature there are still probabilities, and no warning of numpy's."""
    assert all(0 <= candidate.score <= 1 for candidate in rank(question, MATCHER))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_ranked(question: str) -> None:
    """Whatever is typed, ranking returns every label with a score from 0 to 1."""
    candidates = rank(question, MATCHER)
    assert len(candidates) == len(MATCHER.index.labels)
    assert all(0 <= candidate.score <= 1 for candidate in candidates)
