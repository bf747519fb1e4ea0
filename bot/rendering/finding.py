"""Finding questions while they are typed: words in English, characters, pinyin or its initials in Chinese."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model.knowledge import Knowledge, Locale
from bot.rendering.plain import spans_text
from bot.text.normalise import fold
from bot.text.sounds import sound
from bot.text.tokens import is_han

MOST = 4
LONGEST = 60
"""Code points of what is typed that are looked at; questions are shorter."""
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Findable:
    """A question as it can be found: its folded text, its words, and how its Chinese characters sound."""

    intent: str
    text: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]


def findable(knowledge: Knowledge, locale: Locale) -> tuple[Findable, ...]:
    """All questions that can be asked, in the order of the contents page."""
    answers = knowledge.locales[locale].answers
    live = (intent.id for intent in knowledge.intents.values() if intent.status == "live")
    return tuple(_findable(id, fold(spans_text(answers[id].question, locale))) for id in live)


def find(typed: str, among: Iterable[Findable], most: int = MOST) -> tuple[str, ...]:
    """Intents whose question fits what has been typed so far, best first; none for an empty text.

    Every English word must begin a word of the question; letters also count as pinyin ("ganxibao") or as initials of
    it ("gxb") of characters that follow each other; characters count as they are. The earlier in the question, the
    better.
    """
    wanted = fold(typed[:LONGEST])
    if not wanted:
        return ()
    ranked = [(place, n, one.intent) for n, one in enumerate(among) if (place := _place(wanted, one)) is not None]
    return tuple(intent for _, _, intent in sorted(ranked)[:most])


def _findable(intent: str, text: str) -> Findable:
    return Findable(intent, text, tuple(_WORD.findall(text)), tuple(sound(char) for char in text if is_han(char)))


def _place(wanted: str, one: Findable) -> int | None:
    """Where the question fits, counted from its beginning; None if it does not."""
    letters = "".join(_WORD.findall(wanted))
    if not letters or any(is_han(char) for char in wanted):
        at = one.text.find(wanted.replace(" ", "") if not letters else wanted)
        return None if at < 0 else at
    found = [*_by_words(_WORD.findall(wanted), one.words), *_by_sound(letters, one.sounds)]
    return min(found, default=None)


def _by_words(typed: list[str], words: tuple[str, ...]) -> Iterator[int]:
    places = [next((n for n, word in enumerate(words) if word.startswith(part)), None) for part in typed]
    if None not in places:
        yield min(place for place in places if place is not None)


def _by_sound(letters: str, sounds: tuple[str, ...]) -> Iterator[int]:
    initials = "".join(one[:1] for one in sounds)
    for start in range(len(sounds)):
        if initials.startswith(letters, start) or "".join(sounds[start:]).startswith(letters):
            yield start
            return
