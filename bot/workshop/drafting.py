"""A change of content before it is made: tried on a copy of the whole folder, checked like any content."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from bot.content.loader import assemble, read_folder
from bot.content.site_file import load_clinic, with_clinic
from bot.content.splice import SpliceError, Where, appended, raw_value, removed, replaced
from bot.model.knowledge import Knowledge
from bot.workshop.check import Finding, findings
from bot.workshop.saving import Change, ConflictError, fingerprint

Action = Literal["replace", "append", "remove"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One wanted change: of a text, at the end of a list, or of a line that goes."""

    file: str
    """Path in the content folder."""
    where: Where
    """The text, the list to append to, or the line to remove."""
    action: Action
    value: str
    before: str
    """Fingerprint of the file that the editor had before them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that can be made: the files as they would be, and the knowledge they make."""

    changes: dict[str, Change]
    knowledge: Knowledge
    remarks: tuple[Finding, ...] = ()
    """What the rules for editors say of the changed files; it does not stand in the way."""


class DraftError(Exception):
    """A wanted change that cannot be written. `edit` is its place among those that were wanted."""

    def __init__(self, edit: int, message: str) -> None:
        super().__init__(message)
        self.edit = edit
        self.message = message


def drafted(root: Path, site: Path | None, edits: Sequence[Edit], held: bool = True) -> Draft:
    """Try changes together. Nothing is written in `root`. `held`: to the rules for editors as well.

    Raises:
        ConflictError: a file is no longer as the editor had it before them.
        DraftError: a text cannot be written at its place.
        ContentError: the content would have problems; carries all of them.
    """
    read = {file: (root / file).read_bytes() for file in {edit.file for edit in edits}}
    prints = {file: fingerprint(data) for file, data in read.items()}
    stale = sorted({edit.file for edit in edits if prints[edit.file] != edit.before})
    if stale:
        raise ConflictError(tuple(stale))
    texts = {file: data.decode("utf-8") for file, data in read.items()}
    for number, edit in enumerate(edits):
        try:
            texts[edit.file] = _done(texts[edit.file], edit)
        except SpliceError as error:
            raise DraftError(number, error.args[0]) from None
    changes = {
        file: Change(prints[file], text.encode("utf-8")) for file, text in texts.items() if text.encode() != read[file]
    }
    with tempfile.TemporaryDirectory(prefix="hepatica-draft-") as name:
        folder = copied(root, Path(name) / "content", changes)
        read_again = read_folder(folder)
        knowledge = assemble(read_again)
    found = findings(knowledge, read_again.documents, datetime.now(tz=UTC).astimezone().date()).findings if held else ()
    offered = with_clinic(knowledge, load_clinic(site, knowledge)) if site else knowledge
    return Draft(changes, offered, tuple(one for one in found if one.file in changes))


def _done(text: str, edit: Edit) -> str:
    match edit.action:
        case "replace":
            # Writing what stands there already could still lay it out anew.
            return text if raw_value(text, edit.where) == edit.value else replaced(text, edit.where, edit.value)
        case "append":
            return appended(text, edit.where, edit.value)
        case "remove":
            return removed(text, edit.where)


def copied(root: Path, folder: Path, changes: dict[str, Change]) -> Path:
    """A copy of the content files with changes made in it. Returns the copy."""
    for file in root.rglob("*.yaml"):
        target = folder / file.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    for path, change in changes.items():
        (folder / path).write_bytes(change.data)
    return folder
