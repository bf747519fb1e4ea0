"""The weight table, feature by class: multinomial logistic regression over sparse vectors.

Learning looks at every example; asking only adds up the rows of a question's own features, however many examples there
were. Learnt by AdaGrad (Duchi, Hazan and Singer 2011) in small batches with a fixed seed: the cost grows with the
number of examples and no faster, and the same examples give the same table.
"""

from collections.abc import Sequence

import numpy as np

from bot.classifier.arrays import Floats, Ints, Shorts
from bot.classifier.vocabulary import Rows, Vector, in_steps

PASSES = 20
"""Passes over the examples. Accuracy on public intent data is flat from 10 to 60."""
_FEWEST = 4
_MOST_STEPS = 2_000
"""Of very many examples a few passes teach as much: what counts is the number of steps. Our own take fewer."""
_BATCH = 256
_STEP = 1.0
"""First step of each weight, as AdaGrad scales it; the last pass takes a tenth of it."""
_LAST = 0.1
_BIAS_STEP = 0.1
_SEED = 20260101
_TINY = 1e-6


def learn_table(rows: Rows, owners: Ints, features: int, classes: int, passes: int = PASSES) -> Floats:
    """Weights of shape (features + 1, classes); the last row is the bias. `owners` is the class of each row.

    `passes` over the examples are made, or fewer where there are very many.
    """
    weights = np.zeros((features + 1, classes), dtype=np.float32)
    squares = np.full((features, classes), _TINY, dtype=np.float32)
    chance = np.random.default_rng(_SEED)
    passes = min(passes, max(_FEWEST, _MOST_STEPS * _BATCH // rows.count))
    for number in range(passes):
        step = _STEP * (1 - (1 - _LAST) * number / passes)
        order = chance.permutation(rows.count)
        for start in range(0, rows.count, _BATCH):
            batch = np.sort(order[start : start + _BATCH]).astype(np.int32)
            columns, block = _dense(rows, batch)
            _improve(weights, squares, columns, block, owners[batch], step)
    return weights


def table_scores(one: Vector, weights: Shorts, step: float) -> Floats:
    """Logarithm of the probability of each class. The weights are multiples of the step."""
    return log_softmax(_sums(one, weights, step))


def rows_scores(vectors: Sequence[Vector], weights: Floats) -> Floats:
    """The same for many vectors and a table just learnt, shape (vectors, classes)."""
    table, step = in_steps(weights)
    return np.array([table_scores(one, table, step) for one in vectors])


def _sums(one: Vector, weights: Shorts, step: float) -> Floats:
    sums = one.values @ weights.take(one.numbers, axis=0).astype(np.float32) + weights[-1]
    return np.asarray(sums * np.float32(step), dtype=np.float32)


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of probabilities that sum to 1 over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def softmax(scores: Floats) -> Floats:
    """Probabilities that sum to 1 over the last axis."""
    chances = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances /= chances.sum(axis=-1, keepdims=True)
    return np.asarray(chances, dtype=np.float32)


def _improve(  # noqa: PLR0913, PLR0917  two arrays change in place, three say by what, one how far
    weights: Floats, squares: Floats, columns: Ints, block: Floats, owners: Ints, step: float
) -> None:
    """One step downhill on a batch, in place. Only the weights of the batch's own features move."""
    own = weights[columns]
    errors = np.exp(log_softmax(block @ own + weights[-1]))
    errors[np.arange(len(block)), owners] -= 1
    slope = block.T @ errors / np.float32(len(block))
    seen = squares[columns] + slope * slope
    squares[columns] = seen
    weights[columns] = own - np.float32(step) * slope / np.sqrt(seen)
    weights[-1] -= np.float32(step * _BIAS_STEP) * errors.mean(axis=0)


def _dense(rows: Rows, batch: Ints) -> tuple[Ints, Floats]:
    """The features that a batch holds, and the batch as a dense block over them: multiplied faster than sparse."""
    sizes = rows.starts[batch + 1] - rows.starts[batch]
    before = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    places = np.repeat(rows.starts[batch] - before, sizes) + np.arange(sizes.sum())
    columns, inverse = np.unique(rows.numbers[places], return_inverse=True)
    block = np.zeros((len(batch), len(columns)), dtype=np.float32)
    block[np.repeat(np.arange(len(batch)), sizes), inverse] = rows.values[places]
    return columns.astype(np.int32), block
