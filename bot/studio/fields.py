"""What can be edited, and the form that edits it: one text in three languages, or one line of a list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from fastapi import HTTPException

from bot.content.splice import SpliceError, Where, raw_value
from bot.locales import LANGUAGE_NAMES
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.workshop.drafting import Action, Edit
from bot.workshop.saving import fingerprint

EDITABLE = ("answers/", "utterances/", "lexicon/")
"""Files whose texts are edited here. Figures, sources and questions have a structure that a text box cannot keep."""
MOST = 8
_STEP = re.compile(r"[0-9]+")
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Field:
    """One box of a form."""

    file: str
    where: Where
    action: Action
    value: str
    """What stands in the box."""
    stands: str
    """What stands in the file, empty for a line to be added."""
    before: str
    """Fingerprint of the file."""
    locale: Locale | None = None
    """The language of the text where the file tells it."""

    @property
    def at(self) -> str:
        """The place as one word of an address."""
        return spelt(self.where)

    @property
    def edit(self) -> Edit:
        """The change that the box asks for."""
        return Edit(self.file, self.where, self.action, self.value, self.before)


def spelt(where: Where) -> str:
    """A place in a file as one word of an address."""
    return ".".join(map(str, where))


def read_where(at: str) -> Where:
    """The place that a word of an address names. A step of digits is a place in a list."""
    return tuple(int(step) if _STEP.fullmatch(step) else step for step in at.split(".")) if at else ()


def fields_of(root: Path, knowledge: Knowledge, file: str, at: str, action: Action) -> tuple[Field, ...]:
    """The boxes for a place. A file of answers is named without its language and has a box for each.

    The boxes stand in the order of the replies beside each other.

    Raises:
        HTTPException: 404, there is no such place, or it cannot be edited.
    """
    if file.startswith("answers/"):
        name = file.removeprefix("answers/")
        files: dict[str, Locale | None] = {f"answers/{locale}/{name}": locale for locale in LANGUAGE_NAMES}
    else:
        files = {file: None}
    if not all(one in knowledge.entries and one.startswith(EDITABLE) for one in files):
        raise HTTPException(404)
    where = read_where(at)
    return tuple(_field(root / one, one, where, action, locale) for one, locale in files.items())


def _field(path: Path, file: str, where: Where, action: Action, locale: Locale | None) -> Field:
    data = path.read_bytes()
    try:
        stands = "" if action == "append" else raw_value(data.decode("utf-8"), where)
    except (SpliceError, UnicodeDecodeError):
        raise HTTPException(404) from None
    return Field(file, where, action, stands, stands, fingerprint(data), locale)


def sent_fields(root: Path, knowledge: Knowledge, sent: Mapping[str, str]) -> tuple[Field, ...]:
    """The boxes of a form that came back, as it was sent.

    Raises:
        HTTPException: 422, it is no form of ours.
    """
    found = []
    for number in range(MOST):
        if f"file-{number}" not in sent:
            break
        file, action = sent[f"file-{number}"], sent.get(f"action-{number}", "")
        if file not in knowledge.entries or not file.startswith(EDITABLE) or action not in get_args(Action):
            raise HTTPException(422)
        chosen: Action = next(one for one in get_args(Action) if one == action)
        locale = next((one for one in LOCALES if file.startswith(f"answers/{one}/")), None)
        where = read_where(sent.get(f"at-{number}", ""))
        value = lines_of(sent.get(f"text-{number}", ""), locale)
        now = _now(root, file, where, chosen)
        found.append(Field(file, where, chosen, value, now, sent.get(f"before-{number}", ""), locale))
    if not found:
        raise HTTPException(422)
    return tuple(found)


def _now(root: Path, file: str, where: Where, action: Action) -> str:
    """What stands at a place now; nothing where the place is gone."""
    try:
        return "" if action == "append" else raw_value((root / file).read_text(encoding="utf-8"), where)
    except (SpliceError, OSError, UnicodeDecodeError):
        return ""


def refreshed(root: Path, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The same boxes with their words, against the files as they are now."""
    return tuple(replace(one, before=fingerprint((root / one.file).read_bytes())) for one in fields)


def lines_of(text: str, locale: Locale | None) -> str:
    """A sentence of a reply without line breaks: they are the browser's. In Chinese no blank stands for one.

    In a list each line is one of its own, so there the breaks stay.
    """
    gap = {"en": " ", None: "\n"}.get(locale, "")
    return _BREAK.sub(gap, text.replace("\r\n", "\n").strip())
