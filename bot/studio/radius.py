"""What a change would reach: what readers see that would be another, signatures that it ends, what must be learnt."""

from dataclasses import dataclass

from bot.conversation.trained import examples
from bot.locales import LANGUAGE_NAMES
from bot.model.knowledge import Knowledge, Locale
from bot.workshop.diff import Kind, changes


@dataclass(frozen=True, slots=True)
class Reached:
    """Something that readers see and that would be another, in one language."""

    kind: Kind
    name: str
    """Id of a question, name of a fixed reply, outcome of a picture, id of a notice or a word."""
    locale: Locale
    cells: int
    """How many of its replies: for the plain question, and for each outcome and week."""
    signed: bool
    """Somebody has signed it as it is; the signature would no longer fit."""


@dataclass(frozen=True, slots=True)
class Radius:
    """Everything that a change would reach."""

    items: tuple[Reached, ...]
    learns: bool
    """Examples change: Hepatica must learn again before questions go another way."""


def radius(before: Knowledge, after: Knowledge) -> Radius:
    """Compare everything that readers can see, before and after. Sheets follow the replies that they hold.

    The languages stand in the order of the replies.
    """
    found = changes(before, after)
    ended = {(one.answer, one.locale) for one in found.reviews if one.before.state == "signed" != one.after.state}
    counted: dict[tuple[Kind, str, Locale], int] = {}
    for item in found.items:
        if item.kind != "sheet":
            key = (item.kind, item.name, item.locale)
            counted[key] = counted.get(key, 0) + 1
    items = tuple(
        Reached(kind, name, locale, counted[kind, name, locale], kind == "reply" and (name, locale) in ended)
        for kind, name in dict.fromkeys((kind, name) for kind, name, _ in counted)
        for locale in LANGUAGE_NAMES
        if (kind, name, locale) in counted
    )
    return Radius(items, examples(before) != examples(after))
