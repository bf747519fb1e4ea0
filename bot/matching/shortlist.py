"""The examples nearest to a question, found through its rarest features at a bounded cost."""

from dataclasses import dataclass

import numpy as np

from bot.matching.vocabulary import Floats, Ints, Rows, Vector

NEAREST = 24
"""Examples on a shortlist."""
_BUDGET = 4096
"""Entries read for one question. Rare features come first, so more examples make a list rarer, not the reading longer."""


@dataclass(frozen=True, slots=True)
class Postings:
    """For feature `f`: the examples `rows[starts[f]:starts[f+1]]` hold it with the values beside them."""

    starts: Ints
    rows: Ints
    values: Floats
    count: int
    """Number of examples."""


def build_postings(rows: Rows, features: int) -> Postings:
    """The rows by feature."""
    order = np.argsort(rows.numbers, kind="stable")
    holders = np.repeat(np.arange(rows.count, dtype=np.int32), np.diff(rows.starts))
    sizes = np.bincount(rows.numbers, minlength=features)
    return Postings(
        starts=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        rows=holders[order],
        values=rows.values[order],
        count=rows.count,
    )


def nearest(one: Vector, postings: Postings) -> Ints:
    """Up to NEAREST examples that share most with a vector, counted over its rarest features; in no certain order."""
    sizes = postings.starts[one.numbers + 1] - postings.starts[one.numbers]
    order = np.argsort(sizes, kind="stable")
    reached = order[: max(1, int(np.searchsorted(np.cumsum(sizes[order]), _BUDGET, side="right")))]
    if not len(reached) or not len(one.numbers):
        return np.zeros(0, dtype=np.int32)
    parts = [slice(postings.starts[n], postings.starts[n] + min(s, _BUDGET)) for n, s in _pairs(one, sizes, reached)]
    rows = np.concatenate([postings.rows[part] for part in parts])
    lengths = [part.stop - part.start for part in parts]
    values = np.concatenate([postings.values[part] for part in parts]) * np.repeat(one.values[reached], lengths)
    found, places = np.unique(rows, return_inverse=True)
    shared = np.bincount(places, weights=values)
    if len(found) > NEAREST:
        found = found[np.argpartition(-shared, NEAREST - 1)[:NEAREST]]
    return np.asarray(found, dtype=np.int32)


def _pairs(one: Vector, sizes: Ints, reached: Ints) -> list[tuple[int, int]]:
    return [(int(one.numbers[place]), int(sizes[place])) for place in reached]
