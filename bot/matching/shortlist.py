"""The examples nearest to a question, found through its rarest features at a bounded cost."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.classifier.arrays import Floats, Ints, Shorts
from bot.classifier.vocabulary import Rows, Vector, in_steps

Numbers = Ints | npt.NDArray[np.uint16]

NEAREST = 16
"""Examples on a shortlist."""
_BUDGET = 4096
"""Entries read for one question, those of rare features first: more examples do not make the reading longer. Few enough
to be numbered in two bytes."""


@dataclass(frozen=True, slots=True)
class Postings:
    """For feature `f`: the examples `rows[starts[f]:starts[f+1]]` hold it with the values beside them."""

    starts: Ints
    sizes: Ints
    """How many examples hold each feature."""
    rows: Numbers
    values: Shorts
    """Up to a common factor."""
    examples: int
    """How many examples there are."""


def build_postings(rows: Rows, features: int) -> Postings:
    """The rows by feature."""
    order = np.argsort(rows.numbers, kind="stable")
    holders: Numbers = np.repeat(np.arange(rows.count, dtype=np.int32), np.diff(rows.starts))
    if rows.count <= np.iinfo(np.uint16).max:
        holders = holders.astype(np.uint16)
    sizes = np.bincount(rows.numbers, minlength=features)
    return Postings(
        starts=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        sizes=sizes.astype(np.int32),
        rows=holders[order],
        values=in_steps(rows.values)[0][order],
        examples=rows.count,
    )


def nearest(one: Vector, postings: Postings) -> Ints:
    """Up to NEAREST examples that share most with a vector, counted over its rarest features; in no certain order."""
    sizes = postings.sizes[one.numbers]
    if not len(sizes):
        return np.zeros(0, dtype=np.int32)
    order = np.argsort(sizes, kind="stable")
    reached = order[: max(1, int(np.searchsorted(np.cumsum(sizes[order]), _BUDGET, side="right")))]
    starts, lengths = postings.starts[one.numbers[reached]], np.minimum(sizes[reached], _BUDGET)
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1]) + np.repeat(starts - (ends - lengths), lengths)
    values = postings.values.take(places) * np.repeat(one.values[reached], lengths)
    found, shared = _summed(postings.rows[places], values, postings.examples)
    if len(found) > NEAREST:
        found = found[np.argpartition(-shared, NEAREST - 1)[:NEAREST]]
    return found


def _summed(rows: Numbers, values: Floats, examples: int) -> tuple[Ints, Floats]:
    """The distinct rows, and the sum of the values of each. Costs what was read, however many rows there are."""
    # Each row is stood for by the last of its entries; nothing is sorted, and what is not read is never written.
    numbers = np.arange(len(rows), dtype=np.uint16)
    last = np.empty(examples, dtype=np.uint16)
    last[rows] = numbers
    stands = last.take(rows)
    sums = np.bincount(stands, weights=values, minlength=len(rows))
    distinct = (stands == numbers).nonzero()[0]
    return rows.take(distinct).astype(np.int32), sums.take(distinct).astype(np.float32)
