"""Long lists of phrases, all read through one index of their words: only those are tried that a text can hold."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from bot.safety.keys import Keys, keys_of
from bot.safety.lookup import Lookup
from bot.safety.notation import Known, Parts, Phrase, compile_phrase

_SHORT = 60
"""Characters by which a piece has to be shorter than its text for what it offers to be looked up by itself."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a text offers, as far as its words say."""

    keys: Keys
    _found: "dict[Shelf, Mapping[Phrases, Sequence[Phrase]]]" = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Of each shelf that was asked for the phrases that the text can hold, by list; only lists that have any."""

    def among(self, phrases: "Phrases") -> Sequence[Phrase]:
        """The phrases of a list that the text can hold, in the order of the lexicon."""
        shelf = phrases.shelf
        if (found := self._found.get(shelf)) is None:
            found = self._found[shelf] = shelf.among(self.keys)
        return found.get(phrases, ())


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """A list of phrases in the order of the lexicon. Which of them a text can hold, its shelf says."""

    every: tuple[Phrase, ...]
    shelf: "Shelf" = field(repr=False)

    def among(self, offer: Offer) -> Sequence[Phrase]:
        """The phrases of the list that a text can hold, in the order of the lexicon."""
        return offer.among(self)

    def search(self, text: str, offer: Offer) -> re.Match[str] | None:
        """The first phrase of the list that the text holds. `offer` is that of the text, or of more."""
        return first_of(self.among(offer), text)

    def matches(self, text: str, offer: Offer) -> Iterator[re.Match[str]]:
        """What the text holds, from left to right without overlaps; of two at one place the first of the list."""
        phrases = self.among(offer)
        if len(phrases) <= 1:
            for phrase in phrases:
                yield from phrase.pattern.finditer(text)
            return
        heads = [(hit.start(), place, hit) for place, p in enumerate(phrases) if (hit := p.pattern.search(text))]
        heapify(heads)
        end = 0
        while heads:
            start, place, hit = heappop(heads)
            if start >= end:
                yield hit
                end = hit.end()
            if following := phrases[place].pattern.search(text, end):
                heappush(heads, (following.start(), place, following))

    def begins(self, text: str, place: int) -> bool:
        """Whether one of the phrases stands at a place of the text."""
        return any(phrase.pattern.match(text, place) for phrase in self.every)

    def cut(self, text: str, offer: Offer, mark: str) -> str:
        """The text with the mark in the place of each phrase."""
        out, end = "", 0
        for hit in self.matches(text, offer):
            out, end = f"{out}{text[end : hit.start()]}{mark}", hit.end()
        return out + text[end:]


@dataclass(slots=True, eq=False)
class Shelf:
    """Lists of phrases, and one index of their words: a text is looked up once, however many lists there are."""

    entries: list[tuple[Phrase, Phrases]] = field(default_factory=list, repr=False)
    """Every phrase with the list that it is in."""
    _lookup: Lookup | None = field(default=None, repr=False)
    """None while lists are added."""

    def add(self, phrases: Iterable[Phrase]) -> Phrases:
        """A list of phrases, to be found on this shelf."""
        added = Phrases(tuple(phrases), self)
        self.entries += ((phrase, added) for phrase in added.every)
        self._lookup = None
        return added

    def compile(self, written: Iterable[str], parts: Parts, forms: Mapping[str, str]) -> Phrases:
        """The same for phrases as written; `forms` holds each of them folded.

        Raises:
            ValueError: a phrase outside the notation.
        """
        return self.add(compile_phrase(phrase, parts, forms[phrase]) for phrase in written)

    def index(self) -> Lookup:
        """Make the index, once all lists are there; else the first text does."""
        self._lookup = Lookup(phrase.asked for phrase, _ in self.entries)
        return self._lookup

    def among(self, keys: Keys) -> Mapping[Phrases, Sequence[Phrase]]:
        """Of each list the phrases that a text with these keys can hold; only lists that have any."""
        found: dict[Phrases, list[Phrase]] = {}
        for number in (self._lookup or self.index()).among(keys):
            phrase, phrases = self.entries[number]
            for pairs in phrase.pairs:
                if pairs.isdisjoint(keys):
                    break
            else:
                found.setdefault(phrases, []).append(phrase)
        return found


@dataclass(frozen=True, slots=True)
class Book:
    """All lists of phrases, on two shelves."""

    of_every_text: Shelf = field(default_factory=Shelf)
    """What every text is asked for."""
    of_some: Shelf = field(default_factory=Shelf)
    """What says how that is meant which was found: a plainly calm text is not looked up here."""

    @property
    def entries(self) -> Sequence[tuple[Phrase, Phrases]]:
        """Every phrase with the list that it is in."""
        return (*self.of_every_text.entries, *self.of_some.entries)

    def known(self) -> Known:
        """What was worked out of its phrases.

        Where two are written alike but ask for different keys, only the form is kept; the rest is worked out again.
        """
        found: dict[str, Sequence[str]] = {}
        for phrase, _ in self.entries:
            own = phrase.form, *phrase.asked
            if found.setdefault(phrase.written, own) != own:
                found[phrase.written] = (phrase.form,)
        return found

    def index(self) -> None:
        """Make the indexes, once all lists are there; else the first text does."""
        self.of_every_text.index()
        self.of_some.index()


def offer_of(text: str) -> Offer:
    """What a text offers, whether or not the mark of a sign will be put into it."""
    return Offer(keys_of(text))


def offer_within(piece: str, text: str, offer: Offer) -> Offer:
    """What a piece of a text offers, or the whole text: to look it up takes longer than to try what is in more."""
    return offer_of(piece) if len(text) - len(piece) > _SHORT else offer


def cut_out(phrases: Iterable[Phrase], text: str, mark: str) -> str:
    """The text with the mark in the place of what each phrase finds, phrase after phrase."""
    for phrase in phrases:
        text = phrase.pattern.sub(mark, text)
    return text


def first_of(phrases: Iterable[Phrase], text: str) -> re.Match[str] | None:
    """The first of the phrases that the text holds."""
    return next((hit for phrase in phrases if (hit := phrase.pattern.search(text))), None)
