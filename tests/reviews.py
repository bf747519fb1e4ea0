"""The shipped content as it would be with signatures, edits and withdrawals."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from bot.answering.reading import reading
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.review import Signature

NAME = "A clinician, hepatology"
DAY = "2026-05-31"


def signed(
    knowledge: Knowledge, answers: Iterable[str], locales: Iterable[Locale] = LOCALES, due: str | None = None
) -> Knowledge:
    """The same content with these answers signed as they are now."""
    made = {(answer, locale): signature(knowledge, answer, locale, due) for answer in answers for locale in locales}
    return replace(knowledge, signatures={**knowledge.signatures, **made})


def signature(knowledge: Knowledge, answer: str, locale: Locale, due: str | None = None) -> Signature:
    """A signature for what an answer says now."""
    return Signature.model_validate(
        {
            "answer": answer,
            "locale": locale,
            "reviewed_by": NAME,
            "reviewed_on": DAY,
            "review_due": due,
            "reading": reading(answer, locale, knowledge),
        }
    )


def with_figure(knowledge: Knowledge, id: str, estimate: str) -> Knowledge:
    """The same content with another estimate of a figure."""
    changed = knowledge.figures[id].model_copy(update={"estimate": Decimal(estimate)})
    return replace(knowledge, figures={**knowledge.figures, id: changed})


def withdrawn(knowledge: Knowledge, *intents: str) -> Knowledge:
    """The same content with answers taken out."""
    taken = {id: knowledge.intents[id].model_copy(update={"status": "withdrawn"}) for id in intents}
    return replace(knowledge, intents={**knowledge.intents, **taken})
