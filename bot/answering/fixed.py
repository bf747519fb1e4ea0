"""Replies without an intent: personal advice, emergency, crisis, clarify, fallback, smalltalk, withdrawn."""

from bot.answering.citing import Citations
from bot.answering.frame import notices, offers, reply_frame
from bot.model.knowledge import FixedReply, Knowledge, Locale
from bot.model.spans import Spans
from bot.model.turn import Block, Decision, Reply


def fixed_reply(decision: Decision, name: str, locale: Locale, knowledge: Knowledge) -> Reply:
    """A fixed reply by its name in common.yaml. Emergency and crisis carry every region's numbers and no offers."""
    content = knowledge.locales[locale]
    fixed = content.replies[name]
    urgent = decision.kind in ("emergency", "crisis")
    citations = Citations(knowledge, locale)
    taken_out = name == "withdrawn"
    offered = () if urgent else offers(decision.intents, locale, knowledge, asked=decision.slots)
    warnings = () if urgent else notices(decision.notices, content, citations)
    return reply_frame(
        kind=decision.kind,
        locale=locale,
        knowledge=knowledge,
        title=fixed.title,
        fixed=name,
        blocks=_blocks(fixed, tuple(citations.resolve(content.cautions[id]) for id in fixed.cautions)),
        candidates=() if taken_out else offered,
        suggestions=offered if taken_out else (),
        notices=warnings,
        citations=citations.citations(),
        regions=knowledge.regions if urgent else (),
        crisis_lines=name in ("crisis", "overdose"),
    )


def _blocks(fixed: FixedReply, cautions: tuple[Spans, ...]) -> tuple[Block, ...]:
    blocks = [Block("summary", (fixed.summary,))]
    if fixed.points or cautions:
        blocks.append(Block("steps", (*fixed.points, *cautions)))
    if fixed.for_doctor:
        blocks.append(Block("for_doctor", fixed.for_doctor))
    return tuple(blocks)
