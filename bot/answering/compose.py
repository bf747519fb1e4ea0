"""From a decision to the reply that is shown: the only place where replies come from, for a new turn and an old one."""

from dataclasses import replace

from bot.answering.reviewing import review_of
from bot.answering.say import say
from bot.answering.withdrawn import standing
from bot.model.knowledge import Knowledge, Locale
from bot.model.turn import Decision, Notice, Reply

CHANGED = "changed-since-review"
"""The notice beside an answer that was signed and has been changed since."""


def compose(decision: Decision, locale: Locale, knowledge: Knowledge) -> Reply:
    """Say a decision in a language, unless the answer was taken out, with the state of its review.

    Deterministic: the same decision and content give the same reply.
    """
    reply = say(standing(decision, knowledge), locale, knowledge)
    review = review_of(reply.intent or reply.fixed or "", locale, knowledge)
    if review.state != "stale":
        return replace(reply, review=review)
    changed = Notice(CHANGED, knowledge.locales[locale].notices[CHANGED])
    return replace(reply, review=review, notices=(*reply.notices, changed))
