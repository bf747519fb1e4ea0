"""Concepts: different words for one thing, compiled from the lexicon."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.model.matching_lexicon import Concept
from bot.text.normalise import fold_all
from bot.text.tokens import is_han, tokens

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concepts:
    """Folded words of the concepts, looked up window by window: the cost does not grow with their number."""

    latin: Mapping[str, Ids] = field(default_factory=dict)
    """Words and phrases as tokens between spaces, with the concepts they name."""
    han: Mapping[str, Ids] = field(default_factory=dict)
    mixed: Mapping[str, Ids] = field(default_factory=dict)
    """Words in both writings (b肝): few, so each is searched for."""
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """How many words, or Chinese characters, the phrases have that begin with this word or character."""

    def found_in(self, folded: str, cut: Sequence[str]) -> Ids:
        """Ids of the concepts that a folded text names, in alphabetical order; `cut` are its tokens."""
        if not (self.sizes or self.mixed):
            return ()
        names: set[str] = set()
        for start, token in enumerate(cut):
            for size in self.sizes.get(token, ()):
                names.update(self.latin.get(" ".join(cut[start : start + size]), ()))
            if is_han(token):
                names.update(self._in_run(token))
        if not folded.isascii():
            for word, ids in self.mixed.items():
                if word in folded:
                    names.update(ids)
        return tuple(sorted(names))

    def _in_run(self, run: str) -> set[str]:
        names: set[str] = set()
        sizes, han = self.sizes, self.han
        for start, char in enumerate(run):
            for size in sizes.get(char, ()):
                if ids := han.get(run[start : start + size]):
                    names.update(ids)
        return names


NO_CONCEPTS = Concepts()


def compile_concepts(concepts: Sequence[Concept]) -> Concepts:
    """Concepts of the lexicon, ready for looking up."""
    tables: tuple[dict[str, Ids], ...] = ({}, {}, {})
    for concept in concepts:
        for word in fold_all(concept.words):
            cut = tokens(word)
            scripts = {is_han(token) for token in cut}
            table = tables[2] if len(scripts) > 1 else tables[1] if True in scripts else tables[0]
            key = word if len(scripts) > 1 else " ".join(cut)
            table[key] = tuple(sorted({*table.get(key, ()), concept.id}))
    latin, han, mixed = tables
    sizes: defaultdict[str, set[int]] = defaultdict(set)
    for phrase in (*map(str.split, latin), *han):
        sizes[phrase[0]].add(len(phrase))
    return Concepts(latin, han, mixed, {first: tuple(sorted(lengths)) for first, lengths in sizes.items()})
