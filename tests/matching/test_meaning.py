"""Kernel ridge regression over embeddings, where there are many examples and where there are few."""

import numpy as np
import pytest

from bot.classifier.arrays import Floats, Ints
from bot.matching import meaning
from bot.matching.meaning import learn_meaning, meaning_scores

CLASSES, EACH, DIMENSIONS = 4, 30, 48


def embedded(seed: int) -> tuple[Floats, Ints]:
    """Texts of four subjects: those of one lie near each other, and no two are alike."""
    chance = np.random.default_rng(seed)
    middles = np.random.default_rng(0).normal(size=(CLASSES, DIMENSIONS))
    owners = np.repeat(np.arange(CLASSES, dtype=np.int32), EACH)
    found = middles[owners] + 0.7 * chance.normal(size=(len(owners), DIMENSIONS))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32), owners


def right(numbers: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, float, float]:
    """Dimensions that are kept, and how many new texts and how many held-out examples are told apart."""
    monkeypatch.setattr(meaning, "_NUMBERS", numbers)
    examples, owners = embedded(1)
    folds = np.arange(len(owners), dtype=np.int32) % 4
    learnt, held_out = learn_meaning(examples, owners, CLASSES, folds)
    asked, wanted = embedded(2)
    new = meaning_scores(asked, learnt).argmax(axis=1) == wanted
    return learnt.landmarks.shape[1], float(new.mean()), float((held_out.argmax(axis=1) == owners).mean())


@pytest.mark.parametrize(("per_landmark", "kept"), [(DIMENSIONS, DIMENSIONS), (500, DIMENSIONS), (6, 6)])
def test_many_landmarks_are_told_apart_by_fewer_dimensions(
    per_landmark: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a question is compared with is bounded, and the directions that are kept are those that tell apart."""
    dimensions, new, held_out = right(per_landmark * CLASSES * EACH, monkeypatch)
    assert dimensions == kept
    assert new > 0.95
    assert held_out > 0.95
