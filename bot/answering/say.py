"""One decision, one reply: what is said, before it is looked up whether a clinician has read it."""

from typing import assert_never

from bot.answering.answers import intent_reply
from bot.answering.cells import SMALLTALK, personal_reply
from bot.answering.fixed import fixed_reply
from bot.model.knowledge import Knowledge, Locale
from bot.model.turn import Decision, Reply


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
            name = personal_reply(decision.variant, knowledge) or "personal-advice"
            return fixed_reply(decision, name, locale, knowledge)
        case "fallback":
            name = "withdrawn" if decision.variant == "withdrawn" else "fallback"
            return fixed_reply(decision, name, locale, knowledge)
        case "crisis" | "clarify":
            return fixed_reply(decision, decision.kind, locale, knowledge)
    assert_never(decision.kind)
