"""Questions that are none of their own: they lean on the last turn and are completed from it.

The grammar is here, the words and where they lead are in the lexicon. A question is stripped of times, outcomes and
words without a subject; what is left says whether it has a subject of its own.
"""

import re
from dataclasses import dataclass, replace

from bot.model.knowledge import Outcome
from bot.model.slot_lexicon import FollowupKind
from bot.model.turn import Context, Slots
from bot.slots.asking import asks
from bot.slots.extract import CompiledSlots
from bot.slots.followup_words import CompiledFollowups, CompiledKind, plain, statement
from bot.slots.numerals import read_number
from bot.slots.outcomes import without_outcomes
from bot.slots.times import HAN_WEIGHT, MAX_WEEKS, find_weeks
from bot.text.scripts import HAN

_LONGEST = 80
"""Code points of a fragment; a longer question stands on its own."""
_NUMBER = re.compile(r"\d{1,3}")
_HAN = re.compile(f"[{HAN}]")
_MEASURE = "个"
"""May stand for the unit: after eight weeks, 十二个 are twelve."""
_MOST_LEFT = 12
"""Letters that may be left of a question that leans on the last turn, if the ranking is torn."""
_MOST_LEFT_OF_TIME = 6
"""The same for one that names a time, whatever the ranking finds."""
_MOST_LEFT_BESIDE_SIMPLER = 30
"""The same for one that asks for fewer or simpler words, unless the ranking knows an answer."""
SAME = "same"
"""Destination: the last intent again."""
OWNER = "owner"
"""Destination: the intent of the outcome that the question, or else the last turn, named."""


@dataclass(frozen=True, slots=True)
class Followup:
    """A question completed from the last turn.

    `kind` is one of the lexicon, or `pick` (one of the questions offered) or `none` (none of these: the menu).
    `intent` is None for `none`, and where the intent is that of the outcome in `slots`.
    """

    kind: str
    intent: str | None
    slots: Slots
    short: bool = False
    left: int = 0
    """How much the question says of its own, in letters. At 0 it is a follow-up, whatever the ranking finds."""
    menu: tuple[str, ...] = ()
    """For `none`: what to offer instead."""
    lone: bool = False
    """The weeks are a number without a unit: it may have meant months."""
    other: bool = False
    """Not the outcome last spoken of, but the other one of the same answer."""


def complete(  # noqa: PLR0913, PLR0917  a question, what is known of it, and what of the last answer
    folded: str, context: Context, compiled: CompiledSlots, slots: Slots, group: str = "", blank: bool = False
) -> Followup | None:
    """The follow-up that a folded question may be, or None where it is a question of its own.

    `slots` are the question's own. `group` is that of the last intent; `blank`: its answer was that there is no figure.
    """
    if len(folded) > _LONGEST:
        return None
    offered = _offered(plain(folded), context, compiled.followups) if context.offers else None
    if offered or context.intent is None:
        return offered
    after_result = group in compiled.followups.timed or context.slots.outcome is not None
    weeks = slots.weeks if slots.weeks is not None else _lone_weeks(plain(folded), after_result, compiled)
    lone = weeks is not None and slots.weeks is None
    said = _Said(folded, statement(plain(folded)), Slots(slots.outcome, weeks), context.slots.outcome, lone, compiled)
    outcome = slots.outcome or context.slots.outcome
    best: Followup | None = None
    for kind in compiled.followups.kinds:
        target = _destination(kind.rule, context.intent, group, blank)
        left = said.left_by(kind) if target and (target != OWNER or outcome) else None
        if target and left is not None and (best is None or left < best.left):
            best = replace(_followup(kind.rule, target, context, said.slots, left), lone=lone)
    return best


def kept_weeks(folded: str, context: Context, compiled: CompiledSlots) -> int | None:
    """The time of the last answer, where a folded question leaves it as it was (AST for those same weeks)."""
    if context.slots.weeks is None or not compiled.followups.same_time.search(plain(folded)):
        return None
    return context.slots.weeks


def leans(folded: str, compiled: CompiledSlots) -> bool:
    """True for a folded question that names a time and nothing else, and so needs a subject from elsewhere."""
    if len(folded) > _LONGEST or without_outcomes(folded, compiled.outcomes) != folded:
        return False
    return not compiled.followups.edges.sub(" ", plain(_untimed(folded, compiled))).strip()


def yields(followup: Followup, verdict: str) -> bool:
    """True if the ranking's verdict (answer, clarify, fallback) goes before the follow-up."""
    if followup.left == 0:
        return False
    if followup.short:
        # Whoever asks for fewer words says why, in words of any kind.
        return verdict == "answer" or followup.left > _MOST_LEFT_BESIDE_SIMPLER
    if followup.kind == "outcome" and followup.intent is not None:
        # An answer that keeps results to itself: the figures of another one would be wrong.
        return followup.left > _MOST_LEFT_OF_TIME
    if followup.kind == "weeks" and followup.left <= _MOST_LEFT_OF_TIME:
        return verdict == "answer"
    return verdict != "clarify" or followup.left > _MOST_LEFT


