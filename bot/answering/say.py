"""One decision, one reply: what is said, before it is looked up whether a clinician has read it."""

from typing import assert_never

from bot.answering.answers import intent_reply
from bot.answering.cells import PERSONAL, SMALLTALK
from bot.answering.fixed import fixed_reply
from bot.model.knowledge import Knowledge, Locale
from bot.model.turn import Decision, Reply

KEEP = ("keep-medicines", "keep-transplant", "experimental")
"""Cautions on every request for advice about one person: nobody stops a medicine or leaves a list because of this."""


def say(decision: Decision, locale: Locale, knowledge: Knowledge) -> Reply:
    """The reply to a decision. Deterministic: the same decision and content give the same reply."""
    match decision.kind:
        case "answer" | "not_covered":
            return intent_reply(decision, locale, knowledge)
        case "emergency":
            name = "overdose" if decision.variant == "overdose" else "emergency"
            return fixed_reply(decision, name, locale, knowledge)
        case "smalltalk":
            name = f"smalltalk-{decision.variant if decision.variant in SMALLTALK else 'ok'}"
            return fixed_reply(decision, name, locale, knowledge)
        case "personal_advice":
            if decision.variant in PERSONAL:
                return fixed_reply(decision, f"personal-{decision.variant}", locale, knowledge, KEEP)
            return fixed_reply(decision, "personal-advice", locale, knowledge)
        case "fallback":
            name = "withdrawn" if decision.variant == "withdrawn" else "fallback"
            return fixed_reply(decision, name, locale, knowledge)
        case "crisis" | "clarify":
            return fixed_reply(decision, decision.kind, locale, knowledge)
    assert_never(decision.kind)
