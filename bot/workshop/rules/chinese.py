"""Chinese in the right script and of the right region, checked by tables of characters and lists of words."""

import re
from collections.abc import Iterator
from functools import cache

from opencc import OpenCC

from bot.model.told import Told
from bot.model.wording_lexicon import ChineseLocale, ChineseWords
from bot.text.scripts import HAN
from bot.workshop.rules.material import Found, Material
from bot.workshop.rules.shown import shown

_CONVERTERS: dict[ChineseLocale, str] = {"zh-Hans": "t2s", "zh-Hant": "s2tw"}
"""The OpenCC table that leaves a character of the script unchanged and replaces one of the other."""
_BRACKETS = re.compile("（[^（）]*）")
_QUOTES: dict[ChineseLocale, tuple[str, str]] = {"zh-Hans": ("「」『』", "“”"), "zh-Hant": ("“”‘’", "「」")}
_BLANK = re.compile(f"[{HAN}，。；：？！、）] +[{HAN}，。；：？！、（]")


def check(material: Material) -> Iterator[Found]:
    """Characters of the other script, characters in the wrong word, the other region's words and quotation marks."""
    chinese = material.wording.chinese
    for text in shown(material.knowledge):
        if text.locale == "en":
            continue
        words = chinese.get(text.locale, ChineseWords())
        for rule, message in of_text(text.prose, text.locale, words):
            yield Found(text.path, text.where, rule, message)


def of_text(prose: str, locale: ChineseLocale, words: ChineseWords) -> Iterator[tuple[str, str]]:
    """Rule and message for each fault of one text."""
    known = {*words.right, *(only.character for only in words.only_in)}
    right = {char: converted(char, _CONVERTERS[locale]) for char in dict.fromkeys(prose) if char not in known}
    other = [f"{char} is {meant} there" for char, meant in right.items() if char != meant]
    if other:
        message = f"characters that are not of {locale}: {', '.join(other)}"
        pairs = " ".join(f"{char}→{meant}" for char, meant in right.items() if char != meant)
        yield "wrong-script", Told("wrong-script", message, pairs=pairs)
    for only in words.only_in:
        rest = _without(prose, only.only_in) if only.character in prose else ""
        if only.character in rest:
            place = rest.index(only.character)
            near = prose[max(0, place - 3) : place + 4]
            message = f"{only.character!r} in {near!r}: {only.instead}"
            told = Told("wrong-character", message, character=only.character, near=near, instead=only.instead)
            yield "wrong-character", told
    outside = _BRACKETS.sub(" ", prose)
    for foreign in words.words:
        if foreign.word in outside and foreign.word in _without(outside, foreign.unless):
            message = f"{foreign.word!r} is not what readers of {locale} say; use {foreign.use!r}"
            yield "wrong-region", Told("wrong-region", message, word=foreign.word, use=foreign.use)
    yield from _marks(prose, locale)


def _marks(prose: str, locale: ChineseLocale) -> Iterator[tuple[str, str]]:
    wrong, right = _QUOTES[locale]
    found = next((mark for mark in wrong if mark in prose), None)
    if found:
        message = f"{found!r} is a quotation mark of another region; in {locale} use {right!r}"
        yield "chinese-marks", Told("quotation-mark", message, mark=found, use=right)
    blank = _BLANK.search(prose)
    if blank:
        message = f"a blank between Chinese characters: {blank[0]!r}"
        yield "chinese-marks", Told("blank", message, near=blank[0])


def _without(prose: str, right: tuple[str, ...]) -> str:
    for word in sorted(right, key=len, reverse=True):
        prose = prose.replace(word, " " * len(word))
    return prose


@cache
def converted(character: str, table: str) -> str:
    """One character by an OpenCC table; itself if the table does not replace it."""
    return str(_converter(table).convert(character))


@cache
def _converter(table: str) -> OpenCC:
    return OpenCC(table)
