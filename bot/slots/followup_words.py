"""The follow-up words of the lexicon, ready for use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.model.slot_lexicon import FollowupKind, FollowupWords
from bot.text.normalise import fold, fold_all
from bot.text.phrases import phrase_pattern
from bot.text.scripts import HAN

_A_NOT_A = re.compile(rf"([{HAN}])[不唔]\1")
_MARKS = re.compile(r"[^\w\s]+|_+")


@dataclass(frozen=True, slots=True)
class CompiledKind:
    """A kind of follow-up with its words."""

    rule: FollowupKind
    alone: frozenset[str]
    among: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CompiledFollowups:
    """Patterns of questions that lean on the last turn, for text made `plain`."""

    leads: re.Pattern[str]
    tails: re.Pattern[str]
    nouns: re.Pattern[str]
    ordinals: Mapping[str, int]
    none_of_these: frozenset[str]
    menu: tuple[str, ...]
    timed: frozenset[str]
    pronouns: re.Pattern[str]
    edges: re.Pattern[str]
    """Leads, tails and pronouns."""
    light: re.Pattern[str]
    """Everything that carries no subject of its own, the words of light kinds among it."""
    background: re.Pattern[str]
    kinds: tuple[CompiledKind, ...]


def compile_followups(words: FollowupWords) -> CompiledFollowups:
    """The follow-up words of the lexicon, ready for use."""
    among = [word for kind in words.kinds if kind.light for word in kind.among]
    edges = [*words.leads, *words.tails, *words.pronouns]
    return CompiledFollowups(
        leads=_pattern(words.leads),
        tails=_pattern(words.tails),
        nouns=_pattern(words.ordinal_nouns),
        ordinals={plain(fold(word)): place for word, place in words.ordinals.items()},
        none_of_these=frozenset(map(plain, fold_all(words.none_of_these))),
        menu=words.menu,
        timed=frozenset(words.timed),
        pronouns=_pattern(words.pronouns),
        edges=_pattern(edges),
        light=_pattern([*words.light, *edges, *among]),
        background=_pattern(words.background),
        kinds=tuple(_kind(kind) for kind in words.kinds),
    )


def plain(folded: str) -> str:
    """Folded text without punctuation, its words a single space apart."""
    return " ".join(_MARKS.sub(" ", folded).split())


def statement(words: str) -> str:
    """Chinese questions of the form "serious or not serious" as statements: 严不严重, 严唔严重 → 严重."""
    return _A_NOT_A.sub(r"\1", words)


def _kind(kind: FollowupKind) -> CompiledKind:
    alone = frozenset(statement(plain(phrase)) for phrase in fold_all(kind.alone))
    return CompiledKind(kind, alone, _pattern(kind.among))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return phrase_pattern(map(plain, fold_all(tuple(words))))
