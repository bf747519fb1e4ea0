"""Deciding to answer an intent: the one place that settles which slots belong to it."""

from dataclasses import replace

from bot.model.knowledge import Knowledge
from bot.model.turn import Decision, Slots


def about(intent_id: str, slots: Slots, knowledge: Knowledge, short: bool = False) -> Decision:
    """The decision to answer an intent.

    An intent with results keeps an outcome only if it is one of its own; an outcome that it alone implies is filled in.
    """
    intent = knowledge.intents[intent_id]
    if intent.outcomes and slots.outcome not in intent.outcomes:
        slots = replace(slots, outcome=intent.outcomes[0] if len(intent.outcomes) == 1 else None)
    return Decision(intent.kind, (intent_id,), slots, short=short)
