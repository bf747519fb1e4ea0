"""One decision, one reply: the only place where replies come from, for a new turn and for a shown one alike."""

from typing import assert_never

from bot.answering.answers import intent_reply
from bot.answering.fixed import fixed_reply
from bot.model.knowledge import Knowledge, Locale
from bot.model.turn import Decision, Reply

SMALLTALK = ("hello", "thanks", "bye", "ok")
PERSONAL = ("medicine", "dose", "result", "eligibility", "outlook", "decision")
"""What a request for personal advice may be about; each has a reply of its own."""
KEEP = ("keep-medicines", "keep-transplant", "experimental")
"""Cautions on every such reply: nobody stops a medicine or leaves a transplant list because of this."""


def compose(decision: Decision, locale: Locale, knowledge: Knowledge) -> Reply:
    """Say a decision in a language. Deterministic: the same decision and content give the same reply."""
    match decision.kind:
        case "answer" | "not_covered":
            if knowledge.intents[decision.intents[0]].status == "withdrawn":
                return fixed_reply(Decision("fallback"), "withdrawn", locale, knowledge)
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
        case "crisis" | "clarify" | "fallback":
            return fixed_reply(decision, decision.kind, locale, knowledge)
    assert_never(decision.kind)
