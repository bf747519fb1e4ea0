"""Learning of the listener: from examples to a table, and how well it hears those that were held out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np

from bot.classifier.arrays import Bools, Floats, Ints
from bot.classifier.concepts import NO_CONCEPTS
from bot.classifier.features import features
from bot.classifier.shares import ShareTable, read, shared_vector
from bot.classifier.table import learn_table, rows_scores
from bot.classifier.vocabulary import Vector, build_vocabulary, in_steps, stack
from bot.model.safety_lexicon import Told
from bot.safety.earshot_learning import learn_earshot
from bot.safety.listener import DANGERS, TOLD, Hearing, HearingThresholds, Listener, Precedents, mark, told_by
from bot.safety.notation import plain_all

Examples = Mapping[Told, Sequence[str]]

_FOLDS = 4
"""Parts for cross-validation: each is heard by what the others teach."""
_PASSES = 8
"""Passes over the examples: with six classes as good as twenty."""
_LEAST = 3
"""Examples that must hold a feature: with half as many features it hears as well."""
_CHANCES = tuple(round(0.01 * step, 2) for step in range(40, 96))
"""Thresholds to choose from: 0.4 to 0.95."""
_NEVER = 2.0
"""Above every chance: for what no threshold hears without too many false alarms."""


class Allowed(NamedTuple):
    """How many false alarms a threshold may raise among examples that were held out, as shares."""

    ordinary: float
    """Of ordinary questions."""
    near: float
    """Of what only sounds like it."""


DANGER, SAME_DAY, PERSONAL = Allowed(1 / 90, 1 / 22), Allowed(1 / 500, 1 / 100), Allowed(1 / 500, 1 / 50)
"""A policy and no fit: how often people may be frightened for nothing so that others are not left alone."""


def learn_listener(told: Examples, ordinary: Sequence[str]) -> Listener | None:
    """Learn from what people tell, and from ordinary questions as calm too. Deterministic; takes less than a minute.

    Nothing is learnt where there are no examples of danger. A text counts once, as the gravest that it is given for.
    """
    if not any(told.get(danger) for danger in TOLD[:DANGERS]):
        return None
    owner_of = _owners(told, ordinary)
    texts = sorted(owner_of)
    owners = np.array([owner_of[text] for text in texts], dtype=np.int32)
    vocabulary = build_vocabulary([features(text, NO_CONCEPTS) for text in texts], _LEAST)
    found = [read(text) for text in texts]
    vectors = [shared_vector(one, vocabulary) for one in found]
    folds = np.array([crc32(text.encode()) % _FOLDS for text in texts], dtype=np.int32)
    near = set(plain_all(told.get("calm", ())).values())
    held = _held_out(vectors, owners, folds, len(vocabulary.weights), np.array([text in near for text in texts]))
    thresholds = HearingThresholds(
        danger=_threshold(held, held.danger, DANGER),
        same_day=_threshold(held, held.chances[:, TOLD.index("same-day")], SAME_DAY),
        personal=_threshold(held, held.chances[:, TOLD.index("personal")], PERSONAL),
    )
    weights, step = in_steps(learn_table(stack(vectors), owners, len(vocabulary.weights), len(TOLD), _PASSES))
    heard = [
        told_by(chances, one.wholes, thresholds) is not None
        for chances, one in zip(held.chances.tolist(), found, strict=True)
    ]
    earshot, reaching = learn_earshot(texts, owners != TOLD.index("calm"), np.array(heard), folds)
    hearing = _hearing(held, thresholds.danger, reaching)
    return Listener(ShareTable(vocabulary, weights, step), thresholds, hearing, _precedents(owner_of), earshot)


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """What the examples of other folds make of each example."""

    owners: Ints
    chances: Floats
    """Shape (examples, classes)."""
    near: Bools
    """Sounds like danger and is not."""

    @property
    def danger(self) -> Floats:
        """The chance of any danger."""
        return np.asarray(self.chances[:, :DANGERS].sum(axis=1), dtype=np.float32)

    @property
    def dangerous(self) -> Bools:
        """Tells of an overdose, an emergency or a crisis."""
        return self.owners < DANGERS

    @property
    def ordinary(self) -> Bools:
        """Calm, and does not even sound like danger."""
        return np.asarray((self.owners == TOLD.index("calm")) & ~self.near)


def _owners(told: Examples, ordinary: Sequence[str]) -> dict[str, int]:
    """The class of each text, in the form in which the screen reads a question."""
    owners: dict[str, int] = {}
    for number, name in enumerate(TOLD):
        for text in plain_all(told.get(name, ())).values():
            owners.setdefault(text, number)
    for text in plain_all(ordinary).values():
        owners.setdefault(text, TOLD.index("calm"))
    return owners


def _precedents(owner_of: Mapping[str, int]) -> Precedents:
    marks = np.array([mark(text) for text in owner_of], dtype=np.uint64)
    order = np.argsort(marks)
    return Precedents(marks[order], np.array(list(owner_of.values()), dtype=np.int16)[order])


def _held_out(vectors: Sequence[Vector], owners: Ints, folds: Ints, size: int, near: Bools) -> _HeldOut:
    chances = np.zeros((len(vectors), len(TOLD)), dtype=np.float32)
    for part in range(_FOLDS):
        held, rest = np.flatnonzero(folds == part).tolist(), np.flatnonzero(folds != part).tolist()
        if len(held) and len(rest):
            weights = learn_table(stack([vectors[row] for row in rest]), owners[rest], size, len(TOLD), _PASSES)
            chances[held] = np.exp(rows_scores([vectors[row] for row in held], weights))
    calm = owners == TOLD.index("calm")
    return _HeldOut(owners, chances, calm & near)


def _threshold(held: _HeldOut, chances: Floats, allowed: Allowed) -> float:
    """The lowest that keeps within what is allowed."""
    for one in _CHANCES:
        alarmed = chances >= one
        if _share(alarmed[held.ordinary]) <= allowed.ordinary and _share(alarmed[held.near]) <= allowed.near:
            return one
    return _NEVER


def _hearing(held: _HeldOut, threshold: float, reaching: Bools) -> Hearing:
    alarmed = reaching & (held.danger >= threshold)
    return Hearing(
        heard=_share(alarmed[held.dangerous]),
        alarms=_share(alarmed[held.ordinary]),
        near_alarms=_share(alarmed[held.near]),
        beyond=_share(~reaching[held.ordinary]),
    )


def _share(which: Bools) -> float:
    return float(which.mean()) if len(which) else 0.0
