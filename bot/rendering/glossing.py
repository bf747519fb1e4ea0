"""Medical words of a reply, marked where they first stand, so that a reader can have them explained in place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.model.knowledge import Measure, Outcome, Term
from bot.model.spans import Gloss, Span, Spans, Text
from bot.model.turn import Block, BlockPart, Reply, ResultRow

_WITH_TABLE: tuple[BlockPart, ...] = ("cell", "summary", "meaning", "unknown", "numbers", "cautions")
_WITHOUT_TABLE: tuple[BlockPart, ...] = ("summary", "numbers", "meaning", "unknown", "cautions")
"""Parts in which words are explained, in the order of the card, which folds the prose on numbers below a table.
Questions for the doctor are to be taken along, so they stay plain."""
INTERVAL = "confidence-interval"
_MEASURES: Mapping[Measure, str] = {"OR": "odds-ratio", "MD": "mean-difference"}
_LATIN = re.compile(r"[a-z0-9]")
_LONG = 30
"""Width of a marked word, in letters (a Chinese character counts as three), above which only its end is marked."""
_END = re.compile(r"(?<=的)[^的]+$|[^ ]+ [^ ]+$")
"""What follows the last 的, or the last two words."""


@dataclass(frozen=True)
class Glossary:
    """The terms of one language, ready to be found in prose."""

    terms: tuple[Term, ...]
    kept: dict[str, tuple[tuple[str, int, int], ...]] = field(default_factory=dict, repr=False, compare=False)
    """The places of terms in texts that were met: they come from the content alone, so there are only so many."""

    def places(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """Where terms stand in a text of the content: the id of each, where it begins and where it ends."""
        if (places := self.kept.get(text)) is None:
            lowered = text.lower()
            if len(lowered) != len(text):  # a letter whose small form is longer would shift every place after it
                lowered = text
            places = tuple((self.owners[found[0]], *found.span()) for found in self.pattern.finditer(lowered))
            self.kept[text] = places
        return places

    @cached_property
    def by_id(self) -> Mapping[str, Term]:
        """Terms by id."""
        return {term.id: term for term in self.terms}

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """Id of the term that each spelling belongs to, in lower case; the first term wins a spelling of two."""
        spellings: dict[str, str] = {}
        for term in self.terms:
            for spelling in (term.term, *term.also):
                spellings.setdefault(spelling.lower(), term.id)
        return spellings

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any spelling in lower-case text, the longest first, whole words where they are Latin.

        The test for the start of a word stands once, before all Latin spellings: most places fail it at once.
        """
        longest_first = sorted(self.owners, key=lambda spelling: (-len(spelling), spelling))
        latin = "|".join(_ended(spelling) for spelling in longest_first if _LATIN.match(spelling[0]))
        other = "|".join(_ended(spelling) for spelling in longest_first if not _LATIN.match(spelling[0]))
        return re.compile("|".join(filter(None, (latin and f"(?<![a-z0-9])(?:{latin})", other))) or r"(?!)")


@dataclass(frozen=True, slots=True)
class Glossed:
    """A reply with its terms marked, and the terms in the order in which they are met."""

    reply: Reply
    terms: tuple[Term, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the terms."""
        return frozenset(term.id for term in self.terms)


def glossed(reply: Reply, glossary: Glossary) -> Glossed:
    """Mark the first place of each term in the prose of a reply; the terms of its table come along."""
    met: dict[str, None] = {}
    order = _WITH_TABLE if reply.rows else _WITHOUT_TABLE
    marked = {id(block): _block(block, glossary, met) for part in order for block in reply.blocks if block.part == part}
    shown = tuple(marked.get(id(block), block) for block in reply.blocks)
    of_table = (name for row in reply.rows for name in terms_of_row(row))
    terms = tuple(glossary.by_id[name] for name in dict.fromkeys([*met, *of_table]) if name in glossary.by_id)
    return Glossed(replace(reply, blocks=shown), terms)


def handle(text: str) -> tuple[str, str]:
    """A word of the text in two: what stands before its handle, and the handle, which opens the explanation.

    Browsers lay a button out as one block. A long one would stand on lines of its own and leave the words around it
    ("a", a full stop) alone on theirs; so of a long word only the end is the button.
    """
    width = sum(1 if char.isascii() else 3 for char in text)
    end = _END.search(text) if width > _LONG else None
    return ("", text) if end is None else (text[: end.start()], end[0])


def terms_of_row(row: ResultRow) -> Iterable[str]:
    """Ids of the terms that a line of the table of results uses."""
    yield from filter(None, (term_of_outcome(row.outcome), term_of_measure(row.figure.measure if row.figure else None)))
    if row.figure and row.figure.level is not None:
        yield INTERVAL


def term_of_outcome(outcome: Outcome) -> str:
    """The term that explains an outcome, where the glossary has one."""
    return outcome


def term_of_measure(measure: Measure | None) -> str | None:
    """The term that explains a measure."""
    return _MEASURES.get(measure) if measure else None


def _ended(spelling: str) -> str:
    return re.escape(spelling) + ("(?![a-z0-9])" if _LATIN.match(spelling[-1]) else "")


def _block(block: Block, glossary: Glossary, met: dict[str, None]) -> Block:
    return Block(block.part, tuple([_spans(item, glossary, met) for item in block.items]))


def _spans(spans: Spans, glossary: Glossary, met: dict[str, None]) -> Spans:
    found: list[Span] = []
    for span in spans:
        if isinstance(span, Text) and (places := glossary.places(span.text)):
            found += _text(span.text, places, met)
        else:
            found.append(span)
    return tuple(found)


def _text(text: str, places: Iterable[tuple[str, int, int]], met: dict[str, None]) -> Iterable[Span]:
    end = 0
    for term, begin, stop in places:
        if term in met:
            continue
        met[term] = None
        if begin > end:
            yield Text(text[end:begin])
        yield Gloss(term, text[begin:stop])
        end = stop
    if end < len(text):
        yield Text(text[end:])
