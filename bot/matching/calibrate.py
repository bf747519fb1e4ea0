"""Thresholds from the examples themselves, by leave-one-out cross-validation. No test case is read."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from bot.matching.decide import OFFERS, Thresholds
from bot.matching.index import OUT_OF_SCOPE, Index, Rehearsal
from bot.matching.postings import Floats
from bot.matching.rank import combine, fuzzy_scores

_GRID = tuple(round(0.04 * step, 2) for step in range(18))
_MARGINS = (0.0, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.1, 0.15)
_OFFERED, _WRONG, _NOTHING, _FOREIGN_ANSWERED, _FOREIGN_ASKED = 0.2, -0.5, 0.0, -2.5, -0.2
"""What a result is worth beside 1 for the right answer: the right one among those offered, a wrong answer, a fallback
for a fair question, an answer to a foreign one, a clarification for a foreign one. These state how bad each mistake is
for a reader; they are a policy, not a fit."""
_FOREIGN_SHARE = 0.2
"""Part of all messages that is taken to be foreign."""

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How each example would have been ranked had it not been learnt from."""

    foreign: Bools
    right: Bools
    """The best intent is the example's own."""
    offered: Bools
    """The example's own intent is among those a clarification would offer."""
    confidence: Floats
    margin: Floats
    weight: Floats
    """Foreign examples together weigh `_FOREIGN_SHARE`, however many there are of each."""


def calibrate(index: Index, rehearsal: Rehearsal) -> Thresholds:
    """The thresholds that serve readers best on the index's own examples, each held out in turn.

    Without out-of-scope examples, wrong answers alone push the thresholds up.
    """
    held = held_out(index, rehearsal)
    grid = product(_GRID, _GRID, _MARGINS, _GRID)
    return max(
        (
            Thresholds(answer, clear, margin, clarify)
            for answer, clear, margin, clarify in grid
            if clarify <= answer <= clear
        ),
        key=lambda thresholds: (_value(held, thresholds), -thresholds.answer, -thresholds.margin, thresholds.clarify),
    )


def held_out(index: Index, rehearsal: Rehearsal) -> HeldOut:
    """Rank every example of the index without itself."""
    pairs = zip(index.texts, rehearsal.neighbours, strict=True)
    fuzzy = np.array([fuzzy_scores(text, rows, index) for text, rows in pairs])
    scores = combine(rehearsal.scores, fuzzy, rehearsal.strangeness, index.labels)
    ours = len(index.labels) - (index.labels[-1] == OUT_OF_SCOPE)
    foreign = index.owners >= ours
    ranked = np.argsort(-scores[:, :ours], axis=1, kind="stable")
    top = np.take_along_axis(scores[:, :ours], ranked[:, :2], axis=1)
    against = scores[:, ours] if ours < len(index.labels) else np.zeros(len(scores), dtype=np.float32)
    share = np.where(foreign, foreign.sum() / _FOREIGN_SHARE, (~foreign).sum() / (1 - _FOREIGN_SHARE))
    return HeldOut(
        foreign=foreign,
        right=ranked[:, 0] == index.owners,
        offered=(ranked[:, :OFFERS] == index.owners[:, None]).any(axis=1),
        confidence=top[:, 0] - against,
        margin=top[:, 0] - top[:, 1] if top.shape[1] > 1 else top[:, 0],
        weight=(1 / share).astype(np.float32),
    )


def _value(held: HeldOut, thresholds: Thresholds) -> float:
    sure = (held.margin >= thresholds.margin) | (held.confidence >= thresholds.clear)
    answered = (held.confidence >= thresholds.answer) & sure
    asked = ~answered & (held.confidence >= thresholds.clarify)
    ours = np.where(answered, np.where(held.right, 1.0, _WRONG), np.where(asked & held.offered, _OFFERED, _NOTHING))
    foreign = np.where(answered, _FOREIGN_ANSWERED, np.where(asked, _FOREIGN_ASKED, 0.0))
    return round(float((np.where(held.foreign, foreign, ours) * held.weight).sum()), 9)
