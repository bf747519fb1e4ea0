"""What a rule looks at, and what it says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from bot.content.strict_yaml import Document
from bot.model.knowledge import Knowledge
from bot.model.waiver import Waiver, WaiversFile
from bot.model.wording_lexicon import WordingLexicon

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A knowledge base that loads, the files it was read from, and the day on which it is looked at."""

    knowledge: Knowledge
    documents: Mapping[str, Document]
    today: date

    @property
    def wording(self) -> WordingLexicon:
        """The word lists for editors; empty where the folder has none."""
        entry = self.knowledge.entries["lexicon/wording.yaml"]
        assert isinstance(entry, WordingLexicon)
        return entry

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The findings that the content accepts; none where the folder has no such file."""
        entry = self.knowledge.entries["waivers.yaml"]
        assert isinstance(entry, WaiversFile)
        return entry.waivers


class Found(NamedTuple):
    """One thing that a rule found: the file, the place in it, the id of the rule, and what is wrong there."""

    path: str
    where: Where
    rule: str
    message: str
    about: str = ""
    """What it is about, for a waiver to name; empty for the place itself, written as `place` writes it."""


def place(document: Document | None, where: Where) -> str:
    """A place in a file as a person names it: keys and ids with dots between ("answers.meld.points.lower-score.text").

    An entry of a list is called by its id where it has one, and else by its number, counted from 1.
    """
    value: Any = document.value if document else None
    names: list[str] = []
    for step in where:
        value = _within(value, step)
        own = value.get("id") if isinstance(value, dict) else None
        names.append(step if isinstance(step, str) else str(own or step + 1))
    return ".".join(names)


def _within(value: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return value[step] if isinstance(value, tuple) and step < len(value) else None
    return value.get(step) if isinstance(value, dict) else None
