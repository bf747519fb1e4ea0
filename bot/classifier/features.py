"""What the ranking sees of a text.

Of Latin words: the words, pairs of them, their beginnings and pieces. Of Chinese: characters in ones, twos and threes,
and their sounds. Of both: the concepts that are named. Features have names, plain strings whose first character tells
the sort, so that no two sorts can be confused; what is counted are marks of four bytes that stand for the names.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar
from zlib import crc32

import numpy as np

from bot.classifier.arrays import Bools, Floats, Marks, Places
from bot.classifier.concepts import Concepts
from bot.text.sounds import sound
from bot.text.tokens import is_han, tokens

_PIECES = (2, 3, 4)
_CHARACTERS = (1, 2, 3)
_WORD = 4
"""A whole word counts as often as this many of its pieces; measured on public intent data, flat from 2 to 9."""
_STEM, _BEGINNING = 4, 2
"""A longer word's beginning of so many letters stands for its stem and counts twice."""
_CONCEPT = 2
_NAME, _SOUND = np.uint32(0xFFFFFFFE), np.uint32(1)
"""The bits of a mark that stand for the name, and the one that tells a sound."""


Sorted = TypeVar("Sorted", Marks, Places)
"""Marks of features, or their numbers."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a text by their marks.

    A mark of four bytes stands for a name: a fiftieth of the memory. Of some 80,000 names one or two pairs share a mark
    by chance, and one unknown name of 25,000 is taken for a known one; a text has a hundred, so neither is felt.
    """

    marks: Marks
    """In ascending order, each once."""
    counts: Floats
    """How often each stands in the text; what tells more counts several times."""
    wholes: Marks
    """The whole words and the pairs of Chinese characters among them, each once."""

    @property
    def sounds(self) -> Bools:
        """Which of the marks are of sounds."""
        return np.asarray(self.marks & _SOUND, dtype=np.bool_)


def features(folded: str, concepts: Concepts) -> Features:
    """The features of a folded text."""
    words, others, sounds = read_names(folded, concepts)
    pairs = places_of_wholes(others)
    of_words = [name for word in words for name in names_of_word(word)]
    wholes = {*pairs, *places_of_wholes(of_words)}
    marks = marks_of([*of_words, *others], sounds)
    return Features(*counted(marks), marks_of(tuple(wholes)))


def names(folded: str, concepts: Concepts) -> tuple[str, ...]:
    """The names of the same features, each once: for whoever explains."""
    words, others, sounds = read_names(folded, concepts)
    return tuple(dict.fromkeys((*(name for word in words for name in names_of_word(word)), *others, *sounds)))


def mark(name: str) -> int:
    """What stands for a name."""
    return int(crc32(name.encode()) & _NAME | (_SOUND if name[0] == "p" else 0))


def is_whole(name: str) -> bool:
    """True for a whole word or a pair of Chinese characters."""
    return bool(places_of_wholes((name,)))


def places_of_wholes(found: Iterable[str]) -> dict[str, int]:
    """Where whole words and pairs of Chinese characters stand among names: in one go, as a text has hundreds."""
    return {name: place for place, name in enumerate(found) if (len(name) == 3 and name[0] == "h") or name[0] == "w"}


def readable(name: str) -> str:
    """A feature as a person reads it in an explanation."""
    sorts = {
        "w": "word",
        "b": "words",
        "s": "beginning",
        "c": "piece",
        "h": "characters",
        "p": "sound",
        "=": "concept",
    }
    return f"{sorts[name[0]]} {name[1:]!r}"


def read_names(folded: str, concepts: Concepts) -> tuple[list[str], list[str], list[str]]:
    """The Latin words of a text; by name every feature that is not of one of these words alone; those of sounds."""
    words: list[str] = []
    others: list[str] = []
    sounds: list[str] = []
    before = ""
    cut = tokens(folded)
    for token in cut:
        if is_han(token):
            others += _of_han(token)
            sounds += _sound_pairs(map(sound, token))
            before = ""
        else:
            words.append(token)
            if before:
                others.append(f"b{before} {token}")
            before = token
    others += _CONCEPT * [f"={name}" for name in concepts.found_in(folded, cut)]
    return words, others, sounds


def marks_of(found: Sequence[str], sounds: Sequence[str] = ()) -> Marks:
    """The marks of names, in their order; after them those of the names of sounds."""
    marks = np.frombuffer(array("I", map(crc32, map(str.encode, (*found, *sounds)))).tobytes(), np.uint32) & _NAME
    if sounds:
        marks[len(found) :] |= _SOUND
    return marks


def counted(found: Sorted) -> tuple[Sorted, Floats]:
    """The distinct ones in order, and how often each is there; sorts them in place.

    `np.unique` does the same in twice the time.
    """
    found.sort()
    last = np.ones(len(found), dtype=np.bool_)
    np.not_equal(found[1:], found[:-1], out=last[:-1])
    ends = last.nonzero()[0]
    counts = np.empty(len(ends), dtype=np.float32)
    counts[:1] = ends[:1] + 1
    np.subtract(ends[1:], ends[:-1], out=counts[1:])
    return found[ends], counts


def names_of_word(word: str) -> list[str]:
    """The features of one word by name, that of the whole word first."""
    padded = f" {word} "
    found = _WORD * [f"w{word}"]
    if len(word) > _STEM:
        found += _BEGINNING * [f"s{word[:_STEM]}"]
    return found + [f"c{padded[i : i + size]}" for size in _PIECES for i in range(len(padded) - size + 1)]


def _of_han(run: str) -> list[str]:
    return [f"h{run[i : i + size]}" for size in _CHARACTERS for i in range(len(run) - size + 1)]


def _sound_pairs(sounds: Iterable[str]) -> list[str]:
    return [f"p{first} {second}" for first, second in pairwise(sounds)]
