"""A question as a vocabulary sees it: what `features` and `vector` make of it, without numbering known words anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from bot.classifier.arrays import Ints, Places
from bot.classifier.concepts import Concepts
from bot.classifier.features import counted, marks_of, names_of_word, places_of_wholes, read_names
from bot.classifier.vocabulary import Vector, Vocabulary, weighted

_SIZE = 4
"""Bytes of a number."""
LONGEST_KEPT = 20
"""Letters of a word that is kept: longer ones are hardly met again, and could be made up to fill the memory."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a text."""

    vector: Vector
    wholes: int
    """How many different whole words, and pairs of Chinese characters, it has."""
    known: Places
    """The numbers of those that examples hold."""


@dataclass(frozen=True)
class Sight:
    """A vocabulary, with the numbers of the words that were met: numbering their pieces takes longer than all else.

    Only words are kept of which examples hold every piece. Of other words nothing is kept: they may be names.
    """

    vocabulary: Vocabulary
    kept: dict[str, bytes] = field(default_factory=dict)
    """The numbers of the features of each, four bytes for each, that of the whole word first."""

    def see(self, folded: str, concepts: Concepts) -> Seen:
        """See a folded text."""
        words, others, sounds = read_names(folded, concepts)
        known = []
        wholes = places_of_wholes(others)
        for word in words:
            if (numbers := self.kept.get(word) or self._learnt(word)) is not None:
                known.append(numbers)
            else:
                wholes.setdefault(f"w{word}", len(others))
                others += names_of_word(word)
        places, there = self.vocabulary.places(marks_of(others, sounds))
        unknown = len(others) - int(np.count_nonzero(there[: len(others)]))
        found = np.concatenate((_numbers(known), places[there]), dtype=np.intp)
        of_wholes = np.fromiter(wholes.values(), np.intp, len(wholes))
        first = {numbers[:_SIZE] for numbers in known}
        return Seen(
            weighted(*counted(found), unknown, self.vocabulary),
            len(first) + len(wholes),
            np.concatenate((_numbers(first), places[of_wholes[there[of_wholes]]]), dtype=np.intp),
        )

    def _learnt(self, word: str) -> bytes | None:
        """The numbers of the features of a word; None where one has none."""
        # Some unknown words share a mark with a known one; none that is written without a plan shares all of them.
        places, there = self.vocabulary.places(marks_of(names_of_word(word)))
        if not there.all():
            return None
        numbers = places.astype(np.int32).tobytes()
        if len(word) <= LONGEST_KEPT:
            self.kept[word] = numbers
        return numbers


def _numbers(packed: Iterable[bytes]) -> Ints:
    return np.frombuffer(b"".join(packed), np.int32)
