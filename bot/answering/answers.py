"""Replies to intents: what the article says (answer), or that it does not say it (not covered)."""

from bot.answering.citing import Citations
from bot.answering.frame import notices, offers, reply_frame
from bot.answering.results import is_reported, result_rows
from bot.model.knowledge import Answer, Intent, Knowledge, Locale, LocaleContent, Part
from bot.model.turn import Block, Decision, Reply

PARTS: tuple[Part, ...] = ("numbers", "meaning", "unknown")


def intent_reply(decision: Decision, locale: Locale, knowledge: Knowledge) -> Reply:
    """The reply for the first intent of a decision, with its results, points, cautions and questions to ask."""
    intent = knowledge.intents[decision.intents[0]]
    content = knowledge.locales[locale]
    answer = content.answers[intent.id]
    citations = Citations(knowledge, locale)
    warnings = notices((*decision.notices, *intent.notices), content, citations)
    cell = _cell(decision, intent, knowledge, content, citations)
    summary = Block("summary", (citations.resolve(answer.summary),))
    rows = () if decision.short else result_rows(intent, decision.slots, knowledge, citations)
    detail = () if decision.short else _points(answer, citations)
    cautions = _cautions(intent, content, citations)
    doctor = () if decision.short else _for_doctor(answer, citations)
    asked_too = (decision.also,) if decision.also else ()
    return reply_frame(
        kind=intent.kind,
        locale=locale,
        knowledge=knowledge,
        intent=intent.id,
        understood_as=answer.question,
        slots=decision.slots,
        blocks=(*cell, summary, *detail, *cautions, *doctor),
        rows=rows,
        figures=citations.figures(),
        citations=citations.citations(),
        suggestions=offers((*asked_too, *intent.related), locale, knowledge, intent.id),
        notices=warnings,
    )


def _cell(
    decision: Decision, intent: Intent, knowledge: Knowledge, content: LocaleContent, citations: Citations
) -> tuple[Block, ...]:
    """Lead sentence for a question about one week: reported, or plainly not."""
    weeks = decision.slots.weeks
    if weeks is None or not intent.outcomes:
        return ()
    labels = content.labels
    if is_reported(intent, decision.slots, knowledge):
        return (Block("cell", (citations.resolve(labels.reported, weeks),)),)
    lead = citations.resolve(labels.unreported, weeks)
    return (Block("cell", (lead,) if decision.short else (lead, labels.never_reported)),)


def _points(answer: Answer, citations: Citations) -> tuple[Block, ...]:
    blocks = []
    for part in PARTS:
        items = tuple(citations.resolve(point.text) for point in answer.points if point.part == part)
        if items:
            blocks.append(Block(part, items))
    return tuple(blocks)


def _cautions(intent: Intent, content: LocaleContent, citations: Citations) -> tuple[Block, ...]:
    """Cautions of the figures shown and of the intent, each once; on the short answer too."""
    wanted = dict.fromkeys([*(c for figure in citations.figures() for c in figure.cautions), *intent.cautions])
    return (Block("cautions", tuple(citations.resolve(content.cautions[id]) for id in wanted)),) if wanted else ()


def _for_doctor(answer: Answer, citations: Citations) -> tuple[Block, ...]:
    return (Block("for_doctor", tuple(citations.resolve(line) for line in answer.for_doctor)),)
