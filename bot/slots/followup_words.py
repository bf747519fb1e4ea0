"""The follow-up words of the lexicon, ready for use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.model.slot_lexicon import FollowupKind, FollowupWords
from bot.text.normalise import fold, fold_all
from bot.text.phrases import phrase_pattern
from bot.text.scripts import HAN

_A_NOT_A = re.compile(rf"([{HAN}])[不唔]\1")
_MARKS = re.compile(r"[^\w\s]+|_+")


@dataclass(frozen=True)
class CompiledKind:
    """A kind of follow-up with its words."""

    rule: FollowupKind
    alone: frozenset[str]

    @cached_property
    def among(self) -> re.Pattern[str]:
        """Its words within a question."""
        return _pattern(self.rule.among)


@dataclass(frozen=True)
class CompiledFollowups:
    """What questions say that lean on the last turn, for text made `plain`.

    Patterns are built when they are first needed: few first questions need any, and a start is quicker without.
    """

    words: FollowupWords
    ordinals: Mapping[str, int]
    none_of_these: frozenset[str]
    kinds: tuple[CompiledKind, ...]

    @property
    def menu(self) -> tuple[str, ...]:
        """What to offer where none of the questions offered is meant."""
        return self.words.menu

    @cached_property
    def timed(self) -> frozenset[str]:
        """Groups after whose answers a number alone is a time."""
        return frozenset(self.words.timed)

    @cached_property
    def leads(self) -> re.Pattern[str]:
        """How such a question begins."""
        return _pattern(self.words.leads)

    @cached_property
    def tails(self) -> re.Pattern[str]:
        """How it ends."""
        return _pattern(self.words.tails)

    @cached_property
    def nouns(self) -> re.Pattern[str]:
        """What stands beside a number that picks one of the questions offered."""
        return _pattern(self.words.ordinal_nouns)

    @cached_property
    def pronouns(self) -> re.Pattern[str]:
        """What stands for what was said before."""
        return _pattern(self.words.pronouns)

    @cached_property
    def same_time(self) -> re.Pattern[str]:
        """What leaves the time of the last answer as it was."""
        return _pattern(self.words.same_time)

    @cached_property
    def edges(self) -> re.Pattern[str]:
        """Leads, tails and pronouns."""
        return _pattern(self._edges)

    @cached_property
    def light(self) -> re.Pattern[str]:
        """Everything that carries no subject of its own, the words of light kinds among it."""
        among = (word for kind in self.words.kinds if kind.light for word in kind.among)
        return _pattern((*self.words.light, *self._edges, *among))

    @cached_property
    def background(self) -> re.Pattern[str]:
        """What is known from the start and so is no subject of its own."""
        return _pattern(self.words.background)

    @property
    def _edges(self) -> tuple[str, ...]:
        return (*self.words.leads, *self.words.tails, *self.words.pronouns)


def compile_followups(words: FollowupWords) -> CompiledFollowups:
    """The follow-up words of the lexicon, ready for use."""
    return CompiledFollowups(
        words=words,
        ordinals={plain(fold(word)): place for word, place in words.ordinals.items()},
        none_of_these=frozenset(map(plain, fold_all(words.none_of_these))),
        kinds=tuple(_kind(kind) for kind in words.kinds),
    )


def plain(folded: str) -> str:
    """Folded text without punctuation, its words a single space apart."""
    return " ".join(_MARKS.sub(" ", folded).split())


def statement(words: str) -> str:
    """Chinese questions of the form "serious or not serious" as statements: 严不严重, 严唔严重 → 严重."""
    return _A_NOT_A.sub(r"\1", words)


def _kind(kind: FollowupKind) -> CompiledKind:
    return CompiledKind(kind, frozenset(statement(plain(phrase)) for phrase in fold_all(kind.alone)))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return phrase_pattern(map(plain, fold_all(tuple(words))))
