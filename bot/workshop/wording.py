"""A reply as lines of text with everything that it says, for people who review or compare it."""

from collections.abc import Iterator

from bot.answering.cells import blank_week
from bot.model.knowledge import Intent, Knowledge
from bot.model.turn import Citation, Reply, Slots
from bot.rendering.plain import citation_text, notice_text, reply_text, spans_text


def wording(reply: Reply, knowledge: Knowledge) -> tuple[str, ...]:
    """What a reply says: question or title, warnings, the whole answer, its sources, the disclaimer.

    Beside the numbers stand their outcome and measure; nothing of the page around a reply is in it.
    """
    locale = reply.locale
    head = [spans_text(reply.understood_as, locale)] if reply.understood_as else []
    warnings = [f"! {notice_text(notice, knowledge, locale)}" for notice in reply.notices]
    sources = [_source(citation, reply, knowledge) for citation in reply.citations]
    lines = (*head, *warnings, *reply_text(reply).splitlines(), *sources, spans_text(reply.disclaimer, locale))
    return tuple(line for line in lines if line)


def cell_name(slots: Slots, intent: Intent, knowledge: Knowledge) -> str:
    """Which of the replies of a question this is, for people who keep the content: "alt, week 2".

    Empty where there is only one. The week that stands for all that are not reported is named as such.
    """
    if not intent.outcomes:
        return ""
    if slots.weeks is None:
        week = "no week asked"
    elif slots.weeks == blank_week(intent, knowledge):
        week = "any week not reported"
    else:
        week = f"week {slots.weeks}"
    return f"{slots.outcome or 'all results'}, {week}"


def _source(citation: Citation, reply: Reply, knowledge: Knowledge) -> str:
    return " · ".join([citation_text(citation), *_standing(citation, reply, knowledge)])


def _standing(citation: Citation, reply: Reply, knowledge: Knowledge) -> Iterator[str]:
    """What sort of source it is, how far it was read, whom it names, and how far a number was checked."""
    yield reply.labels.roles[citation.role]
    yield reply.labels.read[citation.read]
    if citation.attributed_to:
        yield knowledge.sources[citation.attributed_to].title[reply.locale]
    if citation.note:
        yield spans_text(citation.note, reply.locale)
