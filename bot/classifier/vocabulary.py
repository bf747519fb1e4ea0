"""The features that examples hold, numbered and weighted by rarity; texts become sparse vectors of length 1."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.classifier.features import is_sound

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]
Marks = npt.NDArray[np.uint32]

_RARITY = 0.7
"""Exponent of the inverse document frequency: below 1, because rare words of a few short examples are noisy."""
UNKNOWN = -1
"""In the place of a number: no example holds the feature."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known features with their weights. A feature's number is its place among the marks.

    A mark of four bytes stands for its name: a fiftieth of the memory. Of some 80,000 names one pair shares a mark by
    chance, and one unknown name of 50,000 is taken for a known one; a text has a hundred features, so neither is felt.
    """

    marks: Marks
    """In ascending order."""
    weights: Floats
    """Weight of each feature by its rarity."""
    unseen: float
    """Weight of a feature that no example holds."""

    def numbers(self, names: Collection[str]) -> Ints:
        """The number of each feature, UNKNOWN where it has none."""
        wanted = _marks(names)
        if not len(self.marks):
            return np.full(len(wanted), UNKNOWN, dtype=np.int32)
        places = np.minimum(self.marks.searchsorted(wanted), len(self.marks) - 1)
        return np.where(self.marks[places] == wanted, places, UNKNOWN).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: the value of feature `numbers[i]` is `values[i]`. Its length is at most 1."""

    numbers: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse vectors one after another: row `r` is `starts[r]:starts[r+1]` of the numbers and values."""

    starts: Ints
    numbers: Ints
    values: Floats

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.starts) - 1


def build_vocabulary(examples: Sequence[Counter[str]], least: int = 2) -> Vocabulary:
    """Number the features of examples that at least so many hold. One of a single example tells of no other text."""
    held = Counter(mark for example in examples for mark in set(_marks(example).tolist()))
    marks = sorted(mark for mark, times in held.items() if times >= least)
    count = len(examples)
    return Vocabulary(
        marks=np.array(marks, dtype=np.uint32),
        weights=np.array([_rarity(held[mark], count) for mark in marks], dtype=np.float32),
        unseen=_rarity(0, count),
    )


def vector(found: Mapping[str, int], vocabulary: Vocabulary) -> Vector:
    """TF-IDF of features with counts, on square roots of the counts.

    Unknown features count in the length: a text of unknown words is far from every example. Unknown sounds do not: the
    characters or the word that they belong to do already.
    """
    numbers = vocabulary.numbers(found)
    counts = np.fromiter(found.values(), np.float32, len(found))
    known = numbers != UNKNOWN
    strangers = compress(found.items(), (~known).tolist())
    unknown = sum(count for name, count in strangers if not is_sound(name))
    places = numbers[known]
    values = np.sqrt(counts[known]) * vocabulary.weights[places]
    length = math.sqrt(float(values @ values) + unknown * vocabulary.unseen**2) or 1.0
    return Vector(places, values / np.float32(length))


def stack(vectors: Sequence[Vector]) -> Rows:
    """Vectors as the rows of one matrix."""
    sizes = [len(one.numbers) for one in vectors]
    return Rows(
        starts=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        numbers=np.concatenate([one.numbers for one in vectors]),
        values=np.concatenate([one.values for one in vectors]),
    )


def in_steps(values: Floats) -> tuple[Shorts, float]:
    """Numbers as whole multiples of one step, and the step: as exact as is of use, in half the memory.

    Not half precision: turning that back into numbers takes ten times longer, for every question.
    """
    step = float(np.abs(values).max(initial=0)) / np.iinfo(np.int16).max or 1.0
    return np.rint(values / np.float32(step)).astype(np.int16), step


def _marks(names: Collection[str]) -> Marks:
    return np.fromiter(map(crc32, map(str.encode, names)), np.uint32, len(names))


def _rarity(held: int, count: int) -> float:
    return float((math.log((count + 1) / (held + 1)) + 1) ** _RARITY)
