"""How many of a question's words the examples of our own intents never use: a sign that it is about something else."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.matching.features import is_whole

Familiar = Mapping[str, int]
"""Words and pairs of Chinese characters, with the number of in-scope examples that hold each."""


def familiar_words(examples: Iterable[Mapping[str, int]]) -> Familiar:
    """Count whole words and pairs over the features of in-scope examples."""
    return Counter(name for example in examples for name in example if is_whole(name))


def strangeness(question: Mapping[str, int], familiar: Familiar, learnt_from: bool = False) -> float:
    """Share, from 0 to 1, of the question's words that are not familiar.

    `learnt_from`: the question is itself one of the examples counted, and its own count is left out.
    """
    whole = [name for name in question if is_whole(name)]
    own = 1 if learnt_from else 0
    return sum(familiar.get(name, 0) <= own for name in whole) / len(whole) if whole else 0.0
