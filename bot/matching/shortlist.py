"""The examples nearest to a question, found through its rarest features at a bounded cost."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.classifier.arrays import Floats, Ints, Places, Shorts
from bot.classifier.vocabulary import Rows, Vector, in_steps

Entries = npt.NDArray[np.uint32] | npt.NDArray[np.uint64]
Doubles = npt.NDArray[np.float64]

_BITS = 16
NEAREST = 16
"""Examples on a shortlist."""
_BUDGET = 3072
"""Entries read for one question, those of rare features first: more examples do not make the reading longer. Few enough
to be numbered in two bytes."""


@dataclass(frozen=True, slots=True)
class Postings:
    """For feature `f`: the entries `starts[f]:starts[f+1]` are those of the examples that hold it."""

    starts: Ints
    sizes: Ints
    """How many examples hold each feature."""
    entries: Entries
    """The number of an example, and in the lowest 16 bits its value, up to a common factor: together, because they lie
    scattered, and each piece of memory that is fetched takes as long as a dozen additions."""
    examples: int
    """How many examples there are."""

    @property
    def rows(self) -> Places:
        """The example of each entry."""
        return (self.entries >> _BITS).astype(np.intp)

    @property
    def values(self) -> Shorts:
        """The value of each entry."""
        return self.entries.astype(np.uint16).astype(np.int16)


def build_postings(rows: Rows, features: int) -> Postings:
    """The rows by feature."""
    order = np.argsort(rows.numbers, kind="stable")
    holders = np.repeat(np.arange(rows.count), np.diff(rows.starts))[order]
    values = in_steps(rows.values)[0][order]
    sizes = np.bincount(rows.numbers, minlength=features)
    entries: Entries = holders.astype(np.uint64) << np.uint64(_BITS) | values.astype(np.uint64)
    return Postings(
        starts=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        sizes=sizes.astype(np.int32),
        entries=entries.astype(np.uint32) if rows.count <= 1 << _BITS else entries,
        examples=rows.count,
    )


def nearest(one: Vector, postings: Postings) -> Ints:
    """The NEAREST examples, or fewer, that share most with a vector, counted over its rarest features."""
    sizes = postings.sizes.take(one.numbers)
    if not len(sizes):
        return np.zeros(0, dtype=np.int32)
    order = sizes.argsort(kind="stable")
    lengths = sizes.take(order)
    ends = lengths.cumsum()
    # The rarest feature is read in any case, as far as the budget goes.
    reached = order[: max(1, int(ends.searchsorted(_BUDGET, side="right")))]
    lengths, ends = np.minimum(lengths[: len(reached)], _BUDGET), np.minimum(ends[: len(reached)], _BUDGET)
    places = np.repeat(postings.starts.take(one.numbers.take(reached)) - (ends - lengths), lengths)
    places += np.arange(len(places), dtype=places.dtype)
    entries = postings.entries.take(places)
    values = np.repeat(one.values.take(reached), lengths)
    values *= entries.astype(np.uint16)
    found, shared = _summed((entries >> _BITS).astype(np.intp), values, postings.examples)
    if len(found) > NEAREST:
        # Sorted whole: partitions take twenty times longer on some of these sums, which are often equal.
        found = found[shared >= np.sort(shared)[-NEAREST]][:NEAREST]
    return found.astype(np.int32)


def _summed(rows: Places, values: Floats, examples: int) -> tuple[Places, Doubles]:
    """The distinct rows in order of their last entries, and the sum of the values of each.

    Costs what was read, however many rows there are.
    """
    # Each row is stood for by the last of its entries; nothing is sorted, and what is not read is never written.
    last = np.empty(examples, dtype=np.uint16)
    last[rows] = np.arange(len(rows), dtype=np.uint16)
    sums = np.bincount(last.take(rows), weights=values).astype(np.float64, copy=False)
    distinct = sums.nonzero()[0]
    return rows.take(distinct), sums.take(distinct)
