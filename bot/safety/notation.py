"""The notation of lexicon phrases: what words each asks for, and its regular expression, built when first needed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, product, starmap
from operator import add, attrgetter

from bot.model.notation import PART, check_phrase
from bot.safety.keys import WORDS
from bot.text.normalise import fold
from bot.text.scripts import HAN, has_han

SIGN = "\u00a7"
"""Stands for the sign in a clause that a frame is held against."""
CUT = "\u00a4"
"""Stands for what was cut out of a text or off its ends, so that what is left does not run together."""

_TOKEN = re.compile(r"<([^<>]+)>|\(([^()]+)\)|\[([^\[\]]+)\]|(\.\.\.?)|(##?)|([\^$])|([^<>()\[\].#^$]+)")
_TWO_HAN = re.compile(f"[{HAN}]{{2}}")
_ALL_HAN = re.compile(f"[{HAN}]+")
_HYPHENS = re.compile(r"(?<=[a-z])-(?=[a-z])")
_GAPS = {"..": ".{0,5}?", "...": ".{0,12}?"}
_NUMBERS = {"#": r"\d+(?:\.\d+)?", "##": r"[1-9]\d+"}

_COMMON_WORDS = """
the a it is in what of cells to for liver and do i or how they that on does with are you did this my at can so me was
from one there people up stem be which about o after like get as any have an who cell out by were all many if would go
not its when them good has why other know more down just two off much then but still these
的 有 肝 是 不 细胞 吗 个 么 一 人 打 了 多 这 会 我 到 几 要 什么 没 用 能 病 还 里 说 得 那 系 唔 来 好 研究 怎么
干细 上 做 大 后 在 年 就 都 出 去 生 没有 多少 还是 可以 有没 有冇 不会 自己 不是
"""
_COMMON = frozenset(_COMMON_WORDS.split())
"""Keys that very many of our examples offer, the most frequent first: to find a phrase by them finds it in vain."""

Known = Mapping[str, Sequence[str]]
"""What was worked out of phrases before: by each as written, first the same folded, then what `Phrase.asked` says."""
NOTHING_KNOWN: Known = {}
_INDEXED = 2
"""So many first characters of a Chinese word are what an index finds it by."""
_MOST_PAIRS = 64
"""Of more pairs, nearly any long text has one."""
_SAYS_NOTHING = (False, -1, 0)
"""Below whatever else `Piece.telling` may be."""


@dataclass(frozen=True, eq=False)
class Piece:
    """One sign of the notation: words of which one stands here, a gap, a number or an edge."""

    kind: str
    words: tuple[str, ...] = ()

    @cached_property
    def chinese(self) -> bool:
        """Whether any of the words holds a Chinese character."""
        return any(map(has_han, self.words))

    @cached_property
    def telling(self) -> tuple[bool, int, int]:
        """How much it says that one of the words stands in a text.

        More where none is one of the words that stand in most; then where all are long; then where they are few. The
        mark of a sign says nothing.
        """
        if SIGN in self.words:
            return _SAYS_NOTHING  # it stands in every clause that is held against a frame
        rare = _COMMON.isdisjoint(self.words) and _COMMON.isdisjoint(w[:2] for w in self.words if not w.isascii())
        return rare, min(4, *map(len, self.words)), -len(self.words)

    @cached_property
    def keys(self) -> frozenset[str]:
        """For each word what an index finds it by: its longest word or its first characters, not the sign's mark."""
        return frozenset(map(_key, self.words))

    @cached_property
    def _telling_keys(self) -> frozenset[str]:
        keys, words = self.keys, self.words
        return keys if all(key.isalpha() or (key in words and key != SIGN) for key in keys) else frozenset()

    def need(self, chinese: bool) -> frozenset[str]:
        """Keys of which one must occur for one of the words to stand in a text; empty where that cannot be said.

        Within Chinese, Latin letters and digits have no edges: "38度" also stands in "138度", whose key is another one.
        """
        edged = not chinese or all(has_han(word[:1]) for word in self.words)
        return self._telling_keys if edged else frozenset()


