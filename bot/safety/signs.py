"""Danger signs in one clause, and what the words around each say about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.safety.compiled import CompiledSafety, Frames, Level, SignPhrase
from bot.safety.notation import SIGN, keys_of

Standing = Literal["present", "denied", "education", "older", "in-care"]
"""present: it counts · denied: said not to be there · education: a question of fact · older · in hospital hands."""


_NEAR = 240
"""Characters on either side of a sign in which frames are looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sign in a clause, with its standing and the frame that decided it."""

    sign: str
    level: Level
    standing: Standing
    frame: str
    words: str
    clause: str
    sudden: bool

    def __str__(self) -> str:
        return f"{self.sign}: {self.words!r} in {self.clause!r}: {self.standing} ({self.frame})"


def spans_in(clause: str, compiled: CompiledSafety) -> list[tuple[SignPhrase, int, int]]:
    """Every sign phrase that fits the clause, with its place; look-alikes must have been cut out."""
    candidates = dict.fromkeys(e for key in keys_of(clause) for e in compiled.signs.get(key, ()))
    hits = ((entry, entry.phrase.pattern.search(clause)) for entry in candidates)
    found = [(entry, hit.start(), hit.end()) for entry, hit in hits if hit]
    return [span for span in found if _has_subject(span, clause, compiled.frames)]


def across_clauses(text: str, compiled: CompiledSafety) -> Iterator[Found]:
    """Signs that reach from one clause into the next, in the text with spaces for punctuation.

    Only what the words themselves deny is denied: the frames of a clause say nothing about its neighbour.
    """
    if not compiled.across:
        return
    for entry in dict.fromkeys(e for key in keys_of(text) for e in compiled.across.get(key, ())):
        if hit := entry.phrase.pattern.search(text):
            frames, words = compiled.frames, hit[0]
            old = entry.level != "crisis" and frames.older.search(words, keys_of(words))
            standing: Standing = "denied" if frames.crisis_denied.search(words) else "older" if old else "present"
            yield Found(entry.sign.id, entry.level, standing, "across clauses", words, words, sudden=False)


def without_look_alikes(clause: str, compiled: CompiledSafety) -> str:
    """The clause with idioms replaced by a mark that nothing matches."""
    for phrase in compiled.look_alikes.among(keys_of(clause)):
        clause = phrase.pattern.sub(" ¤ ", clause)
    return clause


def outside_crisis(spans: list[tuple[SignPhrase, int, int]]) -> list[tuple[SignPhrase, int, int]]:
    """Without the signs that are words of a wish to die: "not wake up" in "enough pills to not wake up"."""
    wishes = [(start, end) for entry, start, end in spans if entry.level == "crisis"]
    return [
        span
        for span in spans
        if span[0].level != "emergency" or not any(start <= span[1] and span[2] <= end for start, end in wishes)
    ]


@dataclass(frozen=True, slots=True)
class Whole:
    """What a whole clause says, whatever sign is looked at."""

    clause: str
    person: bool
    now: bool
    sudden: bool
    keys: set[str]
    """What the clause offers to an index, and the sign's own mark."""


def read_whole(clause: str, frames: Frames) -> Whole:
    """Who, when and how sudden, anywhere in the clause."""
    person = names_a_person(clause, frames)
    keys = {*keys_of(clause), SIGN}
    now = frames.now.search(clause, keys)
    return Whole(clause, person, now is not None, frames.sudden.search(clause) is not None, keys)


def names_a_person(text: str, frames: Frames) -> bool:
    """Whether the text speaks of the reader or of someone cared for, beyond the polite words of asking."""
    spoken = frames.asking.sub(" ", text)
    return frames.subjects.search(spoken) is not None or frames.persons.search(spoken) is not None


def judge(whole: Whole, span: tuple[SignPhrase, int, int], frames: Frames) -> Found:
    """What the clause says about the sign at `span`. Of a very long clause, frames are read near the sign."""
    entry, start, end = span
    clause = whole.clause
    framed = _framed(clause, start, end)
    standing, frame = _standing(framed, clause[start:end], entry.level, whole, frames)
    level: Level = "crisis" if entry.level == "overdose" and frames.intention.search(framed) else entry.level
    return Found(entry.sign.id, level, standing, frame, clause[start:end], clause, whole.sudden)


def _standing(framed: str, words: str, level: Level, whole: Whole, frames: Frames) -> tuple[Standing, str]:
    if level == "crisis":
        return _standing_of_crisis(framed, words, frames)
    if _denied(framed, frames):
        return "denied", "negation"
    keys = whole.keys
    person = whole.person or frames.persons.search(words)
    now = whole.now or frames.now.search(framed, keys)
    if (hit := frames.hypothetical.search(framed, keys) or frames.supposed.search(words)) and not now:
        return "education", f"hypothetical: {hit[0]}"
    if (hit := frames.education.search(framed, keys)) and not now and not person:
        return "education", f"education: {hit[0]}"
    if (hit := frames.in_care.search(framed, keys)) and not frames.still.search(framed):
        return "in-care", f"in care: {hit[0]}"
    if (hit := frames.older.search(f"{framed} {words}", keys)) and not now:
        return "older", f"older: {hit[0]}"
    return "present", "now" if now else "person" if person else "bare"


def _standing_of_crisis(framed: str, words: str, frames: Frames) -> tuple[Standing, str]:
    """A wish to die counts at any time and of anyone, unless it is denied or asked about as a fact."""
    if _denied(framed, frames) or frames.crisis_denied.search(frames.not_negation.sub(" ", framed)):
        return "denied", "negation"
    if (hit := frames.crisis_education.search(framed)) and not names_a_person(framed, frames):
        return "education", f"education: {hit[0]}"
    return "present", words


def _framed(clause: str, start: int, end: int) -> str:
    return f"{clause[max(0, start - _NEAR) : start]}{SIGN}{clause[end : end + _NEAR]}"


def _denied(framed: str, frames: Frames) -> bool:
    bare = frames.not_negation.sub(" ", framed)
    return frames.negation.search(bare) is not None


def _has_subject(span: tuple[SignPhrase, int, int], clause: str, frames: Frames) -> bool:
    """Words of the mind need a person as the nearest subject before them, or nothing beside them."""
    entry, start, end = span
    if not entry.needs:
        return True
    person = _last(frames.subjects, clause[:start])
    other = _last(frames.not_persons, clause[:start])
    if person > other:
        return True
    if entry.needs == "kin" or other >= 0:
        return False
    rest = frames.alone.sub(" ", f"{clause[:start]} {clause[end:]}")
    return not re.search(r"[^\W\d_]", rest)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def carried_negation(
    clause: str, spans: list[tuple[SignPhrase, int, int]], frames: Frames
) -> Iterator[tuple[int, int]]:
    """Places of signs that follow a denied one with nothing but a joining word between: "no fever or chills"."""
    denied_ends: list[int] = []
    for _, start, end in sorted(spans, key=lambda span: span[1]):
        framed = _framed(clause, start, end)
        joined = any(frames.joiner.fullmatch(clause[before:start].strip()) for before in denied_ends if before <= start)
        if joined or _denied(framed, frames):
            denied_ends.append(end)
            yield start, end
