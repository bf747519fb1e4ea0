"""Fuzzy scores: how alike a question and the nearest examples are as texts, by rapidfuzz."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from bot.classifier.arrays import Floats, Ints
from bot.text.normalise import shorten
from bot.text.tokens import is_han, tokens

_LONGEST = 160
"""Code points that are compared, of a longer text both ends: of 33,000 examples 24 are longer, and of a story what is
asked stands first or last."""


def comparable(folded: str) -> str:
    """The text as the fuzzy scorers read it: words, and Chinese cut into overlapping pairs, between spaces.

    Chinese has no spaces: without the pairs every scorer of tokens would see one long token. A long text is shortened.
    """
    cut = tokens(shorten(folded, _LONGEST))
    return " ".join(piece for token in cut for piece in (_pairs(token) if is_han(token) else (token,)))


_SCORERS = (fuzz.ratio, fuzz.token_sort_ratio, fuzz.token_set_ratio)


def fuzzy_scores(text: str, rows: Ints, texts: tuple[str, ...], owners: Ints, classes: int) -> Floats:
    """Best likeness per class, from 0 to 1, over the examples in `rows`; 0 for a class without one."""
    best = np.zeros(classes, dtype=np.float32)
    likeness = alike(text, [texts[row] for row in rows.tolist()])
    # Written from the least alike on, so that the best of each class is what stays.
    order = likeness.argsort()
    best[owners.take(rows.take(order))] = likeness.take(order)
    return best


def alike(text: str, others: Sequence[str]) -> Floats:
    """How alike a text and each of the others are, from 0 to 1, shape (others,).

    The mean of the three scorers: together they are worth more than any of them alone.
    """
    total = np.zeros(len(others), dtype=np.float32)
    for scorer in _SCORERS:
        total += process.cdist([text], others, scorer=scorer, dtype=np.float32)[0]
    return total / np.float32(300)


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[i : i + 2] for i in range(len(run) - 1)) or (run,)
