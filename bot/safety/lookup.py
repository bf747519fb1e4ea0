"""Which of thousands of phrases a text can hold, as far as its words say: looked up in arrays, a text at a time."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from bot.safety.notation import Keys


class Lookup:
    """Phrases by number. Each asks for sets of keys, and a text can hold it that has one key of each.

    A key leads to the numbers of the phrases that it is the most telling of, and of the sets that it is in. Numbers lie
    side by side, so that a text touches little memory: as objects these lists would lie all over it, and to fetch them
    would take most of the time.
    """

    def __init__(self, asked: Iterable[Sequence[str]]) -> None:
        """`asked`: of each phrase its sets, the most telling first, each as one text with spaces between the keys."""
        phrases = list(asked)
        count = self._count = len(phrases)
        sets: dict[str, int] = {}
        held: defaultdict[str, list[int]] = defaultdict(list)
        for number, (telling, *others) in enumerate(phrases):
            for key in telling.split(" "):
                held[key].append(number)
            for one in others:
                if one not in sets:
                    place = sets[one] = count + len(sets)
                    for key in one.split(" "):
                        held[key].append(place)
        self._held = {key: array("I", numbers).tobytes() for key, numbers in held.items()}
        self._size = count + len(sets) + 1
        # The last number stands for what every text has.
        most = max((len(one) - 1 for one in phrases), default=0)
        self._others = np.full((most, count), self._size - 1, dtype=np.intp)
        for number, (_, *others) in enumerate(phrases):
            for row, one in enumerate(others):
                self._others[row, number] = sets[one]

    def among(self, keys: Keys) -> list[int]:
        """The numbers of the phrases that a text with these keys can hold, in ascending order."""
        found = b"".join(filter(None, map(self._held.get, keys)))
        if not found:
            return []
        seen = np.zeros(self._size, dtype=np.bool_)
        seen[-1] = True
        seen[np.frombuffer(found, dtype=np.uint32)] = True
        numbers = seen[: self._count].nonzero()[0]
        fits = seen.take(self._others.take(numbers, axis=1)).all(axis=0)
        named: list[int] = numbers[fits].tolist()
        return named
