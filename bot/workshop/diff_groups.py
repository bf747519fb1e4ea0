"""Changes put together for reading: what changes alike in several replies of a question is shown once."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model.knowledge import Locale
from bot.workshop.diff import Change, Changes, Kind
from bot.workshop.diff_lines import LinePair, line_pairs

ABOUT: dict[Kind, str] = {
    "reply": "Replies",
    "picture": "Pictures",
    "sheet": "Take-home sheets",
    "notice": "Notices and refusals beside replies",
    "word": "Words of the glossary",
}
PLAIN = "plain question"
"""How the reply to a question without outcome and week is named beside those with one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one name in one language that replace the same lines by the same."""

    kind: Kind
    name: str
    locale: Locale
    cells: tuple[str, ...]
    """Which of the replies of a question; empty where there is only one."""
    pairs: tuple[LinePair, ...]
    first: Change

    @property
    def fate(self) -> str:
        """What happens to it: "new", "gone", or "changed"."""
        if self.first.before is None:
            return "new"
        return "gone" if self.first.after is None else "changed"


def groups(changes: Iterable[Change]) -> tuple[Group, ...]:
    """The changes, put together; in the order of the first of each group."""
    found: dict[tuple[object, ...], list[Change]] = {}
    pairs = {}
    for item in changes:
        lines = line_pairs(item.before, item.after)
        key = (item.kind, item.name, item.locale, item.before is None, item.after is None, lines)
        found.setdefault(key, []).append(item)
        pairs[id(item)] = lines
    return tuple(_group(items, pairs[id(items[0])]) for items in found.values())


def _group(items: list[Change], lines: tuple[LinePair, ...]) -> Group:
    first = items[0]
    cells = tuple(item.cell or PLAIN for item in items) if any(item.cell for item in items) else ()
    return Group(first.kind, first.name, first.locale, cells, lines, first)


def counted(changes: Changes) -> list[tuple[str, int]]:
    """How many changes of each kind there are, those that there are."""
    return [(title, len(changes.of(kind))) for kind, title in ABOUT.items() if changes.of(kind)]
