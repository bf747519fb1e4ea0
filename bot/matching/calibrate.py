"""Thresholds from the examples themselves, by cross-validation. No test case is read."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from bot.classifier.arrays import Bools, Floats, Ints
from bot.matching.decide import OFFERS, Thresholds
from bot.matching.index import OUT_OF_SCOPE, Index

_SURE = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98)
_LEADS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
_OFFERED, _WRONG, _NOTHING, _FOREIGN_ANSWERED, _FOREIGN_ASKED = 0.3, -0.4, 0.0, -2.5, -0.2
"""What a result is worth beside 1 for the right answer: the right one among those offered, a wrong answer, a fallback
for a fair question, an answer to a foreign one, a clarification for a foreign one. These state how bad each mistake is
for a reader; they are a policy, not a fit."""
_ALIKE = 0.001
"""Thresholds whose worth is within this of the best are as good as far as held-out examples can tell: a few examples
more or less change which of them leads."""
_FOREIGN_SHARE = 0.2
"""Part of all messages that is taken to be foreign."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How examples were ranked that had not been learnt from."""

    foreign: Bools
    right: Bools
    """The best intent is the example's own."""
    offered: Bools
    """The example's own intent is among those a clarification would offer."""
    confidence: Floats
    margin: Floats
    weight: Floats
    """Foreign examples together weigh `_FOREIGN_SHARE`, however many there are of each."""

    @property
    def accuracy(self) -> float:
        """Share of the examples of ours whose best intent is their own."""
        return float(self.right[~self.foreign].mean())

    @property
    def accuracy_at_3(self) -> float:
        """Share of the examples of ours whose own intent is among the best three."""
        return float(self.offered[~self.foreign].mean())


def calibrate(held: HeldOut) -> Thresholds:
    """The thresholds that serve readers best on held-out examples; of those that do as well the most cautious.

    Without out-of-scope examples, wrong answers alone push the thresholds up.
    """
    grid = [Thresholds(*values) for values in product(_SURE, _LEADS, (0.0, *_SURE)) if values[2] <= values[0]]
    worth = {one: _value(held, one) for one in grid}
    enough = max(worth.values()) - _ALIKE
    as_good = (one for one in grid if worth[one] >= enough)
    return max(as_good, key=lambda one: (one.answer + one.margin, one.answer, worth[one], one.clarify))


def held_out(index: Index, owners: Ints, chances: Floats) -> HeldOut:
    """What a rehearsal says about each example; `chances` are probabilities, shape (examples, classes)."""
    ours = len(index.labels) - (index.labels[-1] == OUT_OF_SCOPE)
    foreign = owners >= ours
    ranked = np.argsort(-chances[:, :ours], axis=1, kind="stable")
    top = np.take_along_axis(chances[:, :ours], ranked[:, :2], axis=1)
    best, second = top[:, 0], top[:, 1] if ours > 1 else np.zeros(len(top), dtype=np.float32)
    against = chances[:, ours] if ours < len(index.labels) else np.zeros(len(top), dtype=np.float32)
    share = np.where(foreign, foreign.sum() / _FOREIGN_SHARE, (~foreign).sum() / (1 - _FOREIGN_SHARE))
    return HeldOut(
        foreign=foreign,
        right=ranked[:, 0] == owners,
        offered=(ranked[:, :OFFERS] == owners[:, None]).any(axis=1),
        confidence=np.where(against > 0, best / (best + against), best),
        margin=(best - second) / (best + second),
        weight=(1 / share).astype(np.float32),
    )


def _value(held: HeldOut, thresholds: Thresholds) -> float:
    answered = (held.confidence >= thresholds.answer) & (held.margin >= thresholds.margin)
    asked = ~answered & (held.confidence >= thresholds.clarify)
    ours = np.where(answered, np.where(held.right, 1.0, _WRONG), np.where(asked & held.offered, _OFFERED, _NOTHING))
    foreign = np.where(answered, _FOREIGN_ANSWERED, np.where(asked, _FOREIGN_ASKED, 0.0))
    return round(float((np.where(held.foreign, foreign, ours) * held.weight).sum()), 9)
