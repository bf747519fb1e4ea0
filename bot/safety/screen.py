"""The screen: danger first, clause by clause, before anything else reads the question."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from bot.safety.clauses import at_new_subject, clauses, joined, sentences, without_quoted
from bot.safety.compiled import CompiledSafety, Frames, compile_lexicon
from bot.safety.earshot import Earshot
from bot.safety.keys import keys_of
from bot.safety.listener import STRETCH, SURE, SURE_OF_FACT, SURE_OF_TODAY, Heard, listen, precedent
from bot.safety.notation import CUT, SIGN, Phrase
from bot.safety.personal import asks_for_advice, topic_of
from bot.safety.phrases import Offer, Phrases, cut_out, first_of, offer_of, offer_within
from bot.safety.premises import claimed
from bot.safety.signs import (
    CALM,
    FORESEEN,
    TERM,
    Found,
    Place,
    Span,
    Whole,
    denied_among,
    findable,
    found_across,
    hits_in,
    judge,
    names_a_person,
    outside_crisis,
    spans_across,
    unsettled,
    with_subject,
)
from bot.safety.writing import bounded, prepare

__all__ = ["CompiledSafety", "Screening", "Verdict", "compile_lexicon", "screen"]

_TWO = 2
"""Characters of the shortest Chinese signs."""
_LISTING = ("、", "and", "or", "nor")
"""What stands between the signs of a list."""
_ASKED = ("跟", "和", "与", "同", "会")
"""What stands before the first of a list that is asked about as a whole."""
HEARD = "heard"
"""The sign that stands for what the listener hears."""
Verdict = Literal["emergency", "overdose", "crisis", "personal", "same-day", "education", "clear"]


@dataclass(frozen=True, slots=True)
class Screening:
    """What the screen found.

    emergency and overdose lead to the emergency reply (overdose: with the crisis line too), crisis to the crisis
    reply, personal and same-day to personal advice; education goes on to ranking and adds the notices; clear goes on.
    """

    verdict: Verdict
    flags: tuple[str, ...] = ()
    """Ids of the red flags that count."""
    notices: tuple[str, ...] = ()
    """"emergency-line", "same-day"."""
    topic: str = ""
    """What a request for personal advice is about, if that is plain: "medicine", "dose", "result" …"""
    premises: tuple[str, ...] = ()
    """Claims that the question takes for granted, and "pressure"; looked for only where there is no danger."""
    trace: tuple[str, ...] = ()
    """Which clause, which sign, which frame; holds words of the question, so never to be stored."""


def screen(question: str, compiled: CompiledSafety, *, listening: bool = True) -> Screening:
    """Screen a question as typed, of any length: at most 2,000 code points are read (the first and last halves).

    Without `listening` the lists and the examples word for word count alone.
    """
    folded = bounded(question)
    written = prepare(folded, compiled.writing)
    text = without_quoted(written, compiled.frames.quoted, partial(_is_term, compiled=compiled))
    offer, whole = offer_of(text), joined(text)
    pieces = clauses(text, offer, compiled.frames.conjunctions, compiled.frames.examples, compiled.frames.dates)
    hearing = compiled if listening else replace(compiled, listener=None)
    known: list[Found] = []
    read: dict[str, tuple[Found, ...]] = {}
    for clause in pieces:
        if clause not in read:
            read[clause] = tuple(_signs_in(clause, text, offer, hearing, known))
            known += read[clause]
    known += _across(whole, offer, pieces, known, hearing)
    heard = _as_given(folded, known, compiled)
    if heard is None:
        heard = _listened(read, known, text, offer, hearing)
    found = _settled([*known, *_as_sign(heard)], text, offer, pieces, compiled.frames)
    present = [f for f in found if f.standing == "present"]
    flags = tuple(dict.fromkeys(f.sign for f in present))
    trace = tuple(map(str, found))
    spoken_of = len(present) < len(found) or _topic(pieces, offer, compiled.topics) or _quotes(written, text, compiled)
    notices = ("emergency-line",) if spoken_of else ()
    verdict = _alarm(present)
    if verdict == "same-day":
        return Screening(verdict, flags, (*notices, "same-day"), trace=trace)
    if verdict:
        return Screening(verdict, flags, trace=trace)
    premises = claimed(whole, offer, compiled.premises)
    if any(f.standing in ("older", "in-care") for f in found):
        return Screening("personal", (), notices, premises=premises, trace=trace)
    if why := _advice(whole, offer, heard if not premises else None, compiled):
        topic = topic_of(whole, offer, compiled)
        return Screening("personal", (), notices, topic, premises, (*trace, ", ".join(filter(None, (why, topic)))))
    return Screening("education" if notices else "clear", (), notices, premises=premises, trace=trace)


def _advice(whole: str, offer: Offer, heard: Heard | None, compiled: CompiledSafety) -> str:
    """What makes it a request for personal advice: a phrase of the lists, or what was heard; empty if it is none."""
    if phrase := asks_for_advice(whole, offer, compiled):
        return f"personal advice: {phrase}"
    return str(heard) if heard is not None and heard.told == "personal" else ""


def _as_given(folded: str, found: list[Found], compiled: CompiledSafety) -> Heard | None:
    """What a question is known to tell of, word for word, where the lists know nothing."""
    return None if found or compiled.listener is None else precedent(folded, compiled.listener)


def _listened(
    read: Mapping[str, tuple[Found, ...]], found: list[Found], text: str, offer: Offer, compiled: CompiledSafety
) -> Heard | None:
    """What the listener hears; None where the lists have an alarm already.

    What is said not to be there, or to be feared for a day to come, is for the lists: to the listener "no chest pain"
    is much like "chest pain".
    """
    if compiled.listener is None or any(f.standing == "present" and f.level != "same-day" for f in found):
        return None
    if not found and not _in_earshot(text, offer, compiled.listener.earshot):
        return None
    idioms = compiled.look_alikes.among(offer)
    said = {
        clause: cut_out(idioms, _without_feared(clause, signs), " ")
        for clause, signs in read.items()
        if not any(map(_is_denied, signs))
    }
    unknown = {clause for clause, left in said.items() if left == clause and not read[clause]}
    known = bool(found) or len(unknown) < len(read)
    apart = (_left(sentence, read, unknown, whole=known) for sentence in sentences(text))
    sure = _sureness(found) if known else 0.0
    return listen(tuple(said.values()), list(filter(None, apart)), compiled.listener, sure=sure)


def _in_earshot(text: str, offer: Offer, earshot: Earshot) -> bool:
    """Whether a text, or one of its sentences by itself, is worth listening to. A long one always is."""
    if len(text) > STRETCH or earshot.reaches(offer.keys):
        return True
    parts = sentences(text)
    return len(parts) > 1 and any(earshot.reaches(keys_of(part)) for part in parts)


def _sureness(found: Iterable[Found]) -> float:
    """How sure a danger must be that is heard beside what the lists have found."""
    others = [one for one in found if not _is_fact(one)]
    if not others:
        return SURE_OF_FACT
    return SURE_OF_TODAY if all(one.standing == "present" for one in others) else SURE


def _left(sentence: str, clauses: Iterable[str], unknown: set[str], *, whole: bool) -> str:
    """What a sentence says of which nothing is known: all of it as it stands, where that is wanted, or its clauses."""
    inside = [clause for clause in clauses if clause in sentence]
    left = [clause for clause in inside if clause in unknown]
    return sentence if whole and len(left) == len(inside) else " ".join(left)


def _is_denied(found: Found) -> bool:
    return found.standing == "denied"


def _without_feared(clause: str, signs: Iterable[Found]) -> str:
    """A clause without what is feared for a day to come, each with the words that say so."""
    for sign in signs:
        if sign.frame.startswith(FORESEEN):
            clause = clause.replace(sign.frame.removeprefix(FORESEEN).replace(SIGN, sign.words), " ")
    return clause


def _is_fact(found: Found) -> bool:
    return found.standing == "education"


def _as_sign(heard: Heard | None) -> Iterator[Found]:
    """A danger that was heard, as the signs are that were found; a wish for advice is none."""
    if heard is None:
        return
    match heard.told:
        case "overdose" | "emergency" | "crisis" | "same-day" as level:
            yield Found(HEARD, level, "present", f"{heard.chance:.2f}", heard.words, heard.words, sudden=False)
        case "personal" | "calm":
            return


def _alarm(present: list[Found]) -> Verdict | None:
    """The gravest of what is present. A danger beside a wish to die takes both numbers, as an overdose does."""
    levels = {f.level for f in present}
    if "overdose" in levels or {"emergency", "crisis"} <= levels:
        return "overdose"
    for level in ("emergency", "crisis", "same-day"):
        if level in levels:
            return level
    return None


def _signs_in(
    clause: str, text: str, offer: Offer, compiled: CompiledSafety, known: Iterable[Found]
) -> Iterator[Found]:
    """The signs in a clause of a text, but for what can say no more than what is `known` already."""
    signs, frames = compiled.signs, compiled.frames
    if not signs.phrases.among(offer):
        return
    offer, told = offer_within(clause, text, offer), list(known)
    offered = signs.phrases.among(offer)
    if told:
        news = unsettled(offered, signs, told)
        # What asks for an edge may fit a piece of the clause alone.
        if not any(phrase.edged for phrase in news) and first_of(news, clause) is None:
            return
    hits = hits_in(clause, offered, signs)
    if not with_subject(hits, clause, frames, offer):
        return
    tried = findable(hits, signs, offer)
    cut = _without_look_alikes(clause, hits, compiled.look_alikes.among(offer))
    if cut != clause:
        hits = hits_in(cut, tried, signs)
    places = [(start, end) for _, start, end in with_subject(hits, cut, frames, offer)]
    news = unsettled(tried, signs, told)
    for piece in at_new_subject(cut, places, frames.subjects, offer):
        if first_of(news, piece) is None:
            continue
        within = offer_within(piece, cut, offer)
        inside = hits if piece == cut else hits_in(piece, tried, signs)
        if spans := outside_crisis(with_subject(inside, piece, frames, within)):
            judged = tuple(_judged(Whole(piece, within, frames, compiled.listener), spans))
            yield from judged
            told += judged
            news = unsettled(tried, signs, told)


def _without_look_alikes(clause: str, hits: Iterable[Span], look_alikes: Iterable[Phrase]) -> str:
    """A clause with a mark in the place of each look-alike, but for those that a sign in one piece shows to be none.

    Of a sign that holds a look-alike and more, nothing is left out: sick of | living. And Chinese has no spaces: in
    想死活着好累 the sign ends where 死活 seems to begin. A sign with a gap in it may end anywhere, and is none where
    its end is another word.
    """
    phrases = {entry.phrase for entry, _, _ in hits}

    def marked(found: re.Match[str]) -> str:
        signs = (
            (phrase, sign.start(), sign.end())
            for phrase in phrases
            for sign in phrase.pattern.finditer(found.string)
            if _in_one_piece(phrase, sign)
        )
        return found[0] if any(_is_more_than(found.span(), *sign) for sign in signs) else f" {CUT} "

    for phrase in look_alikes:
        clause = phrase.pattern.sub(marked, clause)
    return clause


def _in_one_piece(phrase: Phrase, found: re.Match[str]) -> bool:
    """Whether nothing stands between the words of a sign: it has no gap, or is too short to hold anything."""
    return not phrase.gapped or (phrase.chinese and len(found[0]) == _TWO)


def _is_more_than(look_alike: Place, sign: Phrase, start: int, end: int) -> bool:
    """Whether a sign in one piece holds the look-alike and more, or a Chinese one ends where that seems to begin."""
    holds = start <= look_alike[0] and look_alike[1] <= end and (start, end) != look_alike
    return holds or (sign.chinese and start < look_alike[0] < end)


def _across(
    text: str, offer: Offer, pieces: list[str], known: list[Found], compiled: CompiledSafety
) -> Iterator[Found]:
    """The signs that may reach from one clause into the next. One that does not is judged as its clause says.

    Such a one is none where it is only the words of a look-alike: "dreamt I was vomiting blood".
    """
    seen: dict[str, tuple[Whole, list[Place]]] = {}
    for entry, start, end in spans_across(text, offer, known, compiled):
        words = text[start:end]
        home = next((piece for piece in pieces if words in piece), None)
        if home is None or text.count(words) > sum(piece.count(words) for piece in pieces):
            places = _look_alikes_in(text, offer, compiled)
            if not _ends_in_another_word(start, end, [one for one in places if _in_one(text[slice(*one)], pieces)]):
                yield found_across(entry, words, offer, compiled.frames)
            continue
        if home not in seen:
            read = Whole(home, offer_within(home, text, offer), compiled.frames, compiled.listener)
            seen[home] = read, _look_alikes_in(home, read.offer, compiled)
        whole, look_alikes = seen[home]
        at = home.index(words)
        if not any(begin <= at and at + len(words) <= stop for begin, stop in look_alikes):
            yield from _judged(whole, [(entry, at, at + len(words))])


def _ends_in_another_word(start: int, end: int, look_alikes: Iterable[Place]) -> bool:
    """Whether the last of a sign is the first of a look-alike, as 血 is of 血管 in 人会吐血？是血管破掉吗."""
    return any(start < begin < end <= stop for begin, stop in look_alikes)


def _in_one(words: str, pieces: Iterable[str]) -> bool:
    return any(words in piece for piece in pieces)


def _look_alikes_in(clause: str, offer: Offer, compiled: CompiledSafety) -> list[Place]:
    """Where the look-alikes stand in a clause."""
    hits = (hit for phrase in compiled.look_alikes.among(offer) for hit in phrase.pattern.finditer(clause))
    return [hit.span() for hit in hits]


def _judged(whole: Whole, found: list[Span]) -> Iterator[Found]:
    spans = list({(e.sign.id, e.level, start, end): (e, start, end) for e, start, end in found}.values())
    itself, carried = denied_among(whole, spans)
    judged = [(judge(whole, span, denied=span[1:] in itself), *span) for span in spans]
    # What only sounds asked about, or is a term, says nothing of other signs.
    facts = [one for one in judged if _is_fact(one[0]) and one[0].frame not in (CALM, TERM)]
    asked = [(start, end) for *_, start, end in facts]
    first = {entry.phrase: start for _, entry, start, _ in reversed(facts)}
    listed = [
        one
        for one in judged
        if one[2:] not in carried and _may_be_listed(one[0]) and any(_listed(whole, one[2:], other) for other in asked)
    ]
    for one in judged:
        sign, entry, start, end = one
        if (start, end) in carried and sign.level != "crisis":
            yield replace(sign, standing="denied", frame="negation")
        elif one in listed:
            yield replace(sign, standing="education", frame="as the sign it is listed with")
        elif _may_be_listed(sign) and any(s <= start and end <= e for *_, s, e in listed):
            yield replace(sign, standing="education", frame="as the listed sign that it is in")
        elif sign.frame == "bare" and any(s < end and start < e and (s, e) != (start, end) for s, e in asked):
            yield replace(sign, standing="education", frame="as the sign it shares words with")
        elif sign.frame == "bare" and first.get(entry.phrase, start) < start:
            # 吐血和咳血怎么分: whoever asks about it names it again.
            yield replace(sign, standing="education", frame="as the words before it")
        else:
            yield sign


def _may_be_listed(sign: Found) -> bool:
    return sign.frame == "bare" and sign.level != "overdose"


def _listed(whole: Whole, one: Place, other: Place) -> bool:
    """Whether nothing stands between a place and another but what lists things in a question.

    What comes before the other is asked about with it only where that is said: 跟发烧、肚子胀有什么关系. In
    叫不醒、抽搐的处理 the first is told.
    """
    if one[1] <= other[0] and not whole.clause[: one[0]].endswith(_ASKED):
        return False
    first, second = sorted((one, other))
    return whole.clause[first[1] : second[0]].strip() in _LISTING


def _settled(found: list[Found], text: str, offer: Offer, pieces: list[str], frames: Frames) -> list[Found]:
    """Rules that look across clauses; each can only raise an alarm, so no added text takes one away.

    But one: a lone same-day sign beside a question of fact about it is the occasion of that question.
    """
    if any(f.standing == "older" for f in found) and frames.again.search(text, offer):
        found = [replace(f, standing="present", frame="back again") if f.standing == "older" else f for f in found]
    if any(f.frame == TERM for f in found) and names_a_person(text, offer, frames):
        found = [replace(f, standing="present", frame="somebody's") if f.frame == TERM else f for f in found]
    if any(f.standing == "education" for f in found) and frames.begun.search(text, offer):
        found = [replace(f, standing="present", frame="has begun") if f.standing == "education" else f for f in found]
    present = [f for f in found if f.standing == "present" and f.level != "crisis"]
    if not any(f.level == "same-day" for f in present):
        return found
    others = {f.sign for f in present}
    grave = _grave(text, offer, pieces, frames)
    occasion = frames.explained.search(text, offer) is not None
    lone = len(others) == 1 and all(_may_be_fact(f, occasion=occasion) for f in present)
    if lone and not grave and frames.back_reference.search(text, offer):
        asked = "asked about in the next clause"
        return [replace(f, standing="education", frame=asked) if f in present else f for f in found]
    return [
        replace(f, level="emergency", frame="sudden, unceasing, with another sign, or after an infusion")
        if f.level == "same-day" and f.standing == "present" and (f.sudden or grave or others - {f.sign})
        else f
        for f in found
    ]


def _grave(text: str, offer: Offer, pieces: list[str], frames: Frames) -> bool:
    """It does not stop, or an infusion went before: not one of which only a study speaks."""
    if frames.unceasing.search(text, offer):
        return True
    if not frames.infusion.search(text, offer):
        return False
    told = (piece for piece in pieces if not frames.study.search(piece, offer) or names_a_person(piece, offer, frames))
    return frames.infusion.search(" ".join(told), offer) is not None


def _may_be_fact(found: Found, *, occasion: bool) -> bool:
    told = found.frame == "bare" or (occasion and found.frame == "person")
    return found.level == "same-day" and told and not found.sudden


def _topic(pieces: list[str], offer: Offer, topics: Phrases) -> bool:
    return any(topics.search(piece, offer) for piece in pieces)


def _is_term(words: str, compiled: CompiledSafety) -> bool:
    """Whether quoted words are no sentence of somebody's: they name nobody and are no wish to die."""
    offer, signs = offer_of(words), compiled.signs
    wishes = (phrase for phrase in signs.phrases.among(offer) if signs.entries[phrase].level == "crisis")
    return first_of(wishes, words) is None and not names_a_person(words, offer, compiled.frames)


def _quotes(written: str, text: str, compiled: CompiledSafety) -> bool:
    """Whether danger stands in a question from which quoted words were left out, as their meaning is asked for."""
    if CUT not in text:
        return False
    offer = offer_of(written)
    return any(phrases.search(written, offer) for phrases in (compiled.signs.phrases, compiled.topics))
