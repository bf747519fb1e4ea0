"""Danger signs in one clause, and what the words around each say about it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.safety.compiled import CompiledSafety, Frames, Level, SignPhrase, SignPhrases
from bot.safety.listener import ENOUGH, Listener, sounds_calm
from bot.safety.notation import CUT, SIGN, Phrase
from bot.safety.phrases import Offer, Phrases, first_of
from bot.text.scripts import has_han

Standing = Literal["present", "denied", "education", "older", "in-care"]
"""present: it counts · denied: said not to be there · education: a question of fact · older · in hospital hands."""


Place = tuple[int, int]
Span = tuple[SignPhrase, int, int]
"""A sign phrase and where it stands in a clause."""
_MOST = 2
"""So many places of one phrase are judged from each end of a clause."""
_NEAR = 240
"""Characters on either side of a sign in which frames are looked for."""
_CLOSE = 80
"""Characters before a sign in which its negation begins: longer than a negation with all its small words."""
_NEXT_CHARACTERS, _NEXT_WORDS = 6, 3
"""So many Chinese characters or Latin words on either side stand next to a sign."""
_DENIED: tuple[Standing, str] = ("denied", "negation")
CALM = "asked, and sounds calm"
"""The frame of a sign that no list but the listener takes for asked about."""
TERM = "a term of medicine"
"""The frame of a sign that nobody is said to have, in words of medicine."""
FORESEEN = "foreseen: "
"""What the frame of a sign begins with that is feared for a day to come."""


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


def hits_in(clause: str, tried: Iterable[Phrase], signs: SignPhrases) -> list[Span]:
    """Every candidate that fits the clause, with its places, whatever subject it takes.

    One that stands there again may be meant otherwise: 昨天没有吐血 刚才吐血了. Of very many places the first and the
    last count.
    """
    found = ((phrase, _ends(list(phrase.pattern.finditer(clause)))) for phrase in tried)
    return [(signs.entries[phrase], *hit.span()) for phrase, hits in found for hit in hits]


def _ends(hits: list[re.Match[str]]) -> list[re.Match[str]]:
    return hits if len(hits) <= 2 * _MOST else [*hits[:_MOST], *hits[-_MOST:]]


def findable(hits: Iterable[Span], signs: SignPhrases, offer: Offer) -> Sequence[Phrase]:
    """What pieces of a clause can hold: only what the clause itself holds, and what asks for its edges."""
    held = {entry.phrase for entry, _, _ in hits}
    return [phrase for phrase in signs.phrases.among(offer) if phrase.edged or phrase in held]


def unsettled(phrases: Iterable[Phrase], signs: SignPhrases, known: Iterable[Found]) -> Sequence[Phrase]:
    """Those of the phrases that may say more than what is known already.

    A message without a break may name the same few signs again and again. Once there is an alarm, only which signs are
    present counts; what else is said of one that is makes no difference, since notices go with calm verdicts. A sign
    that can wait until today may still become an emergency, which is news beside a wish to die alone.
    """
    present = {(one.sign, one.level) for one in known if one.standing == "present"}
    urgent = any(level in ("emergency", "overdose") for _, level in present)
    settled = {one for one in present if urgent or one[1] == "crisis"}
    entries = map(signs.entries.__getitem__, phrases)
    return [one.phrase for one in entries if (one.sign.id, one.level) not in settled]


def with_subject(hits: list[Span], clause: str, frames: Frames, offer: Offer) -> list[Span]:
    """The hits that have the subject they need."""
    return [span for span in hits if _has_subject(span, clause, frames, offer)]


def spans_across(text: str, offer: Offer, known: list[Found], compiled: CompiledSafety) -> list[Span]:
    """Every place where a sign may reach from one clause into the next, in the text with spaces for punctuation.

    Signs `known` to be present are not looked for again.
    """
    present = {(found.sign, found.level) for found in known if found.standing == "present"}
    entries = [compiled.across.entries[phrase] for phrase in compiled.across.phrases.among(offer)]
    wanted = [entry for entry in entries if (entry.sign.id, entry.level) not in present]
    return [(entry, hit.start(), hit.end()) for entry in wanted for hit in entry.phrase.pattern.finditer(text)]


def found_across(entry: SignPhrase, words: str, offer: Offer, frames: Frames) -> Found:
    """What the words of a sign say that begins in one clause and ends in another.

    Only what the words themselves deny is denied: the frames of a clause say nothing about its neighbour.
    """
    old = entry.level != "crisis" and frames.older.search(words, offer)
    denied = frames.crisis_denied.search(words, offer)
    standing: Standing = "denied" if denied else "older" if old else "present"
    return Found(entry.sign.id, entry.level, standing, "across clauses", words, words, sudden=False)


def outside_crisis(spans: list[Span]) -> list[Span]:
    """Without the signs that are words of a wish to die: "not wake up" in "enough pills to not wake up"."""
    wishes = [(start, end) for entry, start, end in spans if entry.level == "crisis"]
    return [
        span
        for span in spans
        if span[0].level != "emergency" or not any(start <= span[1] and span[2] <= end for start, end in wishes)
    ]


@dataclass(frozen=True)
class Whole:
    """What a whole clause says, whatever sign is looked at."""

    clause: str
    offer: Offer
    frames: Frames
    listener: Listener | None = None
    """Who says whether a question sounds calm; None: then none does."""

    @cached_property
    def calm(self) -> bool:
        """Whether it says enough to sound calm, and does beyond doubt."""
        return self.listener is not None and sounds_calm(self.clause, self.listener, least=ENOUGH)

    @cached_property
    def person(self) -> bool:
        """Whether anyone who may be ill is named."""
        return names_a_person(self.clause, self.offer, self.frames)

    @cached_property
    def now(self) -> bool:
        """Whether a word of now stands anywhere in it."""
        return self.frames.now.search(self.clause, self.offer) is not None

    @cached_property
    def sudden(self) -> bool:
        """Whether it came suddenly."""
        return self.frames.sudden.search(self.clause, self.offer) is not None


def names_a_person(text: str, offer: Offer, frames: Frames) -> bool:
    """Whether the text speaks of the reader or of someone cared for, beyond the polite words of asking."""
    people = (*frames.subjects.among(offer), *frames.persons.among(offer))
    return bool(people) and first_of(people, frames.asking.cut(text, offer, " ")) is not None


def judge(whole: Whole, span: Span, *, denied: bool) -> Found:
    """What the clause says about the sign at `span`. Of a very long clause, frames are read near the sign."""
    entry, start, end = span
    clause, words = whole.clause, whole.clause[start:end]
    framed = _framed(clause, start, end)
    if denied:
        standing, frame = _DENIED
    elif entry.level == "crisis":
        standing, frame = _standing_of_crisis(framed, words, whole)
    else:
        near = clause[max(0, start - _NEAR) : end + _NEAR]
        standing, frame = _standing(framed, words, near, whole, done=entry.level == "overdose")
    intended = entry.level == "overdose" and whole.frames.intention.search(framed, whole.offer)
    level: Level = "crisis" if intended else entry.level
    return Found(entry.sign.id, level, standing, frame, words, clause, whole.sudden)


def _standing(framed: str, words: str, near: str, whole: Whole, *, done: bool) -> tuple[Standing, str]:
    """How the sign stands: `framed` is what is around it, `words` its own, `near` both as they were written.

    `done`: it is something that somebody did, as an overdose is, and no question makes that undone.
    """
    frames, offer = whole.frames, whole.offer
    if hit := frames.foreseen.search(framed, offer):
        return "education", f"{FORESEEN}{hit[0]}"
    person = whole.person or frames.persons.search(words, offer)
    now = whole.now or frames.now.search(framed, offer)
    if not now and (hit := frames.hypothetical.search(framed, offer) or frames.supposed.search(words, offer)):
        return "education", f"hypothetical: {hit[0]}"
    if not now and not person and (hit := frames.education.search(framed, offer)):
        return "education", f"education: {hit[0]}"
    if (hit := frames.in_care.search(framed, offer)) and not frames.still.search(framed, offer):
        return "in-care", f"in care: {hit[0]}"
    if not now and (hit := frames.older.search(framed, offer) or frames.older.search(near, offer)):
        return "older", f"older: {hit[0]}"
    if not now and not person and frames.terms.search(words, offer):
        return "education", TERM
    if not now and not person and not done and _asked_calmly(framed, words, whole):
        return "education", CALM
    return "present", "now" if now else "person" if person else "bare"


def _asked_calmly(framed: str, words: str, whole: Whole) -> bool:
    """Whether a question is asked next to the sign, and both the clause and what is next to the sign sound calm.

    Next to it, because people who type no punctuation tell of a danger right after a question of fact. Of bare signs
    with nothing but words of a question ("black stools what does it mean") none is one: such a clause says too little.
    """
    next_to = _next_to(framed, has_han(words))
    if not whole.frames.questions.search(next_to, whole.offer):
        return False
    spoken = next_to.replace(SIGN, words).replace(CUT, " ")
    return whole.listener is not None and whole.calm and sounds_calm(spoken.strip(), whole.listener)


def _next_to(framed: str, chinese: bool) -> str:
    """The mark of a sign with what stands next to it."""
    before, after = framed.split(SIGN, 1)
    if chinese:
        left, right = before[-_NEXT_CHARACTERS:], after[:_NEXT_CHARACTERS]
    else:
        left, right = " ".join(before.split()[-_NEXT_WORDS:]), " ".join(after.split()[:_NEXT_WORDS])
        left, right = f"{left} " if left else "", f" {right}" if right else ""
    left = left if len(left.strip()) == len(before.strip()) else f"{CUT} {left}"
    right = right if len(right.strip()) == len(after.strip()) else f"{right} {CUT}"
    return f"{left}{SIGN}{right}"


def _standing_of_crisis(framed: str, words: str, whole: Whole) -> tuple[Standing, str]:
    """A wish to die counts at any time and of anyone, unless it is denied or asked about as a fact."""
    frames, offer = whole.frames, whole.offer
    if frames.crisis_denied.search(frames.not_negation.cut(framed, offer, " "), offer):
        return _DENIED
    if (hit := frames.crisis_education.search(framed, offer)) and not names_a_person(framed, offer, frames):
        return "education", f"education: {hit[0]}"
    return "present", words


def _framed(clause: str, start: int, end: int) -> str:
    return f"{clause[max(0, start - _NEAR) : start]}{SIGN}{clause[end : end + _NEAR]}"


def _has_subject(span: Span, clause: str, frames: Frames, offer: Offer) -> bool:
    """Words of the mind need a person as the nearest subject before them, or nothing beside them."""
    entry, start, end = span
    if not entry.needs:
        return True
    person = _last(frames.subjects, clause[:start], offer)
    other = _last(frames.not_persons, clause[:start], offer)
    if person > other:
        return True
    if entry.needs == "kin" or other >= 0:
        return False
    rest = frames.alone.cut(f"{clause[:start]} {clause[end:]}", offer, " ")
    return not re.search(r"[^\W\d_]", rest)


def _last(phrases: Phrases, text: str, offer: Offer) -> int:
    return max((match.start() for match in phrases.matches(text, offer)), default=-1)


def denied_among(whole: Whole, spans: list[Span]) -> tuple[set[Place], set[Place]]:
    """Places of signs that are denied, and of these with those that follow a denied one ("no fever or chills")."""
    frames, offer = whole.frames, whole.offer
    if frames.negating.isdisjoint(offer.keys):
        return set(), set()
    itself: set[Place] = set()
    carried: set[Place] = set()
    ends: list[int] = []
    for entry, start, end in sorted(spans, key=lambda span: span[1]):
        before = whole.clause[max(0, start - _CLOSE) : start] + SIGN
        # What follows may take a denial back: "has never vomited blood like this".
        read_on = before + whole.clause[end : end + _CLOSE]
        negated = frames.negation.search(before) and frames.negation.search(
            frames.not_negation.cut(read_on, offer, " ")
        )
        if negated or _denied_within(entry.phrase, whole.clause[start:end], whole):
            itself.add((start, end))
        elif not any(frames.joiner.fullmatch(whole.clause[end_:start].strip()) for end_ in ends if end_ <= start):
            continue
        ends.append(end)
        carried.add((start, end))
    return itself, carried


def _denied_within(phrase: Phrase, words: str, whole: Whole) -> bool:
    """Whether a negation in the last gap of a phrase denies what ends it: "my eyes are not yellow".

    A phrase that asks for a negation itself ("face .. not moving") is not denied by it.
    """
    tail = max(filter(words.endswith, phrase.after_gap), key=len, default="")
    if not tail:
        return False
    frames = whole.frames
    framed = frames.not_negation.cut(words.removesuffix(tail) + SIGN, whole.offer, " ")
    asked = (word for piece in phrase.pieces[:-1] for word in piece.words)
    return bool(frames.negation.search(framed)) and not any(w.partition(" ")[0] in frames.negating for w in asked)
