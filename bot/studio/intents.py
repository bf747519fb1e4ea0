"""The questions by group, with what an editor wants to know of each at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from bot.model.knowledge import Intent, Knowledge, Locale
from bot.text.scripts import has_han
from bot.workshop.rules.examples import ENOUGH

State = Literal["reviewed", "stale", "unreviewed", "thin", "colliding", "withdrawn"]
STATES: tuple[State, ...] = ("reviewed", "stale", "unreviewed", "thin", "colliding", "withdrawn")


@dataclass(frozen=True, slots=True)
class Row:
    """One question in the list."""

    intent: Intent
    english: int
    chinese: int
    """Examples in each language."""
    states: tuple[State, ...]
    colliding: tuple[str, ...]
    """Questions that are often taken for this one, or this for them."""


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one group."""

    id: str
    rows: tuple[Row, ...]


def groups(
    knowledge: Knowledge,
    reviews: Mapping[str, State],
    collisions: Mapping[str, tuple[str, ...]],
    wanted: State | None = None,
) -> tuple[Group, ...]:
    """All groups in the order of the content; `wanted` keeps the questions in that state."""
    order = list(dict.fromkeys(intent.group for intent in knowledge.intents.values()))
    rows = [row_of(intent, knowledge, reviews, collisions) for intent in knowledge.intents.values()]
    kept = sorted((row for row in rows if wanted in (None, *row.states)), key=lambda row: order.index(row.intent.group))
    return tuple(Group(id, tuple(found)) for id, found in groupby(kept, key=lambda row: row.intent.group))


def row_of(
    intent: Intent, knowledge: Knowledge, reviews: Mapping[str, State], collisions: Mapping[str, tuple[str, ...]]
) -> Row:
    """What there is to say of one question."""
    examples = knowledge.utterances.get(intent.id, ())
    chinese = sum(map(has_han, examples))
    english = len(examples) - chinese
    colliding = collisions.get(intent.id, ())
    found: dict[State, bool] = {
        "withdrawn": intent.status == "withdrawn",
        "thin": min(english, chinese) < ENOUGH,
        "colliding": bool(colliding),
    }
    review = reviews.get(intent.id, "unreviewed")
    return Row(intent, english, chinese, (review, *(state for state, holds in found.items() if holds)), colliding)


def questions(knowledge: Knowledge, locale: Locale) -> Mapping[str, str]:
    """The question of each intent in a language, as text: for menus and lists."""
    content = knowledge.locales[locale]
    return {id: "".join(str(getattr(s, "text", "")) for s in content.answers[id].question) for id in knowledge.intents}
