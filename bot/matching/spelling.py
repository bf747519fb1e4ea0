"""Repair of mistyped Latin words against the words of the examples."""

import re
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.text.tokens import tokens

_SHORTEST = 4
_LONG = 8
_MOST_REPAIRS = 8
"""Unknown words looked up in one question; more are gibberish or another subject, and each look-up costs time."""


def repaired(folded: str, known: Mapping[str, int]) -> str:
    """The text with each unknown word replaced by the known word it probably means.

    `known` counts in how many examples a word stands. One slip is allowed, two in a long word, and the first letter
    must be right (or swapped with the second): people rarely miss it, and river is not liver.
    """
    unknown = [word for word in dict.fromkeys(tokens(folded)) if word not in known and _repairable(word)]
    for word in unknown[:_MOST_REPAIRS]:
        nearest = _nearest(word, known)
        if nearest is not None:
            folded = re.sub(rf"(?<![a-z]){word}(?![a-z])", nearest, folded)
    return folded


def _repairable(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha()


def _nearest(word: str, known: Mapping[str, int]) -> str | None:
    slips = 2 if len(word) >= _LONG else 1
    near = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=slips, limit=10)
    fitting = [(distance, -known[other], other) for other, distance, _ in near if _alike(word, other)]
    return min(fitting)[2] if fitting else None


def _alike(word: str, other: str) -> bool:
    return len(other) >= _SHORTEST and (word[0] == other[0] or word[:2] == other[1::-1])
