"""Long lists of phrases, read through an index of their words: only those are tried that a text can hold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from bot.safety.notation import Keys, Parts, Phrase, compile_phrase


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in the order of the lexicon, and the places in it by key."""

    every: tuple[Phrase, ...]
    places: Mapping[str, tuple[int, ...]]
    """By the keys of the words of each phrase that say most."""

    def among(self, keys: Keys) -> list[Phrase]:
        """The phrases that a text with these keys can hold, in the order of the lexicon."""
        hit = keys & self.places.keys()
        if not hit:
            return []
        places = {place for key in hit for place in self.places[key]}
        return [phrase for place in sorted(places) if (phrase := self.every[place]).fits(keys)]

    def search(self, text: str, keys: Keys) -> re.Match[str] | None:
        """The first phrase of the list that the text holds. `keys` are those of the text, or more."""
        return first_of(self.among(keys), text)

    def matches(self, text: str, keys: Keys) -> Iterator[re.Match[str]]:
        """What the text holds, from left to right without overlaps; of two at one place the first of the list."""
        phrases = self.among(keys)
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

    def cut(self, text: str, keys: Keys, mark: str) -> str:
        """The text with the mark in the place of each phrase."""
        out, end = "", 0
        for hit in self.matches(text, keys):
            out, end = f"{out}{text[end : hit.start()]}{mark}", hit.end()
        return out + text[end:]

    def cut_each(self, text: str, keys: Keys, mark: str) -> str:
        """The same, phrase after phrase: one may cut what another left."""
        return cut_out(self.among(keys), text, mark)


def cut_out(phrases: Iterable[Phrase], text: str, mark: str) -> str:
    """The text with the mark in the place of what each phrase finds, phrase after phrase."""
    for phrase in phrases:
        text = phrase.pattern.sub(mark, text)
    return text


def first_of(phrases: Iterable[Phrase], text: str) -> re.Match[str] | None:
    """The first of the phrases that the text holds."""
    return next((hit for phrase in phrases if (hit := phrase.pattern.search(text))), None)


def index(phrases: Iterable[Phrase]) -> Phrases:
    """Phrases with the index of their keys."""
    every = tuple(phrases)
    places: dict[str, list[int]] = {}
    for place, phrase in enumerate(every):
        for key in phrase.rarest.keys:
            places.setdefault(key, []).append(place)
    return Phrases(every, {key: tuple(found) for key, found in places.items()})


def compile_phrases(written: Iterable[str], parts: Parts, forms: Mapping[str, str]) -> Phrases:
    """Compile a list of phrases; `forms` holds each of them folded.

    Raises:
        ValueError: a phrase outside the notation.
    """
    return index(compile_phrase(phrase, parts, forms[phrase]) for phrase in written)
