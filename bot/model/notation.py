r"""The notation of phrases in the safety lexicon, as far as a phrase by itself can break it.

`<name>` is any word of the part of that name, `(a|b)` a choice, `[a]` may be absent, `..` and `...` are gaps, `#` and
`##` numbers, `^` and `$` the beginning and end of the clause. Brackets do not nest, and hold words and parts alone.
"""

import re
from typing import Annotated

from pydantic import AfterValidator

PART = re.compile(r"<([^<>]+)>")
_INSIDE = r"(?:<[^<>]+>|[^<>()\[\]{}?*+\\#^$.]++|\.(?!\.))++"
# Nothing is tried twice: it stays linear.
_PHRASE = re.compile(rf"(?:[^<>()\[\]{{}}?*+\\]++|<[^<>]+>|\({_INSIDE}\)|\[{_INSIDE}\])*+")
_EMPTY = re.compile(r"(?:\[[^\[\]]*\]|\([^()]*(?<=[(|])SIGN(?=[|)])[^()]*\)|SIGN|[\s.#^$|()])*+")
"""What asks for no word beside a sign."""


def check_phrase(written: str) -> str:
    """The phrase itself.

    Raises:
        ValueError: it is outside the notation, or has no word that must occur.
    """
    if not _PHRASE.fullmatch(written):
        raise ValueError(f"{written!r} is not in the notation: brackets do not nest and hold words alone")
    if _EMPTY.fullmatch(written):
        raise ValueError(f"{written!r} has no word that must occur")
    return written


Written = Annotated[str, AfterValidator(check_phrase)]
"""A phrase in the notation."""