@dataclass(frozen=True, eq=False)
class Parts:
    """Lists of words by name, folded, and the pieces of the phrases that were compiled with them."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pieces: dict[str, Piece] = field(default_factory=dict)
    """As written. All phrases share them: some hold hundreds of words, and most of them come again."""
    known: Known = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase of the lexicon. It is taken apart when a text first holds its words: most never come up."""

    written: str
    form: str
    """The same folded."""
    parts: Parts = field(repr=False)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The signs of the notation that it is made of.

        Raises:
            ValueError: an unknown part.
        """
        found = (_piece(token, self.parts, self.written) for token in _TOKEN.finditer(self.form))
        return tuple(piece for piece in found if piece.kind)

    @cached_property
    def rarest(self) -> Piece:
        """The words of it that say most.

        Raises:
            ValueError: there is no word that must occur.
        """
        required = [piece for piece in self.pieces if piece.kind == "words"]
        return required[0] if len(required) == 1 else max(required, key=attrgetter("telling"))

    @property
    def asked(self) -> Sequence[str]:
        """Sets of keys of which a text that holds the phrase has one each, as texts with spaces between the keys.

        First those of the piece that says most. No set is empty.
        """
        known = self.parts.known.get(self.written, ())[1:]
        return tuple(known) or tuple(" ".join(sorted(one)) for one in self._sets())

    @cached_property
    def chinese(self) -> bool:
        """Whether it holds a Chinese character."""
        return any(piece.chinese for piece in self.pieces)

    def _sets(self) -> Iterator[frozenset[str]]:
        yield self.rarest.keys
        others = (piece for piece in self.pieces if piece.kind == "words" and piece is not self.rarest)
        yield from filter(None, (piece.need(self.chinese) for piece in others))

    @cached_property
    def pairs(self) -> tuple[frozenset[str], ...]:
        """Sets of pairs of characters of which a text that holds the phrase has one each, from what is Chinese alone.

        That is seen at once, long before the expression has been compiled, or has read a long text in vain.
        """
        pieces = self.pieces
        found = (*_at_joints(pieces), *map(_at_ends, filter(_is_chinese, pieces))) if self.chinese else ()
        return tuple(sorted((one for one in found if 0 < len(one) <= _MOST_PAIRS), key=len))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The regular expression: linear, with bounded gaps."""
        return re.compile(_joined(self.pieces) if self.chinese else _spaced(self.pieces))

    @cached_property
    def edged(self) -> bool:
        """Whether it asks for the beginning or the end of a clause: a part of a clause may be the first to hold it."""
        return any(piece.kind in ("^", "$") for piece in self.pieces)

    @cached_property
    def gapped(self) -> bool:
        """Whether it holds a gap: what ends it may stand apart from what begins it."""
        return any(piece.kind in _GAPS for piece in self.pieces)

    @property
    def whole(self) -> bool:
        """Whether it asks for the beginning and the end: it says what a whole clause is."""
        return {"^", "$"} <= set(self.form)

    @property
    def after_gap(self) -> tuple[str, ...]:
        """What may end the phrase where a gap stands before its end; of English phrases alone."""
        gapped = not self.chinese and len(self.pieces) > 2 and self.pieces[-2].kind in _GAPS
        return self.pieces[-1].words if gapped else ()


def plain(text: str) -> str:
    """Fold, and write words as the screen compares them: no apostrophes, hyphens between letters as spaces.

    Folding keeps 著, which is a word of its own ("apparent"); after a verb, as in 坐著睡, Taiwan writes it for 着.
    """
    folded = fold(text).replace("'", "").replace("著", "着")
    return _HYPHENS.sub(" ", folded) if "-" in folded else folded


def plain_all(texts: Iterable[str], known: Known = NOTHING_KNOWN) -> Mapping[str, str]:
    """Each text of the lexicon in the form that `plain` gives, folded in one go: folding one by one takes long."""
    forms = {text: known[text][0] if text in known else "" for text in texts}
    return {**forms, **_folded([text for text in forms if text not in known])}


def _folded(written: Sequence[str]) -> Mapping[str, str]:
    folded = plain("\n".join(text.replace("SIGN", SIGN) for text in written)).split("\n")
    if len(folded) == len(written):
        return dict(zip(written, folded, strict=True))
    return {text: plain(text.replace("SIGN", SIGN)) for text in written}


def fold_parts(parts: Mapping[str, tuple[str, ...]], known: Known = NOTHING_KNOWN) -> Parts:
    """Every part with its words in the form that `plain` gives, longest first."""
    forms = plain_all(word for words in parts.values() for word in words)
    folded = {
        name: tuple(sorted({forms[w] for w in words}, key=lambda w: (-len(w), w))) for name, words in parts.items()
    }
    return Parts(folded, known=known)


def compile_phrase(written: str, parts: Parts, form: str | None = None) -> Phrase:
    """Compile one phrase. `parts` must be folded; `form` is the phrase folded, where that is at hand.

    Raises:
        ValueError: an unknown part, or a phrase without a word that must occur.
    """
    phrase = Phrase(written, plain_all([written])[written] if form is None else form, parts)
    if written not in parts.known:
        check_phrase(written)
        _ = phrase.rarest
    return phrase


def words_in(forms: Iterable[str], parts: Parts) -> set[str]:
    """The Latin words that folded phrases can hold."""
    text = "\n".join(forms)
    found = set(WORDS.findall(PART.sub(" ", text)))
    for part in set(PART.findall(text)):
        found.update(WORDS.findall("\n".join(parts.words[part])))
    return found


def _piece(token: re.Match[str], parts: Parts, written: str) -> Piece:
    """The piece that stands for a token; one without a kind for what says nothing."""
    if (piece := parts.pieces.get(token[0])) is None:
        piece = parts.pieces[token[0]] = _read(token, parts, written)
    return piece


