"""Answers that were taken out: what stands in their place, whoever leads to them and however."""

from dataclasses import replace

from bot.model.knowledge import Knowledge
from bot.model.turn import Decision

_OFFERED = 3


def standing(decision: Decision, knowledge: Knowledge) -> Decision:
    """What can still be said of a decision, which may be older than the content.

    In the place of a withdrawn answer stands the notice that it was taken out, with the questions related to it; the
    warnings that belong beside it stay. A withdrawn question is no longer offered; where nothing else was, the notice
    says so.
    """
    if not decision.intents:
        return decision
    first, live = knowledge.intents[decision.intents[0]], _live(decision.intents, knowledge)
    match decision.kind:
        case "answer" | "not_covered" if first.status == "withdrawn":
            return _notice(decision, _live(first.related, knowledge)[:_OFFERED])
        case "clarify" if not live:
            return _notice(decision, _live(first.related, knowledge)[:_OFFERED])
        case "clarify" | "fallback" if live != decision.intents:
            return replace(decision, intents=live)
    return decision


def _notice(decision: Decision, offered: tuple[str, ...]) -> Decision:
    return Decision("fallback", offered, notices=decision.notices, variant="withdrawn")


def _live(intents: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(id for id in intents if id in knowledge.intents and knowledge.intents[id].status == "live")
