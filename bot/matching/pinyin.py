"""Chinese typed in Latin letters, without an input method, put into the characters that are meant.

ganyinghua, or gan ying hua, is 肝硬化. Of all characters with these sounds those are taken that make the likeliest
sequence, by how often each follows the one before it in the examples: a model of pairs, searched after Viterbi (1967).
It knows what people ask here and no more, and that is what it has to read.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np

from bot.classifier.arrays import Ints
from bot.text.normalise import fold
from bot.text.scripts import HAN
from bot.text.sounds import COMMONEST, LONGEST_SYLLABLE, OTHERS, syllables
from bot.text.tokens import is_han, tokens

_MOST = 0.7
"""Share of the Latin words that must be readable as pinyin: a term in Latin letters may stand among them (MELD jiang le
ma). Of English words a third is."""
_LEAST = 4
"""Letters that must be pinyin: AI among Chinese characters is no 癌."""
_RUN = re.compile(f"[{HAN}]+")
_PIECE = re.compile(rf"[a-z]+|[{HAN}]|\s+|[^a-z{HAN}\s]+")
_LETTER = re.compile("[a-zA-Z\uff21-\uff5a]")
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
_EDGE = "\0"
"""Stands before the first and behind the last character of a run."""
_WIDTH = 12
"""Beginnings that are followed further at each place."""
_RARER = -4.0
"""Added where a character is not read in its commonest way (屏 as bing)."""
_UNLIKELY = -7.5
"""Log-probability of a character, on average, below which the letters were not meant as Chinese. Questions that are
have -2 to -5, words of other languages that can be read so -8 and less."""


@dataclass(frozen=True, slots=True)
class CharacterPairs:
    """How often one Chinese character follows another."""

    points: Ints
    """Code points, shape (pairs, 2); 0 for the edge of a run."""
    counts: Ints
    """Shape (pairs,)."""


class _Reading(NamedTuple):
    """A beginning of a text as it may be meant."""

    chance: float
    """Logarithm."""
    text: str


_Readings = Mapping[str, _Reading]
"""The likeliest beginning for each character it may end with."""
_BEGIN: _Readings = {_EDGE: _Reading(0.0, "")}


@dataclass(frozen=True)
class PinyinReader:
    """What is needed to read pinyin. Its tables are built when the first such question comes."""

    pairs: CharacterPairs
    english: frozenset[str]
    """Words of another language that can be read as pinyin."""

    @cached_property
    def _following(self) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for (first, second), count in zip(self.pairs.points.tolist(), self.pairs.counts.tolist(), strict=True):
            found[chr(first)][chr(second)] = count
        return found

    @cached_property
    def _share(self) -> Mapping[str, float]:
        """How common each character is among all."""
        counts: Counter[str] = Counter()
        for following in self._following.values():
            counts.update(following)
        total = counts.total()
        return {char: count / total for char, count in counts.items()}

    @cached_property
    def _starts(self) -> Mapping[str, int]:
        """How often each character is followed by any."""
        return {char: sum(following.values()) for char, following in self._following.items()}

    @cached_property
    def _sounding(self) -> Mapping[str, Mapping[str, float]]:
        """The characters of each syllable, and what a reading costs that is not their commonest."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for cost, read in ((0.0, COMMONEST), (_RARER, OTHERS)):
            for syllable, chars in read.items():
                # Cantonese has syllables without a vowel (唔), pinyin as it is typed has none.
                if syllables(syllable):
                    for char in filter(self._share.__contains__, chars):
                        found[syllable][char] = cost
        return found

    def meant(self, text: str) -> str:
        """A text of some hundred code points with its pinyin in characters; as it is where it holds none."""
        if not _LETTER.search(text):
            return text
        plain = fold(text).translate(_TONES)
        written = self.in_characters(plain)
        return text if written == plain else written

    def in_characters(self, folded: str) -> str:
        """A folded text with its pinyin in characters; the text itself where it holds none, or means none."""
        words = pinyin_words(folded, self.english)
        if not words:
            return folded
        found = list(self._pieces(folded, words))
        spelt = [one for one in found if one.chance]
        length = sum(len(one.text) for one in spelt)
        likely = length and sum(one.chance for one in spelt) / length > _UNLIKELY
        return "".join(one.text for one in found).strip() if likely else folded

    def _pieces(self, folded: str, words: Container[str]) -> Iterator[_Reading]:
        """The text in stretches of Chinese, spelt or written, and what stands between them, with chance 0."""
        now = _BEGIN
        space = ""
        for piece in _PIECE.findall(folded):
            if piece.isspace():
                space = piece
                continue
            following = (
                self._spelt(piece, now) if piece in words else self._said({piece: 0.0}, now) if is_han(piece) else {}
            )
            if following:
                now, space = following, ""
                continue
            yield self._best(now)
            yield _Reading(0.0, f"{space if now is _BEGIN else ''}{piece}")
            now, space = _BEGIN, ""
        yield self._best(now)

    def _best(self, now: _Readings) -> _Reading:
        if now is _BEGIN:
            return _BEGIN[_EDGE]
        return max(self._said({_EDGE: 0.0}, now).values())

    def _spelt(self, word: str, begun: _Readings) -> _Readings:
        """The readings with a word of syllables behind them, however it is cut; none if a syllable has no character."""
        at: list[dict[str, _Reading]] = [dict(begun), *({} for _ in word)]
        for start in range(len(word)):
            if not at[start]:
                continue
            now = dict(sorted(at[start].items(), key=lambda one: -one[1].chance)[:_WIDTH])
            for end in range(start + 1, min(start + LONGEST_SYLLABLE, len(word)) + 1):
                for char, reading in self._said(self._sounding.get(word[start:end], {}), now).items():
                    if char not in at[end] or at[end][char].chance < reading.chance:
                        at[end][char] = reading
        return at[-1]

    def _said(self, chars: Mapping[str, float], now: _Readings) -> _Readings:
        """The readings with one of the characters behind them, each at its cost."""
        found: dict[str, _Reading] = {}
        for char, cost in chars.items():
            share = self._share.get(char, 0.0) or 1e-9
            chance, text = max(
                (
                    reading.chance
                    + log((self._following.get(last, {}).get(char, 0) + share) / (self._starts.get(last, 0) + 1)),
                    reading.text,
                )
                for last, reading in now.items()
            )
            found[char] = _Reading(chance + cost, text + char.strip(_EDGE))
        return found


