"""A text as the sum of what each of its words adds, so that what a known word adds to every class is kept as it is.

A word adds its whole, its beginning and its pieces; each other feature (a pair of words, one to three Chinese
characters, a pair of sounds) adds itself; each distinct one once. The length of a text is that of its shares side by
side. Against the counts of `features` over the whole text nothing is lost: with pieces at half weight, as here, of held
out dangers as many are heard at every share of false alarms.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from bot.classifier.arrays import Floats, Places, Shorts
from bot.classifier.concepts import NO_CONCEPTS
from bot.classifier.features import (
    counted,
    mark,
    marks_of,
    names_of_word,
    places_of_wholes,
    read_names,
)
from bot.classifier.seen import LONGEST_KEPT
from bot.classifier.vocabulary import Vector, Vocabulary

_PIECE = np.float32(0.5)
"""What the beginning and the pieces of a word weigh beside the whole."""


class Share(NamedTuple):
    """What a word, or the other features together, add."""

    numbers: Places
    values: Floats
    square: float
    """The square of its length, with what no example holds."""
    known: bool
    """Whether examples hold all of it."""


class Read(NamedTuple):
    """The distinct words of a text, its other features by name, and those of sounds."""

    words: Sequence[str]
    others: Sequence[str]
    sounds: Sequence[str]

    @property
    def wholes(self) -> int:
        """How many different words, and pairs of Chinese characters, the text has."""
        return len(self.words) + len(places_of_wholes(self.others))


def read(folded: str) -> Read:
    """Read a folded text."""
    words, others, sounds = read_names(folded, NO_CONCEPTS)
    return Read(list(dict.fromkeys(words)), list(dict.fromkeys(others)), list(dict.fromkeys(sounds)))


def shared_vector(text: Read, vocabulary: Vocabulary) -> Vector:
    """The text as one vector, for learning."""
    shares = [*(_of_word(word, vocabulary) for word in text.words), _of_others(text, vocabulary)]
    numbers, inverse = np.unique(np.concatenate([share.numbers for share in shares]), return_inverse=True)
    values = np.zeros(len(numbers), dtype=np.float32)
    np.add.at(values, inverse, np.concatenate([share.values for share in shares]))
    length = math.sqrt(sum(share.square for share in shares)) or 1.0
    return Vector(numbers, values / np.float32(length))


@dataclass(frozen=True)
class ShareTable:
    """A weight table over shares. Frozen but for what it keeps; safe to share between threads.

    Only words are kept of which examples hold every piece. Of other words nothing is kept: they may be names.
    """

    vocabulary: Vocabulary
    weights: Shorts
    """Shape (features + 1, classes), in multiples of …; the last row is the bias."""
    step: float
    """… this."""
    kept: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """What each word adds to every class, and last the square of its length."""

    def chances(self, text: Read) -> list[float]:
        """The probability of each class."""
        parts = [self.kept.get(word) or self._of_word(word) for word in text.words]
        if text.others:
            parts.append(self._sums(_of_others(text, self.vocabulary)))
        *sums, square = map(sum, zip(*parts, strict=True)) if parts else [0.0] * (self.weights.shape[1] + 1)
        length = math.sqrt(square) or 1.0
        scores = [(one / length + bias) * self.step for one, bias in zip(sums, self.weights[-1].tolist(), strict=True)]
        most = max(scores)
        odds = [math.exp(score - most) for score in scores]
        whole = sum(odds)
        return [one / whole for one in odds]

    def _of_word(self, word: str) -> tuple[float, ...]:
        share = _of_word(word, self.vocabulary)
        sums = self._sums(share)
        # Some unknown words share a mark with a known one; none that is written without a plan shares all of them.
        if share.known and len(word) <= LONGEST_KEPT:
            self.kept[word] = sums
        return sums

    def _sums(self, share: Share) -> tuple[float, ...]:
        sums = share.values @ self.weights.take(share.numbers, axis=0).astype(np.float32)
        return (*sums.tolist(), share.square)


def _of_word(word: str, vocabulary: Vocabulary) -> Share:
    marks, counts = counted(marks_of(names_of_word(word)))
    values = np.sqrt(counts)
    values[marks != mark(f"w{word}")] *= _PIECE
    places, known = vocabulary.places(marks)
    rare = values[known] * vocabulary.weights.take(places[known])
    square = _square(rare) + _square(values[~known]) * vocabulary.unseen**2
    return Share(places[known], rare, square, bool(known.all()))


def _of_others(text: Read, vocabulary: Vocabulary) -> Share:
    """Unknown sounds count in no length: the characters that they belong to do already."""
    places, known = vocabulary.places(marks_of(text.others, text.sounds))
    numbers = places[known]
    values = vocabulary.weights.take(numbers)
    unknown = len(text.others) - int(np.count_nonzero(known[: len(text.others)]))
    return Share(numbers, values, _square(values) + unknown * vocabulary.unseen**2, not unknown)


def _square(values: Floats) -> float:
    return float(values @ values)
