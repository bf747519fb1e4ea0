"""No text makes the screen slow: work grows with the length, counted in attempts and compared, never timed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.clauses import clauses
from bot.safety.notation import Parts, Phrase, compile_phrase
from bot.safety.phrases import offer_of
from bot.safety.writing import LIMIT, bounded, prepare
from tests.safety.lexicon import COMPILED, screened

REPEATS = (
    "a", "aa ", "not ", "no no ", "blood ", "vomiting ", "vomiting not ", "(", '"', "「", "吐", "血", "吐吐", "不", "没有", "没",
    "会不会", "like ", "my dad ", "dad he ", "i ", "a b ", "1", "1.", "1 ", "-", "，", ",x", "tu ", "tuxue", "wo ba ", "\u0301",
    "\u200b", "ﷺ", "😭", "so he dies ", "of the ", "如果",
)  # fmt: skip
UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d+,\}")
REPEATED = re.compile(r"\(\?: \[\^ \]\+\)\{0,\d\}\??|\\d\+\(\?:\\\.\\d\+\)\?|\[1-9\]\\d\+")
"""The only repetitions that the notation builds: bounded gaps of whole words, and numbers."""


def every_phrase() -> list[Phrase]:
    """All phrases of the lexicon."""
    return [phrase for phrase, _ in COMPILED.book.entries]


@pytest.mark.hazard("H12")
def test_no_pattern_holds_an_unbounded_repetition_of_a_choice() -> None:
    """Gaps are bounded and a word is never repeated, so no pattern can try ever more ways."""
    wrong = [p.written for p in every_phrase() if UNBOUNDED.search(REPEATED.sub("", p.pattern.pattern))]
    assert wrong == []


@pytest.mark.hazard("H12")
@pytest.mark.parametrize("piece", REPEATS)
def test_what_is_read_is_bounded(piece: str) -> None:
    """However long a text is, at most so many characters are looked at, in clauses that are no more than these."""
    prepared = prepare(bounded(piece * 20_000), COMPILED.writing)
    assert len(prepared) <= 4 * LIMIT
    frames = COMPILED.frames
    found = clauses(prepared, offer_of(prepared), frames.conjunctions, frames.examples, frames.dates)
    assert sum(map(len, found)) <= 3 * len(prepared)
    assert screened(piece * 2_000).verdict


@pytest.mark.hazard("H12")
@settings(max_examples=100, deadline=None)
@given(pieces=st.lists(st.sampled_from(REPEATS), min_size=1, max_size=3), times=st.integers(1, 700))
def test_any_repetition_is_screened(pieces: list[str], times: int) -> None:
    """Adversarial repeats end like any other text."""
    assert screened("".join(pieces) * times).verdict


def test_the_check_of_patterns_sees_a_bad_one() -> None:
    """A repetition of a choice would be found."""
    assert UNBOUNDED.search(REPEATED.sub("", r"(?:a|aa)+b"))
    assert not UNBOUNDED.search(REPEATED.sub("", compile_phrase("a .. b ... # c", Parts()).pattern.pattern))


@pytest.mark.parametrize("slip", ["?", "(", "[b", "(b..c)"])
def test_a_slip_in_a_long_phrase_is_refused_at_once(slip: str) -> None:
    """An editor's slip must not hold up a server that reads it."""
    with pytest.raises(ValueError, match="notation"):
        compile_phrase("a word " * 400 + slip, Parts())
