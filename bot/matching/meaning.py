"""Meaning, where a sentence encoder is at hand: kernel ridge regression over embeddings.

In closed form over landmarks (subset of regressors; Smola and Schölkopf 2000): with up to LANDMARKS examples it is
exact kernel ridge regression, with more the cost still grows only with their number. Many landmarks are told apart by
fewer dimensions (principal components): a question reads the same amount of memory, and more examples count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.classifier.arrays import Floats, Ints

Doubles = npt.NDArray[np.float64]

LANDMARKS = 6144
_NUMBERS = 192 * LANDMARKS
"""Numbers of the landmarks that a question is compared with, at most. On our own examples, held out, more landmarks of
fewer dimensions are right more often: 4,096 of 512 at 86.5 %, of 256 at 86.5 %, 6,144 of 192 at 87.2 %."""
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

    axes: Floats
    """The directions in which the examples differ most, shape (dimensions of the encoder, dimensions)."""
    landmarks: Floats
    """Embeddings of the examples that stand for all, along the axes, shape (landmarks, dimensions)."""
    coefficients: Floats
    """Shape (landmarks, classes)."""


def meaning_scores(embeddings: Floats, meaning: Meaning) -> Floats:
    """Scores near 1 for the class meant and near 0 for others, shape (embeddings, classes)."""
    seen = _kernel(along(embeddings, meaning.axes), meaning.landmarks)
    return np.asarray(seen @ meaning.coefficients, dtype=np.float32)


def learn_meaning(embeddings: Floats, owners: Ints, classes: int, folds: Ints) -> tuple[Meaning, Floats]:
    """What all examples teach, and the scores each would get from the folds it is not in, shape (examples, classes)."""
    chosen = _spread(len(embeddings))
    axes = _axes(embeddings, _NUMBERS // len(chosen))
    seen = along(embeddings, axes)
    landmarks = seen[chosen]
    square, target = _sums(seen, owners, landmarks, classes)
    between = _kernel(landmarks, landmarks)
    between *= _RIDGE
    square += between
    square[np.diag_indices_from(square)] += _STABLE
    scores = np.zeros((len(seen), classes), dtype=np.float32)
    # What a fold adds is worked out anew: to keep the sums of all folds would take a gigabyte.
    for fold in range(int(folds.max()) + 1):
        held = folds == fold
        own_square, own_target = _sums(seen[held], owners[held], landmarks, classes)
        without = np.linalg.solve(square - own_square, target - own_target)
        scores[held] = _kernel(seen[held], landmarks) @ without.astype(np.float32)
    return Meaning(axes, landmarks, np.linalg.solve(square, target).astype(np.float32)), scores


def along(embeddings: Floats, axes: Floats) -> Floats:
    """Embeddings along the axes, again of length 1."""
    seen = embeddings @ axes
    return np.asarray(seen / np.linalg.norm(seen, axis=1, keepdims=True), dtype=np.float32)


def _axes(embeddings: Floats, most: int) -> Floats:
    """The principal directions of the embeddings, at most so many; all of them as they are where they are no more."""
    dimensions = embeddings.shape[1]
    if dimensions <= most:
        return np.eye(dimensions, dtype=np.float32)
    directions = np.linalg.eigh((embeddings.T @ embeddings).astype(np.float64))[1]
    return np.ascontiguousarray(directions[:, ::-1][:, :most], dtype=np.float32)


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
