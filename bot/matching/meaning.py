"""Meaning, where a sentence encoder is at hand: kernel ridge regression over embeddings.

In closed form over landmarks (subset of regressors; Smola and Schölkopf 2000): with up to LANDMARKS examples it is
exact kernel ridge regression, with more the cost still grows only with their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.classifier.arrays import Floats, Ints

Doubles = npt.NDArray[np.float64]

LANDMARKS = 4096
_SHARPNESS = 3.0
"""How fast the kernel falls with distance. Flat between 2 and 4 on public intent data."""
_RIDGE = 0.05
"""Regularisation. Held-out likelihood on public intent data is flat from 0.02 to 0.05 and falls beyond 0.1."""
_STABLE = 1e-3
_BLOCK = 4096


class Encoder(Protocol):
    """A multilingual sentence encoder."""

    name: str
    """Name and version: another encoder needs another learning."""

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Embeddings of length 1, shape (texts, dimensions)."""
        ...


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was learnt from the embeddings of the examples."""

    landmarks: Floats
    """Embeddings of the examples that stand for all, shape (landmarks, dimensions)."""
    coefficients: Floats
    """Shape (landmarks, classes)."""


def meaning_scores(embeddings: Floats, meaning: Meaning) -> Floats:
    """Scores near 1 for the class meant and near 0 for others, shape (embeddings, classes)."""
    return np.asarray(_kernel(embeddings, meaning.landmarks) @ meaning.coefficients, dtype=np.float32)


def learn_meaning(embeddings: Floats, owners: Ints, classes: int, folds: Ints) -> tuple[Meaning, Floats]:
    """What all examples teach, and the scores each would get from the folds it is not in, shape (examples, classes)."""
    landmarks = embeddings[_spread(len(embeddings))]
    numbers = range(int(folds.max()) + 1)
    parts = [_sums(embeddings[folds == fold], owners[folds == fold], landmarks, classes) for fold in numbers]
    between = _RIDGE * _kernel(landmarks, landmarks).astype(np.float64)
    between[np.diag_indices_from(between)] += _STABLE
    square = sum((part[0] for part in parts), start=between)
    target = sum((part[1] for part in parts), start=np.zeros((len(landmarks), classes)))
    scores = np.zeros((len(embeddings), classes), dtype=np.float32)
    for fold in numbers:
        without = np.linalg.solve(square - parts[fold][0], target - parts[fold][1])
        scores[folds == fold] = _kernel(embeddings[folds == fold], landmarks) @ without.astype(np.float32)
    coefficients = np.linalg.solve(square, target).astype(np.float32)
    return Meaning(landmarks, coefficients), scores


def _kernel(first: Floats, second: Floats) -> Floats:
    """Radial kernel of cosines: 1 for equal meanings, near 0 for texts without anything in common."""
    return np.asarray(np.exp(np.float32(_SHARPNESS) * (first @ second.T - 1)), dtype=np.float32)


def _sums(embeddings: Floats, owners: Ints, landmarks: Floats, classes: int) -> tuple[Doubles, Doubles]:
    """Kᵀ K and Kᵀ Y over some examples, block by block, so that memory does not grow with their number."""
    square = np.zeros((len(landmarks), len(landmarks)))
    target = np.zeros((len(landmarks), classes))
    for start in range(0, len(embeddings), _BLOCK):
        block = _kernel(embeddings[start : start + _BLOCK], landmarks)
        wanted = np.zeros((len(block), classes), dtype=np.float32)
        wanted[np.arange(len(block)), owners[start : start + _BLOCK]] = 1
        square += block.T @ block
        target += block.T @ wanted
    return square, target


def _spread(count: int) -> Ints:
    """At most LANDMARKS of the examples, evenly spread over their order, which is by class and then by text."""
    return np.unique(np.linspace(0, count - 1, min(count, LANDMARKS)).astype(np.int32))
