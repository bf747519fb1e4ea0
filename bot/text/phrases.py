"""Finding any of many phrases in a folded text. Latin phrases are whole words; Chinese ones may stand anywhere."""

import re
from collections.abc import Iterable, Iterator

from bot.text.normalise import fold_all

_NOTHING = r"(?!)"
WORD_BEGINS, WORD_ENDS = "(?<![a-z0-9])", "(?![a-z0-9])"
_END = ""

Tree = dict[str, "Tree"]
"""Texts piece by piece: each piece, an expression, leads to what may follow it; the empty one says that one ends."""


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases, for a text folded by `fold`; longest first. Matches nothing if there are none."""
    return re.compile(phrase_source(phrases))


def phrase_source(phrases: Iterable[str]) -> str:
    """The same as an expression, for one that is larger."""
    tree: Tree = {}
    for phrase in fold_all([phrase for phrase in phrases if phrase.strip()]):
        grow(tree, _pieces(phrase))
    return branches(tree) if tree else _NOTHING


def grow(tree: Tree, pieces: Iterable[str]) -> None:
    """Add one text to a tree."""
    for piece in pieces:
        tree = tree.setdefault(piece, {})
    tree[_END] = {}


def branches(tree: Tree) -> str:
    """The tree as an expression that prefers the longest text.

    Not a list of texts: at most places the first letter or two already say no.
    """
    # The end of a word comes last: until then a longer phrase may follow.
    inner = [piece + branches(below) for piece, below in sorted(tree.items(), key=_is_end) if piece]
    if len(inner) == 1 and _END not in tree:
        return inner[0]
    return f"(?:{'|'.join(inner)})" + "?" * (_END in tree) if inner else ""


def _is_end(branch: tuple[str, Tree]) -> bool:
    return branch[0] == WORD_ENDS


def _pieces(phrase: str) -> Iterator[str]:
    if _is_latin(phrase[0]):
        yield WORD_BEGINS
    yield from (r"\s+" if char.isspace() else re.escape(char) for char in phrase)
    if _is_latin(phrase[-1]):
        yield WORD_ENDS


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
