"""Words that content may or must not hold: names, number words, hedges, selling words."""

from bot.model.entry import Entry


class WordList(Entry):
    """Words of one rule, by language. Chinese words serve both scripts unless a script is named."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()


class EditorialLexicon(Entry):
    """File `content/lexicon/editorial.yaml`."""

    names: tuple[str, ...]
    """Names with digits that {name:…} may show (IL-10)."""
    numbers: WordList
    """Number words: forbidden in text, because a number needs a figure."""
    number_phrases: WordList
    """Set words that hold a numeral and count nothing (一般, no one): allowed."""
    hedges: WordList
    """A point with hedge `may` must hold one of these."""
    selling: WordList
    """Words that sell: forbidden unless denied in the same sentence."""
    denials: WordList
    """What counts as such a denial."""
