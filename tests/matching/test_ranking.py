"""Ranking by examples: on invented subjects, because the matcher knows no content."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.concepts import compile_concepts
from bot.matching.index import OUT_OF_SCOPE, Example, Index, build_index
from bot.matching.rank import rank
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
INDEX = build_index(EXAMPLES)


def best(question: str, index: Index = INDEX) -> str:
    """The label that leads."""
    return rank(question, index)[0].intent


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
    """Candidates cover every label once, best first."""
    candidates = rank("is the library open and what does it cost", INDEX)
    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert sorted(candidate.intent for candidate in candidates) == sorted(INDEX.labels)


def test_the_order_of_examples_does_not_matter() -> None:
    """Learning is deterministic: the same examples in another order rank exactly alike."""
    other = build_index(tuple(reversed(EXAMPLES)))
    assert rank("opening times on sundays", other) == rank("opening times on sundays", INDEX)


def test_a_concept_joins_words_that_look_nothing_alike() -> None:
    """Two words of one concept reach the same label, though no example holds the second."""
    examples = (*EXAMPLES, Example("do you have wifi", "network"), Example("is the wifi free to use", "network"))
    concepts = compile_concepts([Concept(id="network", words=("wifi", "無線網路"))])
    assert best("do you have 無線網路", build_index(examples, concepts)) == "network"


def test_examples_without_any_label_are_refused() -> None:
    """An index of nothing but foreign questions could never answer."""
    with pytest.raises(ValueError, match="at least one example"):
        build_index([Example("hello", None)])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_ranked(question: str) -> None:
    """Whatever is typed, ranking returns every label with a score from 0 to 1."""
    candidates = rank(question, INDEX)
    assert len(candidates) == len(INDEX.labels)
    assert all(0 <= candidate.score <= 1 for candidate in candidates)
