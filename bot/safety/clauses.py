"""Clauses: the stretch of a message within which negation, time words and frames act."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from bot.safety.notation import CUT
from bot.safety.phrases import Offer, Phrases
from bot.safety.writing import join_han


def _unless_within_a_number(marks: str) -> str:
    """What may follow one of some marks: more of them, or no digit, or anything where no digit stands before it."""
    return rf"(?:[{marks}]+|(?!\d)|(?<!\d[{marks}]))"


_BREAKS = r";!?。…()\[\]{}<>\"“”«»「」『』【】《》~|\n•·\u2013\u2014="
# Each begins with one set of characters, for the engine passes quickly over all others; what follows looks back.
_MARKS = re.compile(
    rf"[{_BREAKS}.,: ]"
    rf"(?:(?<=[{_BREAKS}])[{_BREAKS}]*|(?<=[.,:]){_unless_within_a_number('.,:')}|(?<= )- )"
)
_ENDS = re.compile(rf"[!?;。…\n.](?:(?<!\.)[!?;。…\n]*|(?<=\.){_unless_within_a_number('.')})")
_OPENING = '[「『“"«《‘]'
_OPENINGS = re.compile(_OPENING)
_QUOTED = re.compile(_OPENING + '[^「」『』“”"«»《》‘’]{1,20}[」』”"»》’] ?')
_FEW_WORDS = re.compile(_OPENING + '([^「」『』“”"«»《》‘’.,:;!?。…]{1,20})[」』”"»》’]')
_SPACES = re.compile(" {2,}")
_EXAMPLE = "\x1f"
_COMMA = re.compile(r"[,:] ?(?=[^\W\d_])")


def clauses(text: str, offer: Offer, conjunctions: Phrases, examples: Phrases, dates: Phrases) -> list[str]:
    """Split prepared text at punctuation, line breaks and before conjunctions. None is empty.

    A clause that gives an example ("such as") is read together with the clause before it, which also stands alone:
    so what it says about its neighbour can soften nothing there. A clause that says nothing but how long ago
    ("that was spring 2019") belongs to the one before it.
    """
    if "," in text or ":" in text:
        text = _COMMA.sub(partial(_example, text=text, examples=examples), text)
    found: list[str] = []
    for stretch in _with_dates(_MARKS.split(text), dates, offer):
        parts = stretch.split(_EXAMPLE)
        for read in (parts[0], *map(" ".join, pairwise(parts))):
            found.extend(piece for part in _before(read, conjunctions, offer) if (piece := part.strip(" 、")))
    return found


def _with_dates(stretches: list[str], dates: Phrases, offer: Offer) -> list[str]:
    """Put each stretch that says nothing but a date to the last one before it that is not blank."""
    found: list[str] = []
    for stretch in filter(str.strip, stretches):
        if found and dates.search(stretch, offer):
            found[-1] = f"{found[-1]} {stretch}"
        else:
            found.append(stretch)
    return found


def sentences(text: str) -> list[str]:
    """The sentences of prepared text, none empty."""
    return [sentence for part in _ENDS.split(text) if (sentence := part.strip())]


def without_quoted(text: str, asked: Phrases, is_term: Callable[[str], bool]) -> str:
    """The text without quoted terms whose meaning or translation is asked for right after them.

    What somebody said is no term: 我儿子说「我想死」是什么意思. Other quoted words lose their marks, so that a clause
    is not cut in pieces: what counts as a "fever" here?
    """
    if not _OPENINGS.search(text):
        return text
    text = _QUOTED.sub(
        lambda quote: f" {CUT} " if asked.begins(text, quote.end()) and is_term(quote[0]) else quote[0], text
    )
    return join_han(_FEW_WORDS.sub(r"\1", text))


def joined(text: str) -> str:
    """The text with spaces for punctuation, for what may reach from one clause into the next."""
    return _SPACES.sub(" ", _MARKS.sub(" ", text)).strip()


def _example(comma: re.Match[str], text: str, examples: Phrases) -> str:
    return _EXAMPLE if examples.begins(text, comma.end()) else comma[0]


def at_new_subject(clause: str, signs: list[tuple[int, int]], subjects: Phrases, offer: Offer) -> list[str]:
    """Split a clause where a new subject follows a danger sign; `signs` are the places of signs.

    No sign is cut but where another one ends within it: of 吐血他吐血 the 血..吐 is none.
    """
    start, pieces = 0, []
    begins, ends = sorted({begin for begin, _ in signs}), sorted({end for _, end in signs})
    places = [match.start() for match in subjects.matches(clause, offer)] if signs else []
    for end in ends:
        at = bisect_left(places, max(end, start))
        while at < len(places) and _within_one(places[at], begins, ends):
            at += 1
        if at < len(places) and places[at] > start:
            pieces.append(clause[start : places[at]])
            start = places[at]
    return [piece for part in (*pieces, clause[start:]) if (piece := part.strip())]


def _within_one(place: int, begins: list[int], ends: list[int]) -> bool:
    """Whether a place lies within the sign that begins last before it, and no sign has ended since it began."""
    before = bisect_left(begins, place)
    return before > 0 and ends[bisect_right(ends, begins[before - 1])] > place


def _before(stretch: str, words: Phrases, offer: Offer) -> Iterator[str]:
    start = 0
    for match in words.matches(stretch, offer):
        yield stretch[start : match.start()]
        start = match.start()
    yield stretch[start:]
