"""How people really write: misspellings, glued and spaced letters, wrong characters of the same sound."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import add

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.model.safety_lexicon import RedFlagFile
from bot.safety.notation import CUT, SIGN, plain
from bot.text.normalise import shorten
from bot.text.phrases import Tree, branches, grow
from bot.text.scripts import HAN
from bot.text.sounds import COMMONEST, sound

LIMIT = 2000
"""Code points that are read: of a longer text the first and the last half of this."""

_TOKENS = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[a-z](?<![a-z]{2}) (?:[a-z] ){3,}[a-z](?![a-z])")
_LETTER = re.compile(r"[a-z]")
_RUNS = re.compile(r"([a-z])\1{2,}")
_LEET = re.compile(r"^[a-z]+[0134578]+[a-z]+$")
_FIGURES = str.maketrans("0134578", "oieastb")
_RARE = "\U00020000-\U0003ffff"
"""Where folding finds a few Cantonese characters, such as the one of 嗰."""
_FIRST_TYPED, _LAST_TYPED = "\u4e00", "\u9fff"
"""Of the characters in order, those that every input method offers."""
_HAN_SPACES = re.compile(f"(?<=[{HAN}{_RARE}]) (?=[{HAN}{_RARE}])")
_SPACES = re.compile(" {2,}")
_LONG, _GLUED = 6, 9
_SMALL = frozenset(
    {"a", "i", "ah", "am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "im", "in", "is", "it", "me"}
    | {"my", "no", "of", "oh", "ok", "on", "or", "pa", "so", "to", "up", "us", "we"}
)
"""Words of one or two letters that people glue to others. No abbreviations: Manchester is no man with chest and er."""


@dataclass(frozen=True)
class Writing:
    """What is needed to read careless writing."""

    spellings: Mapping[str, str]
    signs: re.Pattern[str]
    """Of these the single ones that are no letter, such as an emoji."""
    known: frozenset[str]
    near: Mapping[tuple[str, int], tuple[str, ...]]
    """Words of six letters or more by first letter and about by length: a typing error seldom spares neither."""
    pinyin: re.Pattern[str]
    """Chinese words in Latin letters."""
    sounds: Mapping[str, str]
    """What each of them means, by its letters without spaces."""
    homophones: Mapping[str, str]
    """Pairs of characters with a wrong one of the same sound, and the word that is meant."""


def compile_writing(file: RedFlagFile, vocabulary: frozenset[str], targets: Iterable[str]) -> Writing:
    """`vocabulary`: every Latin word of the lexicon. Only `targets` are what a typing error may stand for."""
    near: dict[tuple[str, int], tuple[str, ...]] = {}
    long = sorted(word for word in targets if len(word) >= _LONG)
    for off in (0, -1, 1):
        for word in long:
            place = word[0], len(word) - off
            near[place] = (*near.get(place, ()), word)
    spellings = {plain(wrong): f" {plain(right)} " for right, wrongs in file.spellings.items() for wrong in wrongs}
    known = vocabulary | {plain(word) for word in file.real_words}
    sounds = {written: word for word in map(plain, file.homophones.pinyin) for written in _in_letters(word)}
    pinyin = _pinyin(sounds)
    single = "".join(re.escape(wrong) for wrong in spellings if len(wrong) == 1 and not wrong.isascii())
    signs = re.compile(f"[{single}]" if single else "(?!)")
    homophones = _homophones(file.homophones.words, file.homophones.real)
    return Writing(spellings, signs, known, near, pinyin, sounds, homophones)


def bounded(question: str) -> str:
    """The part of a question that is read, in the form that `plain` gives."""
    return plain(shorten(question, LIMIT))


def prepare(folded: str, writing: Writing) -> str:
    """A text that `bounded` gave, as the screen reads it: with careless writing put right. Punctuation stays."""
    # Marks that only the screen may set.
    folded = folded.replace(SIGN, " ").replace(CUT, " ")
    text = _LETTERS.sub(partial(_unspaced, writing=writing), shorten(folded, 2 * LIMIT))
    if _LETTER.search(text):
        text = writing.pinyin.sub(lambda match: f" {writing.sounds[match[0].replace(' ', '')]} ", text)
    text = _right_words(text, writing)
    if text.isascii():
        return text
    text = join_han(_SPACES.sub(" ", writing.signs.sub(lambda sign: writing.spellings[sign[0]], text)))
    for pair in sorted(writing.homophones.keys() & set(map(add, text, text[1:])), key=text.index):
        text = text.replace(pair, writing.homophones[pair])
    return text


def join_han(text: str) -> str:
    """The text without spaces between Chinese characters."""
    return text if text.isascii() else _HAN_SPACES.sub("", text)


def _right_words(text: str, writing: Writing) -> str:
    unknown = {token for token in _TOKENS.findall(text) if token not in writing.known and not token.isdigit()}
    right = {token: word for token in unknown if (word := _corrected(token, writing)) != token}
    return _TOKENS.sub(lambda match: right.get(match[0], match[0]), text) if right else text


def _corrected(token: str, writing: Writing) -> str:
    if _LEET.match(token):
        token = token.translate(_FIGURES)
    if token in writing.spellings:
        return writing.spellings[token].strip()
    for shorter in (_RUNS.sub(r"\1\1", token), _RUNS.sub(r"\1", token)):
        if shorter in writing.known:
            return shorter
        if shorter in writing.spellings:
            return writing.spellings[shorter].strip()
    if token.endswith("s") and token[:-1] in writing.known:
        return token[:-1]
    if token.endswith("in") and f"{token}g" in writing.known:
        return f"{token}g"
    token = _RUNS.sub(r"\1\1", token)
    if len(token) >= _LONG - 1 and (word := _nearest(token, writing.near)):
        return word
    return _segmented(token, writing.known) or token if _GLUED <= len(token) <= 60 else token


def _nearest(token: str, near: Mapping[tuple[str, int], tuple[str, ...]]) -> str | None:
    # Of several the first: one of the same length comes before one that is shorter or longer.
    found = extractOne(token, near.get((token[0], len(token)), ()), scorer=OSA.distance, score_cutoff=1)
    return found and found[0]


def _unspaced(match: re.Match[str], writing: Writing) -> str:
    letters = match[0].replace(" ", "")
    return _segmented(letters[:120], writing.known) or letters


def _segmented(letters: str, known: frozenset[str]) -> str | None:
    """Cut glued letters into known words, as few as possible; None where they do not fit.

    Of one or two letters only common words count: with more of them any name of a medicine would fall to pieces.
    """
    best: list[tuple[int, int] | None] = [(0, 0), *[None] * len(letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 14), end):
            before = best[start]
            if before is not None and letters[start:end] in (known if end - start > 2 else _SMALL):
                found = best[end]
                if found is None or before[0] + 1 < found[0]:
                    best[end] = (before[0] + 1, start)
    if best[-1] is None:
        return None
    words, end = [], len(letters)
    while end and (step := best[end]) is not None:
        words.append(letters[step[1] : end])
        end = step[1]
    return " ".join(reversed(words))


def _homophones(words: Iterable[str], real: Iterable[str]) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for word in map(plain, words):
        first, second = word[0], word[1]
        pairs.update({char + second: word for char in _alike(first)})
        pairs.update({first + char: word for char in _alike(second)})
    for word in (*map(plain, real), *map(plain, words)):
        pairs.pop(word, None)
    return pairs


def _alike(char: str) -> Iterator[str]:
    """The other characters that sound as this one does, but for those that hardly anybody can type."""
    alike = COMMONEST[sound(char)]
    return (other for other in alike if other != char and _FIRST_TYPED <= other <= _LAST_TYPED)


def _in_letters(word: str) -> Iterator[str]:
    """The word in pinyin, and with any one of its characters in pinyin."""
    yield "".join(map(sound, word))
    for place, char in enumerate(word):
        yield f"{word[:place]}{sound(char)}{word[place + 1 :]}"


def _pinyin(sounds: Mapping[str, str]) -> re.Pattern[str]:
    """Any of the words, as long as possible, with or without spaces between syllables and characters."""
    tree: Tree = {}
    for written, word in sounds.items():
        grow(tree, _elements(written, word))
    return re.compile(rf"(?<![a-z])(?:{branches(tree) or '(?!)'})(?![a-z])")


def _elements(written: str, word: str) -> Iterator[str]:
    for place, syllable in enumerate(_syllables(written, word)):
        if place:
            yield " ?"
        yield from syllable


def _syllables(written: str, word: str) -> Iterator[str]:
    for char in word:
        piece = char if written.startswith(char) else sound(char)
        written = written[len(piece) :]
        yield piece
