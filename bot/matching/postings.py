"""A sparse matrix of examples by features, kept by feature, and its products. Rows have length 1."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

SHORTLIST = 20
"""Rows that count as the nearest."""
_RARITY = 0.7
"""Exponent of the inverse document frequency: below 1, because rare words of a few short examples are noisy."""
_COMMON = 64
"""Features in more rows than this are multiplied as a dense block, the others pair by pair."""
_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Postings:
    """For feature `f`: rows `rows[starts[f]:starts[f+1]]` hold it with the values beside them."""

    features: Mapping[str, int]
    weights: Floats
    """Weight of each feature by its rarity."""
    unseen: float
    """Weight of a feature that no example holds."""
    starts: Ints
    rows: Ints
    values: Floats
    count: int
    """Number of rows."""


def build_postings(examples: Sequence[Counter[str]]) -> Postings:
    """TF-IDF of the examples: square root of counts, softened inverse document frequency, rows of length 1."""
    held = Counter(name for example in examples for name in example)
    names = {name: number for number, name in enumerate(sorted(held))}
    count = len(examples)
    rarity = {name: _weight(held[name], count) for name in names}
    columns: list[list[tuple[int, float]]] = [[] for _ in names]
    for row, example in enumerate(examples):
        values = {name: math.sqrt(times) * rarity[name] for name, times in example.items()}
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        for name, value in values.items():
            columns[names[name]].append((row, value / length))
    sizes = [len(column) for column in columns]
    return Postings(
        features=names,
        weights=np.array([rarity[name] for name in names], dtype=np.float32),
        unseen=_weight(0, count),
        starts=np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int32),
        rows=np.array([row for column in columns for row, _ in column], dtype=np.int32),
        values=np.array([value for column in columns for _, value in column], dtype=np.float32),
        count=count,
    )


def similarities(question: Mapping[str, float], postings: Postings) -> Floats:
    """Cosine of a question (features with counts) to each row. Features no example holds count in its length."""
    parts: list[slice] = []
    weights: list[float] = []
    square = 0.0
    for name, times in question.items():
        number = postings.features.get(name)
        weight = math.sqrt(times) * (postings.unseen if number is None else float(postings.weights[number]))
        square += weight * weight
        if number is not None:
            parts.append(slice(postings.starts[number], postings.starts[number + 1]))
            weights.append(weight)
    if not parts:
        return np.zeros(postings.count, dtype=np.float32)
    sizes = [part.stop - part.start for part in parts]
    rows = np.concatenate([postings.rows[part] for part in parts])
    values = np.concatenate([postings.values[part] for part in parts]) * np.repeat(weights, sizes)
    total = np.bincount(rows, weights=values, minlength=postings.count)
    return np.asarray(total / math.sqrt(square), dtype=np.float32)


def nearest(cosines: Floats) -> Ints:
    """Rows of the highest cosines above 0, at most SHORTLIST of them, in no particular order."""
    size = min(SHORTLIST, len(cosines))
    rows = np.argpartition(-cosines, size - 1)[:size]
    return np.asarray(rows[cosines[rows] > 0], dtype=np.int32)


def gram(postings: Postings) -> Floats:
    """Cosines of all rows with each other, shape (rows, rows)."""
    product = np.zeros((postings.count, postings.count), dtype=np.float32)
    sizes = np.diff(postings.starts)
    for number in np.flatnonzero(sizes <= _COMMON):
        part = slice(postings.starts[number], postings.starts[number + 1])
        rows, values = postings.rows[part], postings.values[part]
        product[np.ix_(rows, rows)] += np.outer(values, values)
    common = np.flatnonzero(sizes > _COMMON)
    for start in range(0, len(common), _BLOCK):
        block = np.zeros((postings.count, _BLOCK), dtype=np.float32)
        for column, number in enumerate(common[start : start + _BLOCK]):
            part = slice(postings.starts[number], postings.starts[number + 1])
            block[postings.rows[part], column] = postings.values[part]
        product += block @ block.T
    return product


def _weight(held: int, count: int) -> float:
    return float((math.log((count + 1) / (held + 1)) + 1) ** _RARITY)