@dataclass(frozen=True, slots=True)
class _Said:
    """A question as the kinds look at it."""

    folded: str
    plain: str
    slots: Slots
    last: Outcome | None
    """The outcome last spoken of."""
    lone: bool
    """The weeks are a number without a unit."""
    compiled: CompiledSlots

    def left_by(self, kind: CompiledKind) -> int | None:
        """What the question says of its own beside words of the kind, as a weight; None if it is not of the kind."""
        if kind.rule.id == "outcome":
            return None if self.slots.outcome is None else _left(self.folded, self.compiled)
        if kind.rule.id == "weeks":
            if self.slots.weeks is None or self.slots.outcome is not None:
                return None
            return 0 if self.lone else _left(self.folded, self.compiled)
        if self.plain in kind.alone or _bare(self.plain, self.compiled.followups) in kind.alone:
            return 0
        asked = not kind.rule.asked or asks(self.folded, self.compiled.asking)
        if not asked or not kind.among.search(self.plain):
            return None
        # A result that was not spoken of is a subject of its own.
        other = self.slots.outcome not in (None, self.last)
        return max(_left(self.folded, self.compiled, kind), int(other))


def _destination(kind: FollowupKind, intent: str, group: str, blank: bool) -> str | None:
    if blank and kind.after_blank:
        return kind.after_blank
    return kind.after.get(intent) or kind.after_group.get(group) or kind.otherwise


def _followup(kind: FollowupKind, target: str, context: Context, asked: Slots, left: int) -> Followup:
    slots = Slots(asked.outcome or context.slots.outcome, asked.weeks)
    if target == OWNER:
        # The ranking knows results by their names too, and may know better.
        return Followup(kind.id, None, slots, left=max(left, int(kind.id == "outcome")))
    if target not in (SAME, context.intent):
        # The outcome goes along, so that "and at 8 weeks?" finds its way back to it.
        return Followup(kind.id, target, slots, kind.short, left)
    if slots.weeks is None and asked.outcome is None and not kind.all_weeks:
        slots = context.slots
    if kind.all_outcomes:
        slots = Slots(None, slots.weeks)
    if kind.other_outcome:
        slots = Slots(context.slots.outcome, asked.weeks)
    return Followup(kind.id, context.intent, slots, kind.short, left, other=kind.other_outcome)


def _offered(words: str, context: Context, followups: CompiledFollowups) -> Followup | None:
    """A choice among the questions offered, or the refusal of all of them."""
    place = _picked(words, followups)
    if place is not None and -1 <= place <= len(context.offers) and place != 0:
        return Followup("pick", context.offers[place - 1 if place > 0 else -1], context.asked)
    if words in followups.none_of_these or _bare(words, followups) in followups.none_of_these:
        menu = tuple(intent for intent in followups.menu if intent not in context.offers)
        return Followup("none", None, Slots(), menu=menu)
    return None


def _picked(words: str, followups: CompiledFollowups) -> int | None:
    core = "".join(followups.nouns.sub(" ", words).split(" "))
    for text in (words, core, " ".join(followups.nouns.sub(" ", words).split())):
        if text in followups.ordinals:
            return followups.ordinals[text]
    return None


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


def _lone_weeks(words: str, after_result: bool, compiled: CompiledSlots) -> int | None:
    """Weeks of a bare number ("and at 24?"), which only a fragment can mean, and only after a result."""
    if _picked(words, compiled.followups) is not None:
        return None
    bare = _bare(words, compiled.followups)
    if after_result and compiled.times.number.fullmatch(counted := bare.removesuffix(_MEASURE)):
        number = read_number(counted, compiled.times.numbers)
        return round(number) if number is not None and number <= MAX_WEEKS else None
    # "A year" alone is a time, in "how many die a year" it is a rate.
    alone = not compiled.followups.edges.sub(" ", plain(_untimed(bare, compiled))).strip()
    return find_weeks(bare, compiled.times, with_outcome=True) if alone else None


def _left(folded: str, compiled: CompiledSlots, kind: CompiledKind | None = None) -> int:
    """Weight of what says something of its own: neither time nor outcome, nor of the kind, nor without a subject."""
    text = statement(plain(without_outcomes(_untimed(folded, compiled), compiled.outcomes)))
    points_back = compiled.followups.pronouns.search(text) is not None
    if kind:
        text = kind.among.sub(" ", text)
    text = compiled.followups.light.sub(" ", text)
    # A word of the whole article is no subject, but enough of one to hear the ranking first: unless a pronoun says what
    # it is about ("does the treatment put it up").
    own = compiled.followups.background.sub(" ", text)
    weight = sum(HAN_WEIGHT if _HAN.match(char) else 1 for char in own if not char.isspace())
    return weight or int(own != text and not points_back)


def _untimed(folded: str, compiled: CompiledSlots) -> str:
    """The text without its times and numbers."""
    times = compiled.times
    for pattern in (times.halves, times.set_times, times.spans, times.labels, _NUMBER):
        folded = pattern.sub(" ", folded)
    return folded
