"""Which of thousands of phrases a text can hold, as far as its words say."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.safety.keys import Keys


class Lookup:
    """Phrases by number. Each asks for sets of keys, and a text can hold it that has one key of each.

    A key leads to the phrases that it is the most telling of, each with its other sets.
    """

    def __init__(self, asked: Iterable[Sequence[str]]) -> None:
        """`asked`: of each phrase its sets, the most telling first, each as one text with spaces between the keys."""
        # Each key is kept once, whatever asks for it.
        sets: dict[str, frozenset[str]] = {}
        held: defaultdict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = defaultdict(list)
        for number, (telling, *others) in enumerate(asked):
            for one in others:
                if one not in sets:
                    sets[one] = frozenset(map(sys.intern, one.split(" ")))
            phrase = number, tuple(sets[one] for one in others)
            for key in map(sys.intern, telling.split(" ")):
                held[key].append(phrase)
        self._held = {key: tuple(phrases) for key, phrases in held.items()}

    def among(self, keys: Keys) -> list[int]:
        """The numbers of the phrases that a text with these keys can hold, in ascending order."""
        found: set[int] = set()
        for phrases in filter(None, map(self._held.get, keys)):
            for number, others in phrases:
                for one in others:
                    if one.isdisjoint(keys):
                        break
                else:
                    found.add(number)
        return sorted(found)
