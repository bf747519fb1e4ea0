"""Chinese typed in Latin letters, without an input method: ganyinghua, or gan ying hua, is 肝硬化."""

from collections.abc import Container

from bot.text.sounds import syllables
from bot.text.tokens import is_han, tokens

_MOST = 0.8
"""Share of the Latin words that must be readable as pinyin."""


def pinyin_words(folded: str, known: Container[str]) -> frozenset[str]:
    """The words of a text that are pinyin; none where it is in another language.

    Many English words can be read as pinyin (can, he, same), so nearly all words must be, and most of them unknown.
    """
    words = [token for token in tokens(folded) if not is_han(token)]
    readable = [word for word in words if syllables(word)]
    unknown = [word for word in readable if word not in known]
    if len(readable) < _MOST * len(words) or 2 * len(unknown) < len(readable) or not unknown:
        return frozenset()
    return frozenset(readable)
