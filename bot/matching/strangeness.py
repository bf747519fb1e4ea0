"""How many of a question's words the examples of our own intents never use: a sign that it is about something else."""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from bot.classifier.features import wholes
from bot.classifier.vocabulary import UNKNOWN, Ints, Vocabulary


def familiarity(examples: Iterable[Mapping[str, int]], vocabulary: Vocabulary) -> Ints:
    """How many of the in-scope examples hold each feature of the vocabulary."""
    held = Counter(number for example in examples for number in vocabulary.numbers(example).tolist())
    return np.array([held[number] for number in range(len(vocabulary.weights))], dtype=np.int32)


def strangeness(found: Mapping[str, int], vocabulary: Vocabulary, familiar: Ints, learnt_from: bool = False) -> float:
    """Share, from 0 to 1, of a text's whole words and pairs of Chinese characters that are not familiar.

    `learnt_from`: the text is itself one of the examples counted, and its own count is left out.
    """
    numbers = vocabulary.numbers(wholes(found))
    if not len(numbers):
        return 0.0
    own = 1 if learnt_from else 0
    return 1 - int(np.count_nonzero(familiar[numbers[numbers != UNKNOWN]] > own)) / len(numbers)
