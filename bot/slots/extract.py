"""Slots of a question: outcome and weeks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.slot_lexicon import SlotLexicon
from bot.model.turn import Slots
from bot.slots.outcomes import CompiledOutcomes, compile_outcomes, find_outcome
from bot.slots.times import CompiledTimes, compile_times, find_weeks
from bot.text.normalise import fold
from bot.text.phrases import phrase_pattern


@dataclass(frozen=True, slots=True)
class CompiledFollowups:
    """Patterns of questions that lean on the last turn."""

    leads: re.Pattern[str]
    tails: re.Pattern[str]
    nouns: re.Pattern[str]
    ordinals: Mapping[str, int]
    simpler: re.Pattern[str]
    why: frozenset[str]
    pronouns: re.Pattern[str]
    why_intents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CompiledSlots:
    """The slot lexicon, ready for use."""

    outcomes: CompiledOutcomes
    times: CompiledTimes
    followups: CompiledFollowups


def compile_slots(lexicon: SlotLexicon) -> CompiledSlots:
    """Compile the slot lexicon, once."""
    words = lexicon.followup
    return CompiledSlots(
        outcomes=compile_outcomes(lexicon),
        times=compile_times(lexicon.time),
        followups=CompiledFollowups(
            leads=phrase_pattern(words.leads),
            tails=phrase_pattern(words.tails),
            nouns=phrase_pattern(words.ordinal_nouns),
            ordinals={fold(word): place for word, place in words.ordinals.items()},
            simpler=phrase_pattern(words.simpler),
            why=frozenset(map(fold, words.why)),
            pronouns=phrase_pattern(words.pronouns),
            why_intents=lexicon.why_intents,
        ),
    )


def extract(question: str, compiled: CompiledSlots) -> Slots:
    """Outcome and weeks that a question of at most 300 code points names (rules: DESIGN §3)."""
    folded = fold(question)
    outcome = find_outcome(folded, compiled.outcomes)
    return Slots(outcome, find_weeks(folded, compiled.times, with_outcome=outcome is not None))
