"""The features that examples hold, numbered and weighted by rarity; texts become sparse vectors of length 1."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.classifier.arrays import Bools, Floats, Ints, Marks, Places, Shorts
from bot.classifier.features import Features

_RARITY = 0.7
"""Exponent of the inverse document frequency: below 1, because rare words of a few short examples are noisy."""


@dataclass(frozen=True)
class Vocabulary:
    """Known features with their weights. A feature's number is its place among the marks."""

    marks: Marks
    """In ascending order."""
    weights: Floats
    """Weight of each feature by its rarity."""
    unseen: float
    """Weight of a feature that no example holds."""

    def places(self, marks: Marks) -> tuple[Places, Bools]:
        """The number of each feature, and whether it has one; the number of one that has none means nothing."""
        if not len(self.marks):
            return np.zeros(len(marks), dtype=np.intp), np.zeros(len(marks), dtype=np.bool_)
        places = self.marks.searchsorted(marks)
        return places, self.marks.take(places, mode="clip") == marks

    def numbers(self, marks: Marks) -> Places:
        """The numbers of those features that have one."""
        places, known = self.places(marks)
        return places[known]


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: the value of feature `numbers[i]` is `values[i]`. Its length is at most 1."""

    numbers: Places
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


def build_vocabulary(examples: Sequence[Features], least: int = 2) -> Vocabulary:
    """Number the features of examples that at least so many hold. One of a single example tells of no other text."""
    marks, held = np.unique_counts(np.concatenate([example.marks for example in examples]))
    count = len(examples)
    weights = {times: _rarity(times, count) for times in set(held.tolist())}
    return Vocabulary(
        marks=marks[held >= least],
        weights=np.array([weights[times] for times in held[held >= least].tolist()], dtype=np.float32),
        unseen=_rarity(0, count),
    )


def vector(found: Features, vocabulary: Vocabulary) -> Vector:
    """TF-IDF of features with counts, on square roots of the counts.

    Unknown features count in the length: a text of unknown words is far from every example. Unknown sounds do not: the
    characters or the word that they belong to do already.
    """
    places, known = vocabulary.places(found.marks)
    unknown = float(found.counts @ ~(known | found.sounds))
    numbers = places[known]
    return weighted(numbers, found.counts[known], unknown, vocabulary)


def weighted(numbers: Places, counts: Floats, unknown: float, vocabulary: Vocabulary) -> Vector:
    """The vector of features that are counted already; `unknown`: how many more have no number."""
    values = np.sqrt(counts) * vocabulary.weights.take(numbers)
    length = math.sqrt(float(values @ values) + unknown * vocabulary.unseen**2) or 1.0
    return Vector(numbers, values / np.float32(length))


def stack(vectors: Sequence[Vector]) -> Rows:
    """Vectors as the rows of one matrix."""
    sizes = [len(one.numbers) for one in vectors]
    return Rows(
        starts=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        numbers=np.concatenate([one.numbers for one in vectors]).astype(np.int32),
        values=np.concatenate([one.values for one in vectors]),
    )


def in_steps(values: Floats) -> tuple[Shorts, float]:
    """Numbers as whole multiples of one step, and the step: as exact as is of use, in half the memory.

    Not half precision: turning that back into numbers takes ten times longer, for every question.
    """
    step = float(np.abs(values).max(initial=0)) / np.iinfo(np.int16).max or 1.0
    return np.rint(values / np.float32(step)).astype(np.int16), step


def _rarity(held: int, count: int) -> float:
    return float((math.log((count + 1) / (held + 1)) + 1) ** _RARITY)
