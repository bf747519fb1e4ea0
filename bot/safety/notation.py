"""The notation of lexicon phrases, compiled to linear regular expressions with bounded gaps."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bot.text.normalise import fold
from bot.text.scripts import HAN, has_han

SIGN = "\u00a7"
"""Stands for the sign in a clause that a frame is held against."""

_TOKEN = re.compile(r"<([^<>]+)>|\(([^()]+)\)|\[([^\[\]]+)\]|(\.\.\.?)|(##?)|([\^$])|([^<>()\[\].#^$]+)")
_STRAY = re.compile(r"[<>()\[\]{}?*+\\]")
_PART = re.compile(r"<[^<>]+>")
_NESTED = re.compile(r"[<>()\[\]{}?*+\\#^$]|\.\.")
_WORDS = re.compile(r"[a-z]+|[0-9]+")
_LATIN = re.compile("[A-Za-z<\uff21-\uff5a]")
_TWO_HAN = re.compile(f"[{HAN}]{{2}}")
_HYPHENS = re.compile(r"(?<=[a-z])-(?=[a-z])")
_NUMBERS = {"#": r"\d+(?:\.\d+)?", "##": r"[1-9]\d+"}

Parts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A compiled phrase: its text as written, its pattern, and the words or characters of which one must occur."""

    written: str
    pattern: re.Pattern[str]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    source: str
    kind: str
    words: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Fold, and write words as the screen compares them: no apostrophes, hyphens between letters as spaces."""
    return _HYPHENS.sub(" ", fold(text).replace("'", ""))


def fold_parts(parts: Parts) -> Parts:
    """Every part with its words in the form that `plain` gives, longest first."""
    return {name: tuple(sorted({plain(w) for w in words}, key=lambda w: (-len(w), w))) for name, words in parts.items()}


def compile_phrase(written: str, parts: Parts) -> Phrase:
    """Compile one phrase. `parts` must be folded.

    Raises:
        ValueError: an unknown part, or a phrase without a word that must occur.
    """
    if not _is_notation(written):
        raise ValueError(f"{written!r} is not in the notation: brackets do not nest and hold words alone")
    pieces = [piece for token in _TOKEN.finditer(written) if (piece := _piece(token, parts, written)) is not None]
    chinese = any(has_han(word) for piece in pieces for word in piece.words)
    keys = _keys(pieces)
    if not keys:
        raise ValueError(f"{written!r} has no word that must occur")
    source = _joined(pieces) if chinese else _spaced(pieces)
    return Phrase(written, re.compile(source), keys)


def _is_notation(written: str) -> bool:
    insides = (_PART.sub("", token[0])[1:-1] for token in _TOKEN.finditer(written))
    return not (_STRAY.search(_TOKEN.sub("", written)) or any(map(_NESTED.search, insides)))


def compile_any(phrases: Iterable[str], parts: Parts) -> re.Pattern[str]:
    """One pattern that matches any of the phrases; the first that fits at the earliest place wins."""
    return re.compile("|".join(f"(?:{compile_phrase(p, parts).pattern.pattern})" for p in phrases))


def keys_of(clause: str) -> set[str]:
    """What a clause offers to the index: its words, its characters and its pairs of characters."""
    keys = set(_WORDS.findall(clause))
    if not clause.isascii():
        keys.update(clause)
        keys.update(map("".join, pairwise(clause)))
    return keys


def words_of(phrase: str, parts: Parts) -> set[str]:
    """The Latin words that a phrase can hold."""
    found: set[str] = set()
    if not _LATIN.search(phrase):
        return found
    for token in _TOKEN.finditer(phrase):
        piece = _piece(token, parts, phrase)
        found.update(w for word in (piece.words if piece else ()) for w in _WORDS.findall(word))
    return found


def _piece(token: re.Match[str], parts: Parts, written: str) -> _Piece | None:
    part, choice, optional, gap, number, edge, literal = token.groups()
    if part is not None:
        words = _expanded([f"<{part}>"], parts, written)
        return _Piece(_either(words), "words", words)
    if choice is not None or literal is not None:
        words = _expanded((choice or literal).replace("SIGN", SIGN).split("|"), parts, written)
        return _Piece(_either(words), "words", words) if any(words) else None
    if optional is not None:
        words = _expanded(optional.split("|"), parts, written)
        return _Piece(_either(words), "optional", words)
    if gap:
        return _Piece(".{0,5}?" if gap == ".." else ".{0,12}?", gap)
    return _Piece(_NUMBERS[number], "number") if number else _Piece(edge, "edge")


def _expanded(choices: list[str], parts: Parts, written: str) -> tuple[str, ...]:
    found: list[str] = []
    for choice in choices:
        if not choice.startswith("<"):
            found.append(plain(choice))
        elif choice[1:-1] in parts:
            found.extend(parts[choice[1:-1]])
        else:
            raise ValueError(f"{written!r}: there is no part {choice}")
    return tuple(found)


def _either(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


def _joined(pieces: list[_Piece]) -> str:
    """Chinese: pieces follow one another."""
    return "".join(f"{p.source}?" if p.kind == "optional" else p.source for p in pieces)


def _spaced(pieces: list[_Piece]) -> str:
    """English: pieces are words with one space between them; a gap is a run of whole words."""
    out, glue = "", ""
    for piece in pieces:
        match piece.kind:
            case "edge" if piece.source == "^":
                out += "^ ?"
            case "edge":
                out += " ?$"
            case ".." | "...":
                out, glue = f"{out}(?: [^ ]+){{0,{3 if piece.kind == '..' else 7}}}?", " "
            case "optional":
                out += f"(?: {_edged(piece)})?" if glue else f"(?:{_edged(piece)} )?"
            case "number":
                out, glue = f"{out}{glue and ' ?'}{_edged(piece)}", " ?"
            case _:
                out, glue = f"{out}{glue}{_edged(piece)}", " "
    return out


def _edged(piece: _Piece) -> str:
    """A word ends where its letters end, a number where its digits end: "meld26" is a word and a number."""
    letters = any(word[:1].isalpha() for word in piece.words)
    digits = piece.kind == "number" or any(word[:1].isdigit() for word in piece.words)
    before = "(?<![a-z])" * letters + "(?<![0-9.])" * digits
    after = "(?![a-z])" * letters + "(?![0-9])" * digits
    return f"{before}{piece.source}{after}"


def _keys(pieces: list[_Piece]) -> frozenset[str]:
    """The rarest required piece: the one whose shortest word is longest; of equals, the one with fewest words."""
    required = [p.words for p in pieces if p.kind == "words"]
    if not required:
        return frozenset()
    best = max(required, key=lambda words: (min(4, *map(len, words)), -len(words)))
    return frozenset(_key(word) for word in best)


def _key(word: str) -> str:
    words = _WORDS.findall(word)
    if words and not has_han(word[:1]):
        return str(max(words, key=len))
    return word[:2] if _TWO_HAN.match(word) else word[:1]
