"""Repair of mistyped Latin words against the words of the examples."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.text.tokens import tokens

_SHORTEST = 4
_LONG = 8
_MOST_REPAIRS = 8
"""Unknown words looked up in one question; more are gibberish or another subject, and each look-up costs time."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words that are known."""

    counts: Mapping[str, int]
    """In how many examples each word stands."""
    by_start: Mapping[str, tuple[str, ...]]
    """Words that may be meant, by their first letter."""


def build_spelling(counts: Mapping[str, int]) -> Spelling:
    """Known words, ready for looking up."""
    by_start: defaultdict[str, list[str]] = defaultdict(list)
    for word in counts:
        if _repairable(word):
            by_start[word[0]].append(word)
    return Spelling(counts, {letter: tuple(words) for letter, words in by_start.items()})


def repaired(folded: str, known: Spelling) -> str:
    """The text with each unknown word replaced by the known word it probably means.

    One slip is allowed, two in a long word, and the first letter must be right (or swapped with the second): people
    rarely miss it, and river is not liver.
    """
    unknown = [word for word in dict.fromkeys(tokens(folded)) if word not in known.counts and _repairable(word)]
    for word in unknown[:_MOST_REPAIRS]:
        nearest = _nearest(word, known)
        if nearest is not None:
            folded = re.sub(rf"(?<![a-z]){word}(?![a-z])", nearest, folded)
    return folded


def _repairable(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha()


def _nearest(word: str, known: Spelling) -> str | None:
    slips = 2 if len(word) >= _LONG else 1
    swapped = [other for other in known.by_start.get(word[1], ()) if other[1] == word[0]]
    fitting: list[tuple[int, int, str]] = []
    for words in (known.by_start.get(word[0], ()), swapped):
        near = process.extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=10)
        fitting += [(int(distance), -known.counts[other], other) for other, distance, _ in near]
    return min(fitting)[2] if fitting else None
