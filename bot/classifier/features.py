"""What the ranking sees of a text.

Of Latin words: the words, pairs of them, their beginnings and pieces, and what they sound like read as pinyin. Of
Chinese: characters in ones, twos and threes, and their sounds. Of both: the concepts that are named. Features are plain
strings whose first character tells the sort, so that no two sorts can be confused.
"""

from collections import Counter
from collections.abc import Container, Iterable
from itertools import pairwise

from bot.classifier.concepts import Concepts
from bot.text.sounds import sound, syllables
from bot.text.tokens import is_han, tokens

_PIECES = (2, 3, 4)
_CHARACTERS = (1, 2, 3)
_WORD = 4
"""A whole word counts as often as this many of its pieces; measured on public intent data, flat from 2 to 9."""
_STEM, _BEGINNING = 4, 2
"""A longer word's beginning of so many letters stands for its stem and counts twice."""
_CONCEPT = 2


def features(folded: str, concepts: Concepts, spelt: Container[str] = ()) -> Counter[str]:
    """Weighted features of a folded text. `spelt` are its words that are pinyin: they are read as sounds alone."""
    names: list[str] = []
    before = ""
    sounds: list[str] = []
    for token in tokens(folded):
        if is_han(token):
            names += _of_han(token)
            before = ""
        elif token in spelt:
            sounds += syllables(token)
            names.append(f"u{token}")
            before = ""
        else:
            names += _of_word(token, before)
            before = token
    names += _sound_pairs(sounds)
    # Counting one list is several times faster than adding to a counter name by name.
    return Counter(names + _CONCEPT * [f"={name}" for name in concepts.found_in(folded)])


def is_sound(name: str) -> bool:
    """True for a feature of sounds."""
    return name[0] == "p"


def wholes(found: Iterable[str]) -> list[str]:
    """The features of whole words and of pairs of Chinese characters, without pieces, sounds and concepts."""
    return [name for name in found if name[0] == "w" or (name[0] == "h" and len(name) == 3)]


def readable(name: str) -> str:
    """A feature as a person reads it in an explanation."""
    sorts = {
        "w": "word",
        "b": "words",
        "s": "beginning",
        "c": "piece",
        "h": "characters",
        "p": "sound",
        "u": "letters",
        "=": "concept",
    }
    return f"{sorts[name[0]]} {name[1:]!r}"


def _of_word(word: str, before: str) -> list[str]:
    padded = f" {word} "
    names = _WORD * [f"w{word}"]
    if len(word) > _STEM:
        names += _BEGINNING * [f"s{word[:_STEM]}"]
    if before:
        names.append(f"b{before} {word}")
    return names + [f"c{padded[i : i + size]}" for size in _PIECES for i in range(len(padded) - size + 1)]


def _of_han(run: str) -> list[str]:
    names = [f"h{run[i : i + size]}" for size in _CHARACTERS for i in range(len(run) - size + 1)]
    return names + _sound_pairs([sound(char) for char in run])


def _sound_pairs(sounds: list[str]) -> list[str]:
    return [f"p{first} {second}" for first, second in pairwise(sounds)]
