"""Fuzzy scores: how alike a question and the nearest examples are as texts, by rapidfuzz."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from bot.classifier.arrays import Floats, Ints
from bot.text.tokens import is_han, tokens


def comparable(folded: str) -> str:
    """The text as the fuzzy scorers read it: words, and Chinese cut into overlapping pairs, between spaces.

    Chinese has no spaces: without the pairs every scorer of tokens would see one long token.
    """
    return " ".join(piece for token in tokens(folded) for piece in (_pairs(token) if is_han(token) else (token,)))


_SCORERS = (fuzz.ratio, fuzz.token_sort_ratio, fuzz.token_set_ratio)


def fuzzy_scores(text: str, rows: Ints, texts: tuple[str, ...], owners: Ints, classes: int) -> Floats:
    """Best likeness per class, from 0 to 1, over the examples in `rows`; 0 for a class without one."""
    best = np.zeros(classes, dtype=np.float32)
    np.maximum.at(best, owners[rows], alike(text, [texts[row] for row in rows.tolist()]))
    return best


def alike(text: str, others: Sequence[str]) -> Floats:
    """How alike a text and each of the others are, from 0 to 1, shape (others,).

    The mean of the three scorers: together they are worth more than any of them alone.
    """
    scores = [process.cdist([text], others, scorer=scorer, dtype=np.float32)[0] for scorer in _SCORERS]
    return np.asarray(sum(scores, np.zeros(len(others), dtype=np.float32)) / np.float32(300), dtype=np.float32)


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[i : i + 2] for i in range(len(run) - 1)) or (run,)
