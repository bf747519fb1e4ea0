"""How many of a question's words the examples of our own intents never use: a sign that it is about something else."""

from collections.abc import Iterable

import numpy as np

from bot.classifier.arrays import Ints, Places
from bot.classifier.features import Features
from bot.classifier.vocabulary import Vocabulary


def familiarity(examples: Iterable[Features], vocabulary: Vocabulary) -> Ints:
    """How many of the in-scope examples hold each feature of the vocabulary."""
    held = np.zeros(len(vocabulary.marks), dtype=np.int32)
    for example in examples:
        held[vocabulary.numbers(example.marks)] += 1
    return held


def strangeness(wholes: int, known: Places, familiar: Ints, learnt_from: bool = False) -> float:
    """Share, from 0 to 1, of a text's whole words and pairs of Chinese characters that are not familiar.

    `wholes`: how many different ones it has; `known`: the numbers of those that have one. `learnt_from`: the text is
    itself one of the examples counted, and its own count is left out.
    """
    if not wholes:
        return 0.0
    own = 1 if learnt_from else 0
    return 1 - int(np.count_nonzero(familiar.take(known) > own)) / wholes
