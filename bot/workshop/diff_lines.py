"""Two versions of a text, line by line, and within a line word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

_WORD = re.compile(r"[A-Za-z]+|\d(?:[\d.,]*\d)?|\s+|.", re.DOTALL)
"""A word, a number, blanks, or one character: of Chinese each one counts."""
_ALIKE = 0.35
"""Below this share of common words two lines are one that goes and one that comes, unless as many go as come."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line. `changed`: it stands in this version alone."""

    text: str
    changed: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LinePair:
    """A line before and after; None where it stands in one version alone."""

    before: Line | None
    after: Line | None


def line_pairs(before: Sequence[str] | None, after: Sequence[str] | None) -> tuple[LinePair, ...]:
    """The lines that differ, in order. None is a text that does not exist."""
    return tuple(_pairs(before or (), after or ()))


def plain(line: Line) -> str:
    """A line as it stands."""
    return "".join(piece.text for piece in line)


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[LinePair]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        alike = 0 if end - start == new_end - new_start else _ALIKE
        for old, new in zip_longest(before[start:end], after[new_start:new_end]):
            yield from _pair(old, new, alike)


def _pair(old: str | None, new: str | None, alike: float) -> Iterator[LinePair]:
    if old is None or new is None:
        yield LinePair(_whole(old), _whole(new))
        return
    words, new_words = _WORD.findall(old), _WORD.findall(new)
    said, new_said = ([word for word in line if not word.isspace()] for line in (words, new_words))
    matcher = SequenceMatcher(None, words, new_words, autojunk=False)
    if SequenceMatcher(None, said, new_said, autojunk=False).ratio() < alike:
        yield LinePair(_whole(old), None)
        yield LinePair(None, _whole(new))
        return
    codes = matcher.get_opcodes()
    yield LinePair(
        _line((words[a:b], tag != "equal") for tag, a, b, _, _ in codes),
        _line((new_words[c:d], tag != "equal") for tag, _, _, c, d in codes),
    )


def _whole(line: str | None) -> Line | None:
    return None if line is None else (Piece(line, changed=True),)


def _line(parts: Iterator[tuple[list[str], bool]]) -> Line:
    return tuple(Piece("".join(words), changed) for words, changed in parts if words)
