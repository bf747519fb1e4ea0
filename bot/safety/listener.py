"""The listener: a second ear for danger, learnt from examples, where the word lists know no sign.

The lists of the lexicon say exactly what they hear, and miss what nobody foresaw ("the washing-up bowl is full of
red"). The listener has heard some thousands of people tell of danger, and others say what only sounds like it. It adds
alarms where the lists raise none. Where they have found something (a sign of long ago, one that can wait until
today, an idiom) they may know better, and it must be surer. It takes an alarm away in one place alone: where the lists
ask it whether a question with a sign in it sounds calm.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.classifier.arrays import Shorts
from bot.classifier.shares import ShareTable, read
from bot.model.safety_lexicon import Told
from bot.safety.earshot import EVERYTHING, Earshot
from bot.text.tokens import tokens

Marks = npt.NDArray[np.uint64]

TOLD: tuple[Told, ...] = ("overdose", "emergency", "crisis", "same-day", "personal", "calm")
"""What an example tells of: the classes of the table in order, the gravest first."""
DANGERS = 3
"""So many of them are dangers."""
STRETCH = 300
"""Characters that are heard at a time: all that stands around the words tells how they are meant."""
_FEWEST = 5
"""Different words, or pairs of Chinese characters, that a text needs to be heard: "and at 8?" and 再多说一点 lean
on what was said before, and "vomiting blood" is for the lists."""
_SHORT, _SURE_OF_SHORT = 9, 0.8
"""A text of fewer different words or pairs says little about how it is meant: it is heard only from this chance on.
Measured on messages from which nothing learns: of danger told so briefly the listener is nearly always that sure, of
greetings and short questions hardly ever."""
SURE = 0.985
"""From what chance on a danger is heard where the lists have found something that is no alarm. Measured on messages
from which nothing learns: no old story of some four hundred becomes an alarm."""
SURE_OF_FACT = 0.9
"""The same where all that they have found are idioms and questions of fact. Patterns for questions of fact leave room
between words, in which people who type no punctuation tell of a danger: of 260 such examples that were held out 72 in a
hundred are heard from here on, 51 from 0.98 on; of 774 questions of fact 7 become an alarm, and none from 0.98 on."""
SURE_OF_TODAY = 0.98
"""The same where what they have found can wait until today, beside idioms and questions of fact at most. From 0.95 on
15 of 19 dangers that the lists take for no more would be heard, and 9 are; but then a calm sentence beside some of them
would make them inaudible again, and what is added must take nothing back."""
_CALM, ENOUGH = 0.03, 14
"""Up to what chance of danger or of a same-day sign words sound calm beyond doubt, and of how many different words or
pairs a clause has to be for that. Measured on messages from which nothing learns: of 135 dangers that were told as
questions, without a person, the least has 0.05. Bare signs with little but words of a question beside them have less,
as people type them who are afraid: they are told by being short, the longest of some 400 being of 12."""
_BOTH = 0.1
"""From what share on of the chance of danger that a wish to die has, an emergency is told with both numbers, as where
something was taken: the crisis lines are missed more than the words for an emergency. Measured on messages from which
nothing learns: of 39 emergencies that no list knows none has half as much, of three wishes to die that were taken for
an emergency each has more."""
_ALONE = 0.995
"""From what chance on a sentence counts by itself, without what stands around it."""


@dataclass(frozen=True, slots=True)
class HearingThresholds:
    """From what chance on each is heard; above 1: never."""

    danger: float
    """Overdose, emergency and crisis together."""
    same_day: float
    personal: float


@dataclass(frozen=True, slots=True)
class Hearing:
    """How well a listener does by itself, without the lists, on examples that were held out."""

    heard: float
    """Share of the dangers that are heard."""
    alarms: float
    """Share of the ordinary questions that raise an alarm …"""
    near_alarms: float
    """… and of what only sounds like danger."""
    beyond: float = 0.0
    """Share of the ordinary questions that are out of earshot."""


@dataclass(frozen=True, slots=True)
class Precedents:
    """The examples by the marks of their texts, so that one that is asked again is heard as it was given."""

    marks: Marks
    """In ascending order."""
    told: Shorts
    """The class of each, as a place in TOLD."""


@dataclass(frozen=True, slots=True)
class Listener:
    """What was learnt. Frozen; safe to share between threads."""

    table: ShareTable
    """Its classes are those of TOLD."""
    thresholds: HearingThresholds
    hearing: Hearing
    precedents: Precedents
    """What is known by its very words."""
    earshot: Earshot = EVERYTHING
    """What is worth listening to."""


class Heard(NamedTuple):
    """What was heard, how surely (0 to 1), and in which words."""

    told: Told
    chance: float
    words: str

    def __str__(self) -> str:
        return f"heard: {self.words!r}: {self.told} ({self.chance:.2f})"


def mark(text: str) -> int:
    """Eight bytes that stand for a text in the form that `plain` gives."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def precedent(text: str, listener: Listener) -> Heard | None:
    """What a text is known to tell of, word for word, in the form that `plain` gives; None if it is not known."""
    wanted, known = mark(text), listener.precedents
    place = bisect_left(known.marks.data, wanted)
    if place == len(known.marks) or known.marks[place] != wanted:
        return None
    return Heard(TOLD[known.told[place]], 1.0, text)


