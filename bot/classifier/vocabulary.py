"""The features that examples hold, numbered and weighted by rarity; texts become sparse vectors of length 1."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.classifier.features import is_sound

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]

_RARITY = 0.7
"""Exponent of the inverse document frequency: below 1, because rare words of a few short examples are noisy."""
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known features with their numbers and weights."""

    numbers: Mapping[str, int]
    weights: Floats
    """Weight of each feature by its rarity."""
    unseen: float
    """Weight of a feature that no example holds."""


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
    held = Counter(name for example in examples for name in example)
    names = sorted(name for name, times in held.items() if times >= least)
    count = len(examples)
    return Vocabulary(
        numbers={name: number for number, name in enumerate(names)},
        weights=np.array([_rarity(held[name], count) for name in names], dtype=np.float32),
        unseen=_rarity(0, count),
    )


def vector(found: Mapping[str, int], vocabulary: Vocabulary) -> Vector:
    """TF-IDF of features with counts, on square roots of the counts.

    Unknown features count in the length: a text of unknown words is far from every example. Unknown sounds do not: the
    characters or the word that they belong to do already.
    """
    get = vocabulary.numbers.get
    numbers = np.array([get(name, _UNKNOWN) for name in found], dtype=np.int32)
    counts = np.array(list(found.values()), dtype=np.float32)
    known = numbers != _UNKNOWN
    strangers = (name for name, one in zip(found, known.tolist(), strict=True) if not one)
    unknown = sum(found[name] for name in strangers if not is_sound(name))
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


def _rarity(held: int, count: int) -> float:
    return float((math.log((count + 1) / (held + 1)) + 1) ** _RARITY)
