"""More examples made from those there are: seeded, and each with another text."""

import random
from collections.abc import Sequence

from bot.matching.index import Example
from bot.text.normalise import fold

SEED = 20260101
_CHANGES = 2
_TRIES = 20


def grown(examples: Sequence[Example], times: int) -> list[Example]:
    """The examples and variants of them, `times` as many together; texts too short for so many variants have fewer."""
    chance = random.Random(SEED)  # noqa: S311  made-up typing, no secret
    seen = {fold(example.text) for example in examples}
    made = list(examples)
    for example in examples:
        for _ in range(times - 1):
            text = _variant(example.text, seen, chance)
            if text:
                seen.add(fold(text))
                made.append(Example(text, example.label))
    return made


def _variant(text: str, seen: set[str], chance: random.Random) -> str:
    """The text with some slips, unlike all seen; empty if none is found."""
    for _ in range(_TRIES):
        other = text
        for _ in range(_CHANGES):
            other = chance.choice((_swapped_words, _swapped, _dropped, _doubled))(other, chance)
        if other.strip() and fold(other) not in seen:
            return other
    return ""


def _swapped_words(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    if len(words) < 2:
        return _swapped(text, chance)
    place = chance.randrange(len(words) - 1)
    words[place : place + 2] = reversed(words[place : place + 2])
    return " ".join(words)


def _swapped(text: str, chance: random.Random) -> str:
    place = chance.randrange(max(1, len(text) - 1))
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


def _dropped(text: str, chance: random.Random) -> str:
    place = chance.randrange(max(1, len(text)))
    return text[:place] + text[place + 1 :]


def _doubled(text: str, chance: random.Random) -> str:
    place = chance.randrange(max(1, len(text)))
    return text[: place + 1] + text[place:]
