"""Concepts: different words for one thing, compiled from the lexicon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.model.matching_lexicon import Concept
from bot.text.normalise import fold
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
    most_words: int = 0
    most_chars: int = 0

    def found_in(self, folded: str) -> Ids:
        """Ids of the concepts that a folded text names, in alphabetical order."""
        cut = tokens(folded)
        names: set[str] = set()
        for start in range(len(cut)):
            if is_han(cut[start]):
                names.update(self._in_run(cut[start]))
            else:
                for size in range(1, self.most_words + 1):
                    names.update(self.latin.get(" ".join(cut[start : start + size]), ()))
        for word, ids in self.mixed.items():
            if word in folded:
                names.update(ids)
        return tuple(sorted(names))

    def _in_run(self, run: str) -> set[str]:
        sizes = range(1, self.most_chars + 1)
        windows = (run[start : start + size] for start in range(len(run)) for size in sizes)
        return {name for window in windows for name in self.han.get(window, ())}


NO_CONCEPTS = Concepts()


def compile_concepts(concepts: Sequence[Concept]) -> Concepts:
    """Concepts of the lexicon, ready for looking up."""
    tables: tuple[dict[str, Ids], ...] = ({}, {}, {})
    for concept in concepts:
        for word in map(fold, concept.words):
            cut = tokens(word)
            scripts = {is_han(token) for token in cut}
            table = tables[2] if len(scripts) > 1 else tables[1] if True in scripts else tables[0]
            key = word if len(scripts) > 1 else " ".join(cut)
            table[key] = tuple(sorted({*table.get(key, ()), concept.id}))
    latin, han, mixed = tables
    most_words = max((len(phrase.split()) for phrase in latin), default=0)
    return Concepts(latin, han, mixed, most_words, max(map(len, han), default=0))
