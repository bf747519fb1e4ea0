"""Fuzzy scores: how alike a question and the nearest examples are as texts, by rapidfuzz."""

from collections.abc import Iterable

import numpy as np
from rapidfuzz import fuzz

from bot.matching.vocabulary import Floats, Ints
from bot.text.tokens import is_han, tokens


def comparable(folded: str) -> str:
    """The text as the fuzzy scorers read it: words, and Chinese cut into overlapping pairs, between spaces.

    Chinese has no spaces: without the pairs every scorer of tokens would see one long token.
    """
    return " ".join(piece for token in tokens(folded) for piece in (_pairs(token) if is_han(token) else (token,)))


def fuzzy_scores(text: str, rows: Iterable[int], texts: tuple[str, ...], owners: Ints, classes: int) -> Floats:
    """Best mean of rapidfuzz ratio, token-sort and token-set per class, from 0 to 1, over the given examples."""
    best = np.zeros(classes, dtype=np.float32)
    for row in rows:
        owner = owners[row]
        best[owner] = max(best[owner], alike(text, texts[row]))
    return best


def alike(text: str, other: str) -> float:
    """The mean of the three scorers, from 0 to 1: together they are worth more than any of them alone."""
    return (fuzz.ratio(text, other) + fuzz.token_sort_ratio(text, other) + fuzz.token_set_ratio(text, other)) / 300


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[i : i + 2] for i in range(len(run) - 1)) or (run,)
