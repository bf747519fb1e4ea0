"""Repair of mistyped Latin words against the words of the examples."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.text.tokens import tokens

_SHORTEST = 4
_LONG = 8
_MOST_STARTS = 2048
"""Lists of words that are kept: there are some hundreds of starts and lengths, and nonsense has any number of them."""
_MOST_REPAIRS = 8
"""Unknown words looked up in one question; more are gibberish or another subject, and each look-up costs time."""


@dataclass(frozen=True)
class Spelling:
    """The words that are known."""

    counts: Mapping[str, int]
    """In how many examples each word stands."""

    @cached_property
    def alike(self) -> Callable[[str, int, int], tuple[str, ...]]:
        """The words with this first letter, or these two, and this length or some letters more or fewer.

        The commonest first.
        """
        starts: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in filter(_repairable, self.counts):
            starts[word[:1], len(word)].append(word)
            starts[word[:2], len(word)].append(word)

        @lru_cache(_MOST_STARTS)
        def alike(start: str, length: int, slips: int) -> tuple[str, ...]:
            near = (
                word for size in range(length - slips, length + slips + 1) for word in starts.get((start, size), ())
            )
            return tuple(sorted(near, key=lambda word: (-self.counts[word], word)))

        return alike


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
    fitting: list[tuple[int, int, str]] = []
    for start in (word[0], word[1] + word[0]):
        # Of words as near as each other the first is found, and that is the commonest.
        words = known.alike(start, len(word), slips)
        if near := process.extractOne(word, words, scorer=OSA.distance, score_cutoff=slips):
            fitting.append((int(near[1]), -known.counts[near[0]], near[0]))
    return min(fitting)[2] if fitting else None
