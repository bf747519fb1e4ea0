"""Questions that are none of their own: they lean on the last turn and are completed from it."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.model.turn import Context, Slots
from bot.slots.extract import CompiledFollowups, CompiledSlots
from bot.slots.times import find_weeks
from bot.text.normalise import fold

_LONGEST = 60
"""Code points of a fragment; a longer question stands on its own."""
_MARKS = re.compile(r"[^\w\s]+")
_NUMBER = re.compile(r"\d{1,3}")
_RESULT_WORDS_LEFT = 6
"""Letters or characters that may be left of a fragment once time, leads and tails are taken away."""


@dataclass(frozen=True, slots=True)
class Followup:
    """A question completed from the last turn.

    weeks: the last intent at another time · pick: one of the questions offered · simpler: the last answer, short ·
    why: the reason for the last answer · outcome: another result at the same standing; `intent` is None, so that
    ranking finds it from the question itself.
    """

    kind: Literal["weeks", "pick", "simpler", "why", "outcome"]
    intent: str | None
    slots: Slots


def complete(question: str, context: Context, compiled: CompiledSlots, slots: Slots) -> Followup | None:
    """The follow-up that a question is, or None where it is a question of its own. `slots` are the question's own."""
    folded = fold(question)
    if len(folded) > _LONGEST:
        return None
    words = " ".join(_MARKS.sub(" ", folded).split())
    followups = compiled.followups
    if context.offers:
        place = _picked(words, followups)
        if place is not None and -1 <= place <= len(context.offers) and place != 0:
            return Followup("pick", context.offers[place - 1 if place > 0 else -1], context.slots)
    if context.intent is None:
        return None
    if _is_simpler(folded, words, followups):
        return Followup("simpler", context.intent, context.slots)
    if _bare(words, followups) in followups.why or words in followups.why:
        reason = followups.why_intents.get(context.intent, context.intent)
        return Followup("why", reason, context.slots if reason == context.intent else Slots())
    return _other_cell(folded, words, context, compiled, slots)


def leans(question: str, compiled: CompiledSlots) -> bool:
    """True for a question that names a time and nothing else, and so needs a subject from elsewhere."""
    folded = fold(question)
    return len(folded) <= _LONGEST and _left(folded, compiled) == 0 and not compiled.outcomes.names.search(folded)


def _other_cell(folded: str, words: str, context: Context, compiled: CompiledSlots, slots: Slots) -> Followup | None:
    """The last intent at other weeks, or a question for another outcome."""
    if slots.outcome is not None and slots.outcome != context.slots.outcome:
        return Followup("outcome", None, slots) if slots.weeks is None else None
    weeks = slots.weeks if slots.weeks is not None else _lone_weeks(words, context, compiled)
    if weeks is None or not _is_fragment(folded, compiled):
        return None
    return Followup("weeks", context.intent, replace(context.slots, weeks=weeks))


def _picked(words: str, followups: CompiledFollowups) -> int | None:
    core = "".join(followups.nouns.sub(" ", words).split(" "))
    for text in (words, core, " ".join(followups.nouns.sub(" ", words).split())):
        if text in followups.ordinals:
            return followups.ordinals[text]
    return None


def _is_simpler(folded: str, words: str, followups: CompiledFollowups) -> bool:
    """The request is most of what was said: "explain shorter trials" is a question of its own."""
    match = followups.simpler.search(folded) or followups.simpler.search(words)
    return match is not None and len(folded) - len(match[0]) <= max(12, len(match[0]))


def _bare(words: str, followups: CompiledFollowups) -> str:
    """The words without what a follow-up opens and closes with."""
    text = words
    while (match := followups.leads.match(text)) and match.end() < len(text):
        text = text[match.end() :].strip()
    while match := _closing(text, followups):
        text = text[: match.start()].strip()
    return text


def _closing(text: str, followups: CompiledFollowups) -> re.Match[str] | None:
    last = None
    for match in followups.tails.finditer(text):
        last = match
    return last if last and last.end() == len(text) and last.start() > 0 else None


def _lone_weeks(words: str, context: Context, compiled: CompiledSlots) -> int | None:
    """Weeks of a bare number ("and at 24?"), which only a fragment can mean, and only after a result."""
    bare = _bare(words, compiled.followups)
    if _NUMBER.fullmatch(bare) and int(bare) <= 520 and context.slots.outcome is not None:
        return int(bare)
    return find_weeks(bare, compiled.times, with_outcome=True)


def _is_fragment(folded: str, compiled: CompiledSlots) -> bool:
    """True if hardly anything is left once time, outcome, pronouns, leads and tails are taken away."""
    return _left(folded, compiled) <= _RESULT_WORDS_LEFT


def _left(folded: str, compiled: CompiledSlots) -> int:
    times = compiled.times
    text = folded
    for pattern in (times.halves, times.set_times, times.spans, times.labels, compiled.outcomes.names, _NUMBER):
        text = pattern.sub(" ", text)
    text = _MARKS.sub(" ", text)
    for pattern in (compiled.followups.leads, compiled.followups.tails, compiled.followups.pronouns):
        text = pattern.sub(" ", text)
    return len("".join(text.split()))
