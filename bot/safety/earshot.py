"""Earshot: whether a text is worth listening to, told at a glance by its words and pairs of characters.

Most questions are plainly calm, and to hear them out takes longer than all else that the screen does. So a quick look
comes first and leaves only the plainly calm ones aside, in a cascade of two classifiers, each surer and slower than
the one before it (Viola and Jones 2001). It can only keep the listener from hearing something, never make it.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat

from bot.safety.keys import Keys

NOTHING = 128
"""The weight of a key that says nothing. Weights are whole numbers from 1 to 255, of which Python keeps one each."""


@dataclass(frozen=True, slots=True)
class Earshot:
    """How much each key of a text speaks for something to be heard. Frozen; safe to share between threads."""

    weights: Mapping[str, int]
    least: float
    """What the weights above NOTHING have to come to, for each square root of the number of keys."""

    def reaches(self, keys: Keys) -> bool:
        """Whether a text with these keys may tell of something. Keys with a mark or a space in them do not count."""
        spoken = words_among(keys)
        total = sum(map(self.weights.get, spoken, repeat(NOTHING))) - NOTHING * len(spoken)
        return total >= self.least * math.sqrt(len(spoken))


def words_among(keys: Iterable[str]) -> list[str]:
    """The keys that are words, characters or pairs of these, in their order."""
    return list(filter(str.isalnum, keys))


EVERYTHING = Earshot({}, -1.0)
"""Where too little was learnt to leave anything aside."""
