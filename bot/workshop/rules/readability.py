"""Can a frightened reader follow? The school grade of the English, and the length of sentences in every language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import syllapy

from bot.content.texts import ContentText, texts
from bot.model.knowledge import Knowledge
from bot.model.told import Told
from bot.rendering.glossing import Glossary
from bot.text.scripts import HAN
from bot.workshop.rules.material import Found, Material, Where
from bot.workshop.rules.shown import prose_of

WHOLE = 8.0
"""Highest grade of what a reader meets as one piece: an answer, a reply, a caution, an entry of the glossary."""
ALONE = 10.0
"""Highest grade of one text in it: a hard paragraph must not hide among easy ones."""
ENOUGH_WORDS = 8
"""Fewer words have no grade: a single long word would decide it."""
WORDS = 25
"""Longest English sentence, in words. Plain-language guides advise 15 to 20 on average and 25 at most."""
CHARACTERS = 50
"""Longest Chinese sentence, in characters; a Latin word or a figure counts as one or two."""

_STAND_IN = "ten"
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_UNIT = re.compile(rf"[{HAN}]|[A-Za-z0-9][A-Za-z0-9α-ω-]*")
_ENGLISH_END = re.compile(r"(?<=[.!?:;])[”\"’)]*\s+")
_CHINESE_END = re.compile(r"(?<=[。！？；：])")
_APART = ("question", "title", "labels", "for_doctor")
"""Texts that are read by themselves: no part of the piece around them."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One text as it is counted: figures and explained words are one short word each."""

    text: ContentText
    counted: str


def check(material: Material) -> Iterator[Found]:
    """English that needs more than eight years of school, and sentences that are too long to follow."""
    yield from _grades(material.knowledge)
    for text in texts(material.knowledge):
        yield from _long_sentences(text)


def grade(text: str) -> float:
    """Flesch-Kincaid grade: school years needed (Kincaid et al. 1975, Research Branch Report 8-75).

    0.39 words a sentence + 11.8 syllables a word - 15.59. A colon and a semicolon end a sentence too, as in Flesch's
    units of thought. Syllables come from the dictionary of syllapy.
    """
    words = _WORD.findall(text)
    sentences = [part for part in _ENGLISH_END.split(text) if _WORD.search(part)]
    syllables = sum(max(1, int(syllapy.count(word.replace("’", "'")))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _grades(knowledge: Knowledge) -> Iterator[Found]:
    glossary = Glossary(knowledge.locales["en"].glossary)
    pieces: dict[tuple[str, Where], list[_Piece]] = {}
    for text in texts(knowledge):
        if text.locale == "en" and not set(_APART) & set(text.where):
            counted = glossary.pattern.sub("word", prose_of(text.spans, _STAND_IN).lower())
            pieces.setdefault((text.path, text.where[:2]), []).append(_Piece(text, counted))
    for (path, where), parts in pieces.items():
        yield from _alone(parts)
        whole = " ".join(part.counted for part in parts)
        if _is_too_hard(whole, WHOLE):
            years, hardest = f"{grade(whole):.1f}", _hardest(parts)
            message = f"reads like grade {years}; at most {WHOLE:.0f}. Hardest: {hardest!r}"
            told = Told("grade", message, years=years, most=f"{WHOLE:.0f}", hardest=hardest)
            yield Found(path, where, "readability", told)


def _alone(parts: Sequence[_Piece]) -> Iterator[Found]:
    for part in parts:
        if len(parts) > 1 and _is_too_hard(part.counted, ALONE):
            years = f"{grade(part.counted):.1f}"
            message = f"reads like grade {years} by itself; at most {ALONE:.0f}"
            told = Told("grade-alone", message, years=years, most=f"{ALONE:.0f}")
            yield Found(part.text.path, part.text.where, "readability", told)


def _is_too_hard(counted: str, highest: float) -> bool:
    return len(_WORD.findall(counted)) >= ENOUGH_WORDS and round(grade(counted), 1) > highest


def _hardest(parts: Sequence[_Piece]) -> str:
    sentences = [sentence for part in parts for sentence in _ENGLISH_END.split(part.counted) if _WORD.search(sentence)]
    return max(sentences, key=grade)


def _long_sentences(text: ContentText) -> Iterator[Found]:
    english = text.locale == "en"
    ends, unit, most, name = (
        (_ENGLISH_END, _WORD, WORDS, "words") if english else (_CHINESE_END, _UNIT, CHARACTERS, "characters")
    )
    for sentence in ends.split(prose_of(text.spans, _STAND_IN if english else "十二")):
        length = len(unit.findall(sentence))
        if length > most:
            message = f"a sentence of {length} {name}; at most {most}: {sentence.strip()!r}"
            told = Told("long-sentence", message, length=length, most=most, unit=name, sentence=sentence.strip())
            yield Found(text.path, text.where, "long-sentence", told)