def listen(clauses: Sequence[str], sentences: Sequence[str], listener: Listener, *, sure: float = 0.0) -> Heard | None:
    """The gravest that prepared clauses tell of, heard in stretches; None if they sound calm.

    Where something is known of them, only a danger is heard, and from the chance `sure` on. `sentences` are what
    nothing is known of, sentence by sentence. One by itself is heard only where it is a danger beyond doubt: so no
    sentence added to a message makes that inaudible.
    """
    stretches = tuple(_stretches(clauses))
    heard = [one for stretch in stretches if (one := _heard(stretch, listener))]
    if sure:
        heard = _dangers(heard, sure)
    # What has the same words was heard already: punctuation says nothing to the listener.
    known = set(map(tokens, stretches))
    others = (part for part in sentences if tokens(part) not in known)
    heard += _dangers((one for part in others if (one := _heard(part, listener))), _ALONE)
    return min(heard, key=lambda one: (TOLD.index(one.told), -one.chance), default=None)


def sounds_calm(words: str, listener: Listener, *, least: int = _FEWEST) -> bool:
    """Whether prepared words by themselves tell of no danger, beyond doubt. Fewer words than `least` say too little."""
    text = read(words)
    return text.wholes >= least and sum(listener.table.chances(text)[: DANGERS + 1]) <= _CALM


def _dangers(heard: Iterable[Heard], least: float) -> list[Heard]:
    return [one for one in heard if one.told in TOLD[:DANGERS] and one.chance >= least]


def _heard(words: str, listener: Listener) -> Heard | None:
    text = read(words)
    found = told_by(listener.table.chances(text), text.wholes, listener.thresholds)
    return Heard(*found, words) if found else None


def told_by(chances: list[float], wholes: int, thresholds: HearingThresholds) -> tuple[Told, float] | None:
    """What is heard of a text with these chances and so many different words or pairs, and how surely."""
    if wholes < _FEWEST:
        return None
    least = _SURE_OF_SHORT if wholes < _SHORT else 0.0
    if (danger := sum(chances[:DANGERS])) >= max(least, thresholds.danger):
        told = TOLD[chances.index(max(chances[:DANGERS]))]
        wish = told == "emergency" and chances[TOLD.index("crisis")] >= _BOTH * danger
        return "overdose" if wish else told, danger
    same_day, personal = chances[TOLD.index("same-day")], chances[TOLD.index("personal")]
    if same_day >= max(least, thresholds.same_day):
        return "same-day", same_day
    return ("personal", personal) if personal >= max(least, thresholds.personal) else None


def _stretches(clauses: Sequence[str]) -> Iterator[str]:
    stretch = ""
    for clause in clauses:
        if stretch and len(stretch) + len(clause) > STRETCH:
            yield stretch
            stretch = ""
        stretch = f"{stretch} {clause}".strip()
    if stretch:
        yield stretch
