"""Deciding to answer an intent: the one place that settles which slots belong to it."""

from bot.answering.results import fitting
from bot.model.knowledge import Knowledge
from bot.model.turn import Decision, Slots


def about(intent_id: str, slots: Slots, knowledge: Knowledge, short: bool = False) -> Decision:
    """The decision to answer an intent, with the slots that fit it."""
    intent = knowledge.intents[intent_id]
    return Decision(intent.kind, (intent_id,), fitting(slots, intent), short=short)
