"""What a clinician reads before signing: every reply that an answer can give, and the hash of all that they say."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple, replace
from typing import Any

from bot.answering.cells import decisions
from bot.answering.say import say
from bot.model.clinic import NO_CLINIC
from bot.model.knowledge import Figure, Knowledge, Locale
from bot.model.spans import Spans
from bot.model.turn import Citation, Reply, ResultRow

_PRINTED = {
    "id", "measure", "estimate", "low", "high", "level", "outcome", "comparator", "weeks", "unit", "approximate",
}  # fmt: skip
"""What a reader sees of a figure. Where it stands in the article is checked by `hepatica verify`."""
DIGITS = 16


def read(answer: str, locale: Locale, knowledge: Knowledge) -> tuple[Reply, ...]:
    """Every reply of an answer in a language, as no particular clinic offers it."""
    plain = replace(knowledge, clinic=NO_CLINIC)
    return tuple(say(decision, locale, plain) for decision in decisions(answer, plain))


def reading(answer: str, locale: Locale, knowledge: Knowledge) -> str:
    """The hash of everything that an answer says in a language; worked out once for a knowledge base.

    In it: question or title, results with their tables, every sentence, figure, caution and notice of its own,
    questions for the doctor, sources with how far each was read, and the disclaimer. Not in it, because it is not what
    the answer says: questions offered next, the glossary, emergency numbers, the clinic's contact, the words of the
    pages around it, and how numbers and pages are set.
    """
    known = knowledge.readings.get((answer, locale))
    if known is None:
        said = [_said(reply, knowledge) for reply in read(answer, locale, knowledge)]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
        known = hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
        knowledge.readings[answer, locale] = known
    return known


def _said(reply: Reply, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "title": _spans(reply.title),
        "question": _spans(reply.understood_as),
        "notices": [_spans(notice.text) for notice in reply.notices],
        "blocks": [[block.part, *map(_spans, block.items)] for block in reply.blocks],
        "rows": [_row(row, reply) for row in reply.rows],
        "figures": [_figure(figure) for figure in reply.figures],
        "citations": [list(_citation(citation, reply, knowledge)) for citation in reply.citations],
        "disclaimer": _spans(reply.disclaimer),
    }


def _spans(spans: Spans) -> list[list[Any]]:
    return [[type(span).__name__, *astuple(span)] for span in spans]


def _row(row: ResultRow, reply: Reply) -> list[Any]:
    labels = reply.labels
    measure = labels.measures[row.figure.measure] if row.figure else None
    return [labels.outcomes[row.outcome], labels.better[row.outcome], row.weeks, measure, row.mark]


def _figure(figure: Figure) -> dict[str, Any]:
    return figure.model_dump(mode="json", include=_PRINTED)


def _citation(citation: Citation, reply: Reply, knowledge: Knowledge) -> Iterator[Any]:
    yield from (citation.n, citation.title, citation.url, citation.locator)
    yield from (reply.labels.roles[citation.role], reply.labels.read[citation.read])
    yield knowledge.sources[citation.attributed_to].title[reply.locale] if citation.attributed_to else None
    yield _spans(citation.note)