def count_pairs(folded: Iterable[str]) -> CharacterPairs:
    """How often each character follows another in folded texts, in ascending order."""
    counts = Counter(pair for text in folded for run in _RUN.findall(text) for pair in pairwise(f"{_EDGE}{run}{_EDGE}"))
    ordered = sorted(counts)
    points = [[ord(first), ord(second)] for first, second in ordered]
    return CharacterPairs(
        np.array(points, dtype=np.int32).reshape(-1, 2),
        np.array([counts[pair] for pair in ordered], dtype=np.int32),
    )


def english_words(folded: Iterable[str]) -> frozenset[str]:
    """The words of folded texts that can be read as pinyin and are met more often among words that cannot."""
    counts: Counter[str] = Counter()
    for words in map(_latin, folded):
        among = 1 if len(list(filter(syllables, words))) < _MOST * len(words) else -1
        counts.update(dict.fromkeys(words, among))
    return frozenset(word for word, count in counts.items() if count > 0 and syllables(word))


def pinyin_words(folded: str, english: Container[str]) -> frozenset[str]:
    """The words of a text that are pinyin; none where it is in another language.

    Many English words can be read as pinyin (can, he, same), so nearly all words must be, and most of them unknown.
    """
    words = _latin(folded)
    readable: list[str] = []
    spared = len(words) - _MOST * len(words)
    for number, word in enumerate(words):
        if syllables(word):
            readable.append(word)
        elif number + 1 - len(readable) > spared:
            return frozenset()
    unknown = [word for word in readable if word not in english]
    if 2 * len(unknown) < len(readable) or sum(map(len, unknown)) < _LEAST:
        return frozenset()
    return frozenset(readable)


def learn_pinyin(texts: Iterable[str]) -> PinyinReader:
    """A reader that knows the Chinese and the other words of these texts, as they were written."""
    folded = list(map(fold, texts))
    return PinyinReader(count_pairs(folded), english_words(folded))


def _latin(folded: str) -> list[str]:
    return [token for token in tokens(folded) if token[0].isalpha() and not is_han(token)]
