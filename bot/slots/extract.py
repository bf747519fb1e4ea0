"""Slots of a question: outcome and weeks."""

from dataclasses import dataclass

from bot.model.slot_lexicon import SlotLexicon
from bot.model.turn import Slots
from bot.slots.asking import CompiledAsking, compile_asking
from bot.slots.followup_words import CompiledFollowups, compile_followups
from bot.slots.outcomes import CompiledOutcomes, compile_outcomes, find_outcome
from bot.slots.times import CompiledTimes, compile_times, find_weeks


@dataclass(frozen=True, slots=True)
class CompiledSlots:
    """The slot lexicon, ready for use."""

    outcomes: CompiledOutcomes
    times: CompiledTimes
    followups: CompiledFollowups
    asking: CompiledAsking


def compile_slots(lexicon: SlotLexicon) -> CompiledSlots:
    """Compile the slot lexicon, once."""
    return CompiledSlots(
        outcomes=compile_outcomes(lexicon),
        times=compile_times(lexicon.time),
        followups=compile_followups(lexicon.followup),
        asking=compile_asking(lexicon.asking),
    )


def extract(folded: str, compiled: CompiledSlots) -> Slots:
    """Outcome and weeks that a folded question of at most 300 code points names (rules: DESIGN §3)."""
    outcome = find_outcome(folded, compiled.outcomes)
    return Slots(outcome, find_weeks(folded, compiled.times, with_outcome=outcome is not None))
