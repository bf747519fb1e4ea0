"""What every reply has in common: disclaimer, review state, content version, offers, notices, contact."""

from collections.abc import Iterable
from typing import Any

from bot.answering.contact import contact_blocks
from bot.model.knowledge import Knowledge, Locale, LocaleContent
from bot.model.turn import Kind, Notice, Offer, Reply


def reply_frame(kind: Kind, locale: Locale, knowledge: Knowledge, **parts: Any) -> Reply:
    """A reply with the parts that no reply may lack."""
    content = knowledge.locales[locale]
    blocks = (*parts.pop("blocks", ()), *contact_blocks(kind, locale, knowledge))
    return Reply(
        kind=kind,
        locale=locale,
        disclaimer=content.disclaimer,
        not_reviewed=content.not_reviewed,
        content_version=knowledge.version,
        labels=content.labels,
        blocks=blocks,
        **parts,
    )


def offers(
    intents: Iterable[str], locale: Locale, knowledge: Knowledge, current: str | None = None
) -> tuple[Offer, ...]:
    """Questions that can be asked next, without repeats, withdrawn ones and the current one."""
    answers = knowledge.locales[locale].answers
    return tuple(
        Offer(intent, answers[intent].question)
        for intent in dict.fromkeys(intents)
        if intent != current and intent in knowledge.intents and knowledge.intents[intent].status == "live"
    )


def notices(ids: Iterable[str], content: LocaleContent) -> tuple[Notice, ...]:
    """Warnings beside a reply, each once."""
    return tuple(Notice(id, content.notices[id]) for id in dict.fromkeys(ids))
