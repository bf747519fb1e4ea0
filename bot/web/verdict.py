"""Whether an answer was to what was asked: under which answers readers are asked, and what a yes or no does.

Only with the question log. The verdict is counted by intent; what was said stays in the page, as everything of a
conversation does, so that nobody is asked twice.
"""

from bot.model.knowledge import Locale
from bot.questionlog.notes import WITH_INTENT, is_grave
from bot.web.site import Site
from bot.web.transcript import Conversation, Entry, Verdict


def asks_back(site: Site, entry: Entry) -> bool:
    """True for the answer to a typed question, unless it speaks of a danger: then nothing may stand in its way."""
    made = entry.decision
    return site.notes.on and entry.question is not None and made.kind in WITH_INTENT and not is_grave(made)


def with_verdict(site: Site, locale: Locale, conversation: Conversation, n: int, verdict: Verdict) -> Conversation:
    """The conversation with a verdict on one turn, which is counted the first time; else as it was."""
    try:
        entry = conversation.turn(n)
    except IndexError:
        return conversation
    if not verdict or entry.verdict or not asks_back(site, entry):
        return conversation
    site.notes.judged(entry.decision, locale, fits=verdict == "yes")
    return conversation.judged(n, verdict)


def judged_last(site: Site, locale: Locale, conversation: Conversation, verdict: Verdict) -> Conversation:
    """The same for the last turn, which is all that a kiosk shows."""
    return with_verdict(site, locale, conversation, conversation.dropped + len(conversation.entries), verdict)
