"""Which questions lie near each other: how the ranking takes examples of one for another when they are held out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.classifier.arrays import Floats, Ints
from bot.matching.index import OUT_OF_SCOPE, Index
from bot.matching.learning import Rehearsal

PAIRS = 60
"""Pairs that are listed: the nearest."""
PULLERS = 6
"""Examples shown for a pair and direction."""
NEAR = 0.02
"""Mean chance from which a pair is worth listing."""
COLLIDING = 0.1
"""Share of examples taken for the other question from which two questions collide."""


@dataclass(frozen=True, slots=True)
class Puller:
    """An example that pulls two questions together."""

    text: str
    owner: str
    """The question that it belongs to."""
    chance: float
    """Chance that the ranking gives to the other one when this example was not learnt from."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two questions and how near they lie."""

    one: str
    other: str
    near: float
    """Mean chance of the other question over the examples of each, both ways."""
    taken: float
    """Share of the examples of both that are ranked under the other first."""
    pullers: tuple[Puller, ...]

    @property
    def colliding(self) -> bool:
        """True where too many examples go to the other question."""
        return self.taken >= COLLIDING


def overlap(index: Index, rehearsal: Rehearsal, written: Mapping[str, str]) -> tuple[Pair, ...]:
    """The nearest pairs, the nearest first. `written` gives examples in the words of their editors."""
    chances = rehearsal.light
    ours = [number for number, label in enumerate(index.labels) if label != OUT_OF_SCOPE and ":" not in label]
    means = np.array([chances[rehearsal.owners == number].mean(axis=0) for number in range(len(index.labels))])
    first = chances.argmax(axis=1)
    pairs = [(float(means[a, b] + means[b, a]) / 2, a, b) for place, a in enumerate(ours) for b in ours[place + 1 :]]
    near = sorted((pair for pair in pairs if pair[0] >= NEAR), key=lambda pair: -pair[0])[:PAIRS]
    return tuple(_pair(value, a, b, index, (rehearsal.owners, chances, first), written) for value, a, b in near)


def collisions(pairs: Sequence[Pair]) -> Mapping[str, tuple[str, ...]]:
    """For each question those that it collides with."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        if pair.colliding:
            found[pair.one] = (*found.get(pair.one, ()), pair.other)
            found[pair.other] = (*found.get(pair.other, ()), pair.one)
    return found


def _pair(  # noqa: PLR0913, PLR0917  two classes, and all that is known of the examples
    near: float, a: int, b: int, index: Index, ranked: tuple[Ints, Floats, Ints], written: Mapping[str, str]
) -> Pair:
    owners, chances, first = ranked
    own, others = owners == a, owners == b
    taken = float(((first == b) & own).sum() + ((first == a) & others).sum()) / float(own.sum() + others.sum())
    pullers = []
    for owner, other, rows in ((a, b, np.flatnonzero(own)), (b, a, np.flatnonzero(others))):
        best = rows[np.argsort(-chances[rows, other], kind="stable")][:PULLERS]
        pullers += [
            Puller(written.get(index.texts[row], index.texts[row]), index.labels[owner], float(chances[row, other]))
            for row in best.tolist()
        ]
    return Pair(index.labels[a], index.labels[b], near, taken, tuple(sorted(pullers, key=lambda one: -one.chance)))
