"""What every reply has in common: disclaimer, review state, content version, offers, notices, contact."""

from collections.abc import Iterable
from typing import Any

from bot.answering.citing import Citations
from bot.answering.contact import contact_blocks
from bot.answering.results import fitting
from bot.model.knowledge import Intent, Knowledge, Locale, LocaleContent
from bot.model.review import Review
from bot.model.turn import Kind, Notice, Offer, Reply, Slots

NO_SLOTS = Slots()


def reply_frame(kind: Kind, locale: Locale, knowledge: Knowledge, **parts: Any) -> Reply:
    """A reply with the parts that no reply may lack."""
    content = knowledge.locales[locale]
    blocks = (*parts.pop("blocks", ()), *contact_blocks(kind, locale, knowledge))
    return Reply(
        kind=kind,
        locale=locale,
        disclaimer=content.disclaimer,
        review=Review("unsigned", content.not_reviewed),
        content_version=knowledge.version,
        labels=content.labels,
        blocks=blocks,
        **parts,
    )


def offers(
    intents: Iterable[str], locale: Locale, knowledge: Knowledge, current: str | None = None, asked: Slots = NO_SLOTS
) -> tuple[Offer, ...]:
    """Questions that can be asked next, without repeats, withdrawn ones and the current one.

    `asked` are the slots of a question that is still open; an intent with results keeps those that fit it.
    """
    answers = knowledge.locales[locale].answers
    return tuple(
        Offer(intent, answers[intent].question, _kept(asked, knowledge.intents[intent]))
        for intent in dict.fromkeys(intents)
        if intent != current and intent in knowledge.intents and knowledge.intents[intent].status == "live"
    )


def _kept(asked: Slots, intent: Intent) -> Slots:
    return fitting(asked, intent) if asked != NO_SLOTS and intent.outcomes else NO_SLOTS


def notices(ids: Iterable[str], content: LocaleContent, citations: Citations) -> tuple[Notice, ...]:
    """Warnings beside a reply, each once. They stand first, so they are resolved before anything else is cited."""
    return tuple(Notice(id, citations.resolve(content.notices[id])) for id in dict.fromkeys(ids))
