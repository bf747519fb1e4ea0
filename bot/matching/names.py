"""Finding very many phrases in a question at once: a reading from left to right whose cost does not grow with them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from bot.text.normalise import fold_all
from bot.text.tokens import is_han, tokens

Units = tuple[str, ...]
"""A text in the pieces that phrases are compared by: words, and single Chinese characters."""
_LONG = 8
"""Letters from which a word may hold one slip. Shorter words turn into other words too easily."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the book in a question."""

    label: str
    phrase: str


@dataclass(slots=True)
class Node:
    """The phrases that begin alike: what may come next, and the labels of the phrase that ends here."""

    following: dict[str, "Node"] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases with their labels, as a tree of their pieces. Never changed once it is built."""

    root: Node
    passing: frozenset[str]
    """Labels whose phrases use up no words: another phrase may begin inside them."""
    words: frozenset[str]
    """All words of the phrases."""
    slips: Mapping[str, tuple[str, ...]]
    """Long words that may hold a slip, by what is left of them without one letter."""

    def read(self, folded: str) -> tuple[Found, ...]:
        """The phrases of a folded text, in order. At each place the longest one wins and uses up its words."""
        pieces = self._meant(units(folded))
        first = self.root.following
        found: list[Found] = []
        place = 0
        while place < len(pieces):
            place += self._read_at(place, pieces, found) if pieces[place] in first else 1
        return tuple(found)

    def _read_at(self, place: int, pieces: Units, found: list[Found]) -> int:
        """Note what begins at a place; returns how many pieces it uses up."""
        ends: list[tuple[int, tuple[str, ...]]] = []
        node: Node | None = self.root
        for end in range(place, len(pieces)):
            node = node.following.get(pieces[end]) if node else None
            if node is None:
                break
            if node.labels:
                ends.append((end + 1, node.labels))
        for end, labels in reversed(ends):
            phrase = _written(pieces[place:end])
            found.extend(Found(label, phrase) for label in labels)
            if not self.passing.issuperset(labels):
                return end - place
        return 1

    def _meant(self, pieces: Units) -> Units:
        """The pieces, each long unknown word with one slip as the word of the book that it is nearest to."""
        if not any(len(piece) >= _LONG for piece in pieces):
            return pieces
        return tuple(piece if len(piece) < _LONG or piece in self.words else self._nearest(piece) for piece in pieces)

    def _nearest(self, word: str) -> str:
        near = {other for rest in (word, *_shortened(word)) for other in self.slips.get(rest, ())}
        fitting = sorted(other for other in near if other[0] == word[0] and OSA.distance(word, other) == 1)
        return fitting[0] if fitting else word


def build_phrasebook(
    phrases: Mapping[str, Iterable[str]], passing: Collection[str] = (), mistyped: Collection[str] = ()
) -> Phrasebook:
    """A book of the phrases under each label, also with an English plural s at their end.

    `passing`: labels whose phrases use up no words. `mistyped`: labels whose single long words are found with a slip.
    """
    root = Node()
    words: set[str] = set()
    slippery: set[str] = set()
    for label, written in phrases.items():
        for phrase in dict.fromkeys(form for one in fold_all(tuple(written)) for form in _forms(units(one))):
            _add(phrase, label, root)
            words.update(phrase)
            if label in mistyped and len(phrase) == 1:
                slippery.add(phrase[0])
    return Phrasebook(root, frozenset(passing), frozenset(words), _slips(slippery))


def units(folded: str) -> Units:
    """A folded text as words without 's and single Chinese characters; punctuation is dropped."""
    pieces: list[str] = []
    for token in tokens(folded):
        if is_han(token):
            pieces.extend(token)
        else:
            pieces.append(token.removesuffix("'s"))
    return tuple(pieces)


def _add(phrase: Units, label: str, node: Node) -> None:
    for piece in phrase:
        node = node.following.setdefault(piece, Node())
    node.labels = (*node.labels, label)


def _forms(phrase: Units) -> tuple[Units, ...]:
    last = phrase[-1] if phrase else ""
    if last.isalpha() and not is_han(last) and not last.endswith("s"):
        return (phrase, (*phrase[:-1], f"{last}s"))
    return (phrase,) if phrase else ()


def _slips(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    slips: dict[str, tuple[str, ...]] = {}
    for word in sorted(words):
        if len(word) >= _LONG and word.isascii():
            for rest in dict.fromkeys((word, *_shortened(word))):
                slips[rest] = (*slips.get(rest, ()), word)
    return slips


def _shortened(word: str) -> Iterator[str]:
    """The word without each of its letters in turn."""
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _written(window: Units) -> str:
    return ("" if is_han(window[0]) else " ").join(window)
