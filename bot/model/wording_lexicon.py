"""Words that editors are held to: medical words that need an explanation, and each script's own Chinese."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from bot.model.editorial_lexicon import WordList
from bot.model.entry import Entry

ChineseLocale = Literal["zh-Hans", "zh-Hant"]


class OnlyIn(Entry):
    """A character that is right in some words only, and elsewhere stands for another."""

    character: str = Field(min_length=1, max_length=1)
    only_in: tuple[str, ...]
    """Words in which it is right."""
    instead: str
    """What is meant elsewhere."""


class Foreign(Entry):
    """A word that the readers of this script do not use, or write otherwise."""

    word: str = Field(min_length=1)
    use: str
    """What they say."""
    unless: tuple[str, ...] = ()
    """Longer words in which it is right."""


class ChineseWords(Entry):
    """What is wrong in one script, beyond what a table of characters can tell."""

    right: str = ""
    """Characters that belong to this script although a converter would replace them."""
    only_in: tuple[OnlyIn, ...] = ()
    words: tuple[Foreign, ...] = ()
    """Full-width brackets are not searched for these: they hold the other region's word on purpose."""


class WordingLexicon(Entry):
    """File `content/lexicon/wording.yaml`."""

    terms: WordList = WordList()
    """Medical and statistical words: each needs an entry in the glossary of its language, under `term` or `also`."""
    endings: tuple[str, ...] = ()
    """Endings by which an English word is taken for a medical one."""
    everyday: WordList = WordList()
    """Words with such an ending, or in capitals, that everybody knows."""
    significance: WordList = WordList()
    """Words that call a result significant: wrong where its interval reaches "no difference"."""
    not_hedges: WordList = WordList()
    """Set words that hold a hedge and do not hedge (不可能)."""
    chinese: Mapping[ChineseLocale, ChineseWords] = {}
