"""The index: examples, learnt once, ready for ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.classifier.arrays import Floats, Ints, Shorts
from bot.classifier.seen import Sight
from bot.classifier.vocabulary import Vocabulary
from bot.matching.meaning import Meaning
from bot.matching.shortlist import Postings
from bot.matching.spelling import Spelling
from bot.text.normalise import clean, to_simplified

OUT_OF_SCOPE = ""
"""The label of examples that belong to no intent; as a candidate's intent it says "none of ours"."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the intent it belongs to; None for a text that is out of scope."""

    text: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Index:
    """Everything ranking needs. Frozen; safe to share between threads."""

    labels: tuple[str, ...]
    """Classes in order; OUT_OF_SCOPE is the last where there are such examples."""
    owners: Ints
    """Class of each example."""
    texts: tuple[str, ...]
    """Examples as the fuzzy scorers read them."""
    spelling: Spelling
    """Latin words of the examples."""
    sight: Sight
    familiar: Ints
    """How many in-scope examples hold each feature."""
    postings: Postings
    weights: Shorts
    """The weight table, shape (features + 1, classes), in multiples of …"""
    step: float
    """… this."""
    light: tuple[float, ...]
    """How much table, fuzzy score and strangeness count without the encoder …"""
    full: tuple[float, ...] = ()
    """… and how much these and the meaning count with it."""
    meaning: Meaning | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The features that examples hold."""
        return self.sight.vocabulary


def encodable(text: str) -> str:
    """A text as the encoder reads it: it knows capitals and punctuation, and simplified characters best."""
    return to_simplified(clean(text))


def strangeness_scores(strange: float, labels: Sequence[str]) -> Floats:
    """Strangeness speaks for "out of scope", where that was learnt, and about no class otherwise. Shape (classes,)."""
    scores = np.zeros(len(labels), dtype=np.float32)
    if labels[-1] == OUT_OF_SCOPE:
        scores[-1] = strange
    return scores
