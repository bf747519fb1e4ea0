"""Folding of what a person typed, so that look-alike texts compare equal. For comparing only, never for showing."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from opencc import OpenCC

_JOINERS = re.compile(r" [^\S\n]+|[^\S\n ][^\S\n]*")
"""White space within a line that is no single space already: most is."""
_BREAKS = re.compile(r"\s*\n\s*")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\uff07`\u00b4]")


def clean(text: str) -> str:
    r"""Remove what a person cannot see: control, format, tag and private characters; lone surrogates become U+FFFD.

    Line breaks stay (they end a clause) as \n; other white space becomes a single space.
    """
    # Nearly every text is printable as it is; looking at each of its characters would take most of the time.
    if text.isprintable():
        return _evenly_spaced(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    visible = "\n".join(map(_visible_line, text.split("\n")))
    return _evenly_spaced(visible)


def printable(text: str) -> str:
    """What a person typed, as it can be shown back: without characters that cannot be seen, otherwise unchanged."""
    if text.isprintable():
        return text
    return "".join(char for char in text if char in "\r\n\t" or (_visible(char) and unicodedata.category(char) != "Cc"))


def fold(text: str) -> str:
    """Clean, NFKC, case fold and one Chinese script (simplified, OpenCC t2s). May be longer than the input.

    Bound the length before calling: NFKC is quadratic on long runs of combining marks.
    """
    cleaned = clean(text)
    if cleaned.isascii():
        # Nothing else changes it, and none of it changes its spaces.
        return cleaned.casefold().replace("`", "'")
    folded = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", cleaned).casefold())
    return _evenly_spaced(to_simplified(folded))


def fold_all(texts: Sequence[str]) -> list[str]:
    """Each text folded. Far quicker than one by one; a line break in a text becomes a space."""
    whole = "\n".join(" ".join(text.split()) for text in texts)
    folded = fold(whole).split("\n")
    # A text of nothing, or of nothing but invisible characters, leaves no line behind; then each is folded by itself.
    return folded if len(folded) == len(texts) else [" ".join(fold(text).split()) for text in texts]


def to_simplified(text: str) -> str:
    """Traditional Chinese characters as simplified ones; anything else unchanged.

    The bopomofo letter ㄧ is one for 一, which keyboards in Taiwan put beside it.
    """
    return _t2s().convert(text).replace("ㄧ", "一") if not text.isascii() else text


def shorten(text: str, limit: int) -> str:
    """The first and last `limit` // 2 code points of a longer text, joined by a line break; else the text."""
    half = limit // 2
    return text if len(text) <= limit else f"{text[:half]}\n{text[-half:]}"


@cache
def _t2s() -> OpenCC:
    return OpenCC("t2s")


def _evenly_spaced(text: str) -> str:
    """The text with single spaces and line breaks, and none around it. Of what is printable only " " is white space."""
    if text.isprintable():
        return (_JOINERS.sub(" ", text) if "  " in text else text).strip()
    return _BREAKS.sub("\n", _JOINERS.sub(" ", text)).strip()


def _visible_line(line: str) -> str:
    return line if line.isprintable() else "".join(map(_visible, line))


def _visible(char: str) -> str:
    if char == " ":
        return char
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if category in ("Cf", "Co", "Cn") else char
