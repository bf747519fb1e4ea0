"""What changes in a sentence, word by word, for showing before it is saved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECE = re.compile(r"\{[^{}]*\}|[A-Za-z0-9'-]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence."""

    state: Literal["same", "gone", "new"]
    text: str


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """Both sentences as one run of pieces. A word, a placeholder and a Chinese character are never cut."""
    return tuple(_pieces(_PIECE.findall(before), _PIECE.findall(after)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Piece("gone", "".join(old[a:b]))
        if d > c:
            yield Piece("new", "".join(new[c:d]))
