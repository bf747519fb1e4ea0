"""The content, broken on purpose: one file or a few are changed, all others stay as they were read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from bot.content.files import ANSWERS, FIXED_KINDS, OutOfScopeFile, SmalltalkFile, UtterancesFile
from bot.content.loader import Folder, read_entry, read_folder
from bot.model.safety_lexicon import DangerFile
from bot.paths import content_folder

KINDS = {path: kind for kind in FIXED_KINDS for path in kind.paths}
FEW = 25


class Change(NamedTuple):
    """A text of a file that becomes another one; `new` may be a function of the whole file."""

    file: str
    old: str
    new: str | Callable[[str], str]


def sound_folder() -> Folder:
    """The shipped content as it was read, with few examples, so that a check of it takes no time."""
    folder = read_folder(content_folder())
    assert not folder.problems
    return replace(folder, entries={path: thinned(entry) for path, entry in folder.entries.items()})


def thinned(entry, few=FEW):
    """A file of examples with only some of each kind; any other file as it is."""
    match entry:
        case UtterancesFile():
            return entry.model_copy(
                update={"utterances": {name: texts[:few] for name, texts in entry.utterances.items()}}
            )
        case SmalltalkFile():
            return entry.model_copy(
                update={"smalltalk": {name: texts[:few] for name, texts in entry.smalltalk.items()}}
            )
        case OutOfScopeFile():
            return entry.model_copy(update={"out_of_scope": entry.out_of_scope[:few]})
        case DangerFile():
            lists = {name: getattr(entry, name) for name in DangerFile.model_fields}
            few_of = {name: {id: texts[:few] for id, texts in groups.items()} for name, groups in lists.items()}
            return entry.model_copy(update=few_of)
    return entry


def broken(sound: Folder, workplace: Path, *changes: Change) -> tuple[Folder, dict[str, str]]:
    """The folder with some texts changed, and the changed files as they are now."""
    texts: dict[str, str] = {}
    for file, old, new in changes:
        text = texts.get(file) or (content_folder() / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        texts[file] = new(text) if callable(new) else text.replace(old, new, 1)
    folder = Folder(workplace, dict(sound.entries), dict(sound.documents))
    for file, text in texts.items():
        (workplace / file).parent.mkdir(parents=True, exist_ok=True)
        (workplace / file).write_bytes(text.encode("utf-8", "surrogateescape"))
        read_entry(folder, file, KINDS.get(file, ANSWERS))
    return folder, texts


def line_of(text: str, part: str) -> int:
    """The line, from 1, at which a part of a text begins."""
    assert part in text, f"{part!r} is not there"
    return text[: text.index(part)].count("\n") + 1
