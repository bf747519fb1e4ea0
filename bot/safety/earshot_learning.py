"""Learning of the earshot: which words and pairs of characters speak for something to be heard."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bot.classifier.arrays import Bools, Floats, Ints, Places
from bot.classifier.table import learn_table
from bot.classifier.vocabulary import Vector, stack
from bot.safety.earshot import EVERYTHING, NOTHING, Earshot, words_among
from bot.safety.keys import keys_of

_LEAST = 5
"""Texts that must hold a key."""
_PASSES = 8
"""Passes over the texts."""
LOST = 1 / 5000
"""The share of what the listener hears that may be left aside. Measured on messages from which nothing learns: of
11,500 dangers that it hears two are, and of 100 ordinary questions 79."""


def learn_earshot(texts: Sequence[str], telling: Bools, heard: Bools, folds: Ints) -> tuple[Earshot, Bools]:
    """Learn from prepared texts, some of them `telling` of something. Deterministic; takes seconds.

    `heard`: which of them the listener hears, learnt from other `folds` than theirs. How quiet a text may be follows
    from the quietest of these. Where they are too few to say so, everything is within earshot.

    Returns the earshot, and which texts are within that of the other folds.
    """
    wanted = np.flatnonzero(heard & telling)
    if len(wanted) * LOST < 1:
        return EVERYTHING, np.ones(len(texts), dtype=np.bool_)
    keys = [words_among(keys_of(text)) for text in texts]
    numbers = _numbered(keys)
    vectors = [_vector(one, numbers) for one in keys]
    loudness = np.zeros(len(texts), dtype=np.float32)
    for part in np.unique(folds):
        weights, step, bias = _learnt(vectors, telling, np.flatnonzero(folds != part), len(numbers))
        for row in np.flatnonzero(folds == part):
            one = vectors[row]
            loudness[row] = one.values @ weights[one.numbers] * step + bias
    least = np.sort(loudness[wanted])[int(len(wanted) * LOST)]
    weights, step, bias = _learnt(vectors, telling, np.arange(len(texts)), len(numbers))
    known = dict(zip(numbers, (weights + NOTHING).tolist(), strict=True))
    return Earshot(known, (float(least) - bias) / step), loudness >= least


def _numbered(keys: Iterable[Sequence[str]]) -> Mapping[str, int]:
    """The keys that enough texts hold, in order."""
    held = Counter(key for one in keys for key in one)
    return {key: number for number, key in enumerate(sorted(k for k, count in held.items() if count >= _LEAST))}


def _vector(keys: Sequence[str], numbers: Mapping[str, int]) -> Vector:
    known = np.array(sorted(numbers[key] for key in keys if key in numbers), dtype=np.intp)
    return Vector(known, np.full(len(known), 1 / math.sqrt(len(keys) or 1), dtype=np.float32))


def _learnt(vectors: Sequence[Vector], telling: Bools, rows: Places, size: int) -> tuple[Ints, float, float]:
    """The weight of each key in whole steps of up to 127, the step, and what speaks for it in every text."""
    owners = (~telling[rows]).astype(np.int32)
    table = learn_table(stack([vectors[row] for row in rows]), owners, size, 2, _PASSES)
    weights: Floats = table[:, 0] - table[:, 1]
    step = float(np.abs(weights[:-1]).max(initial=0)) / (NOTHING - 1) or 1.0
    return np.rint(weights[:-1] / step).astype(np.int32), step, float(weights[-1])
