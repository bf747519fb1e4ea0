"""How much each way of scoring counts: weights that make held-out examples most likely."""

import numpy as np

from bot.classifier.arrays import Floats, Ints
from bot.classifier.table import softmax

_STEPS = 50
_PRIOR = 0.01
"""Pull towards weights of 1, worth a hundredth of an example: it keeps the weights finite where all are easy."""
_SMALL = 1e-6


def blend_weights(scores: Floats, owners: Ints) -> tuple[float, ...]:
    """One weight for each way of scoring; none is negative. `scores` has the shape (ways, examples, classes).

    Log-linear pooling, fitted by Newton's method on the likelihood, which is concave: no starting point and no hand
    decides. The scores must come from examples that were held out.
    """
    ways = len(scores)
    weights = np.ones(ways)
    rows = np.arange(len(owners))
    for _ in range(_STEPS):
        chances = softmax(np.tensordot(weights.astype(np.float32), scores, axes=1)).astype(np.float64)
        means = np.einsum("wec,ec->we", scores, chances)
        slope = (scores[:, rows, owners] - means).sum(axis=1) - _PRIOR * (weights - 1)
        centred = scores - means[:, :, None]
        curve = np.einsum("aec,bec,ec->ab", centred, centred, chances, optimize=True)
        change = np.linalg.solve(curve + _PRIOR * np.eye(ways), slope)
        weights = np.maximum(weights + change, 0.0)
        if np.abs(change).max() < _SMALL:
            break
    return tuple(float(weight) for weight in weights)


def blended(scores: Floats, weights: tuple[float, ...]) -> Floats:
    """Probabilities of the classes, from scores of shape (ways, classes) or (ways, examples, classes)."""
    total = np.dot(np.array(weights, dtype=np.float32), scores.reshape(len(weights), -1))
    return softmax(total.reshape(scores.shape[1:]))