def _read(token: re.Match[str], parts: Parts, written: str) -> Piece:
    part, choice, optional, gap, number, edge, literal = token.groups()
    if part is not None:
        return Piece("words", _expanded((f"<{part}>",), parts, written))
    if choice is not None or literal is not None:
        words = _expanded((choice or literal).split("|"), parts, written)
        return Piece("words", words) if any(words) else Piece("")
    if optional is not None:
        return Piece("optional", _expanded(optional.split("|"), parts, written))
    return Piece(gap or number or edge)


def _expanded(choices: Sequence[str], parts: Parts, written: str) -> tuple[str, ...]:
    if not any(choice.startswith("<") for choice in choices):
        return tuple(map(str.strip, choices))
    found: list[tuple[str, ...]] = []
    for choice in choices:
        if not choice.startswith("<"):
            found.append((choice.strip(),))
        elif choice[1:-1] in parts.words:
            found.append(parts.words[choice[1:-1]])
        else:
            raise ValueError(f"{written!r}: there is no part {choice}")
    return found[0] if len(found) == 1 else tuple(chain.from_iterable(found))


def _is_chinese(piece: Piece) -> bool:
    """Whether each of the words is Chinese throughout: these alone stand right next to what comes before and after."""
    return bool(piece.words) and all(map(_ALL_HAN.fullmatch, piece.words))


def _at_joints(pieces: Iterable[Piece]) -> Iterator[frozenset[str]]:
    """Where words follow words: the last character of one with the first of the next."""
    lasts, between, before_next = set[str](), set[str](), set[str]()
    for piece in pieces:
        firsts = {word[0] for word in piece.words} if _is_chinese(piece) else set[str]()
        if firsts and piece.kind == "optional":
            between |= firsts
            before_next |= {word[-1] for word in piece.words}
            continue
        if firsts:
            yield _pairs(lasts, firsts | between)
            yield _pairs(lasts and lasts | before_next, firsts)
        lasts = {word[-1] for word in piece.words} if firsts else set()
        between, before_next = set(), set()


def _pairs(lasts: Iterable[str], firsts: Iterable[str]) -> frozenset[str]:
    return frozenset(starmap(add, product(lasts, firsts)))


def _at_ends(piece: Piece) -> frozenset[str]:
    """The last two characters of each of the words that must stand here; none where the index asks for them all."""
    longest = max(map(len, piece.words))
    return frozenset(word[-2:] for word in piece.words) if piece.kind == "words" and longest > _INDEXED else frozenset()


def _source(piece: Piece) -> str:
    if piece.kind in ("words", "optional"):
        return "(?:" + "|".join(map(re.escape, sorted(piece.words, key=len, reverse=True))) + ")"
    return _GAPS.get(piece.kind) or _NUMBERS.get(piece.kind) or piece.kind


def _joined(pieces: Iterable[Piece]) -> str:
    """Chinese: pieces follow one another, with a space at most where Latin words meet others ("vomit 血")."""
    out, before = "", False
    for piece in pieces:
        latin = any(word.isascii() for word in piece.words)
        glue = " ?" if out and (latin or before) else ""
        out += f"(?:{glue}{_source(piece)})?" if piece.kind == "optional" else glue + _source(piece)
        before = latin
    return out


def _spaced(pieces: Iterable[Piece]) -> str:
    """English: pieces are words with one space between them; a gap is a run of whole words."""
    out, glue = "", ""
    for piece in pieces:
        match piece.kind:
            case "^":
                out += "^ ?"
            case "$":
                out += " ?$"
            case ".." | "...":
                out, glue = f"{out}(?: [^ ]+){{0,{3 if piece.kind == '..' else 7}}}?", " "
            case "optional":
                out += f"(?: {_edged(piece)})?" if glue else f"(?:{_edged(piece)} )?"
            case "#" | "##":
                out, glue = f"{out}{glue and ' ?'}{_edged(piece)}", " ?"
            case _:
                out, glue = f"{out}{glue}{_edged(piece)}", " "
    return out


def _edged(piece: Piece) -> str:
    """A word ends where its letters end, a number where its digits end: "meld26" is a word and a number."""
    letters = any(word[:1].isalpha() for word in piece.words)
    digits = piece.kind in _NUMBERS or any(word[:1].isdigit() for word in piece.words)
    before = "(?<![a-z])" * letters + "(?<![0-9.])" * digits
    after = "(?![a-z])" * letters + "(?![0-9])" * digits
    return f"{before}{_source(piece)}{after}"


def _key(word: str) -> str:
    before, _, after = word.partition(SIGN)
    word = before or after or word
    words = WORDS.findall(word)
    if words and not has_han(word[:1]):
        return str(max(words, key=len))
    return word[:_INDEXED] if _TWO_HAN.match(word) else word[:1]
