"""The skeleton of a new question, put where it belongs in each file. Nothing in it can be shipped before it is filled.

Files are extended as text, so comments and order stay as they are. What is left open stands empty, and the check names
each empty place with file and line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.content.files import answer_paths
from bot.content.strict_yaml import Document, parse_yaml, read_yaml
from bot.model.problem import ContentError, Problem, SettingsError
from bot.workshop.saving import Change, ConflictError, fingerprint, save
from bot.workshop.skeletons import answer_skeleton, intent_skeleton, utterance_skeleton

Kind = Literal["answer", "not_covered"]
INTENTS = "intents.yaml"
UTTERANCES = ("utterances/en.yaml", "utterances/zh.yaml")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class New:
    """A question that is to be added."""

    id: str
    kind: Kind
    group: str


@dataclass(frozen=True, slots=True)
class Source:
    """A content file as it stands: its lines as written, and what they say."""

    path: str
    lines: tuple[str, ...]
    document: Document
    print: str
    """The fingerprint of its bytes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a skeleton was put: a file, and the line it begins at (from 1)."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def add_intent(folder: Path, new: New) -> tuple[Place, ...]:
    """Write the skeleton into all files, or into none; where it was put.

    Raises:
        SettingsError: the id or group cannot be used, or somebody else is writing the same files; says why.
        ContentError: a file that is to be extended cannot be read, or not be extended as text.
        OSError: a file cannot be written; all are as they were.
    """
    files = {path: _read(folder, path) for path in (INTENTS, *UTTERANCES)}
    _refuse_bad(new, files[INTENTS].document.value["intents"])
    files |= {path: _read(folder, path) for path in answer_paths((new.group,))}
    _refuse_known(new.id, files)
    made = [_extended(source, new, files[INTENTS].document) for source in files.values()]
    try:
        save(folder, {place.path: Change(files[place.path].print, text.encode()) for place, text in made})
    except ConflictError as error:
        raise SettingsError(f"changed meanwhile: {error}; nothing was written, run it again") from None
    return tuple(place for place, _ in made)


def _read(folder: Path, path: str) -> Source:
    document, problems = read_yaml(folder / path, path)
    key = _key(path)
    if document is None or not document.value.get(key):
        raise ContentError(problems or [Problem(path, 1, "schema", f"{key!r} is expected here, with entries")])
    # As bytes, so that the line ends of another system stay.
    data = (folder / path).read_bytes()
    return Source(path, tuple(data.decode("utf-8").splitlines(keepends=True)), document, fingerprint(data))


def _key(path: str) -> str:
    return "answers" if path.startswith("answers/") else path.partition("/")[0].removesuffix(".yaml")


def _refuse_bad(new: New, intents: tuple[dict[str, object], ...]) -> None:
    groups = list(dict.fromkeys(str(intent.get("group")) for intent in intents))
    if not _ID.fullmatch(new.id):
        raise SettingsError(f"{new.id!r} cannot be an id; use small letters, digits and single hyphens: back-to-work")
    if new.group not in groups:
        raise SettingsError(
            f"no group {new.group!r} in {INTENTS}; known are: {', '.join(groups)}. A group of your own needs a label "
            "in answers/*/common.yaml and its files answers/*/GROUP.yaml first"
        )


def _refuse_known(id: str, files: Mapping[str, Source]) -> None:
    for path, source in files.items():
        index = _ids(source).index(id) if id in _ids(source) else None
        if index is not None:
            line = source.document.line((_key(path), index if path == INTENTS else id))
            raise SettingsError(f"{id!r} stands already in {path}, line {line}; choose another id")


def _ids(source: Source) -> list[str]:
    entries = source.document.value[_key(source.path)]
    return [str(one.get("id")) for one in entries] if source.path == INTENTS else list(entries)


def _extended(source: Source, new: New, intents: Document) -> tuple[Place, str]:
    """The text of a file with the skeleton behind the last question of its group."""
    group = [str(one["id"]) for one in intents.value["intents"] if one.get("group") == new.group]
    ids = _ids(source)
    after = max((ids.index(id) for id in group if id in ids), default=len(ids) - 1)
    start = _begin(source, after)
    indent = source.lines[start][: len(source.lines[start]) - len(source.lines[start].lstrip(" "))]
    end = _end(source, after)
    before = "".join(source.lines[:end])
    eol = "\r\n" if "\r\n" in before else "\n"
    before += "" if before.endswith(eol) else eol
    skeleton = "".join(f"{indent}{line}{eol}" for line in _skeleton(source.path, new))
    text = before + skeleton + "".join(source.lines[end:])
    _refuse_torn(source, text, new.id)
    return Place(source.path, before.count("\n") + 1), text


def _skeleton(path: str, new: New) -> Iterator[str]:
    if path == INTENTS:
        return intent_skeleton(new.id, new.kind, new.group)
    if path in UTTERANCES:
        return utterance_skeleton(new.id)
    return answer_skeleton(new.id, new.kind, path.split("/")[1])


def _begin(source: Source, index: int) -> int:
    """The line, from 0, at which an entry begins. The value of a key may begin below it."""
    key = _key(source.path)
    if source.path == INTENTS:
        return source.document.line((key, index)) - 1
    written = re.compile(rf"\s+(['\"]?){re.escape(_ids(source)[index])}\1\s*:")
    line = min(source.document.line((key, _ids(source)[index])), len(source.lines)) - 1
    return next((number for number in range(line, -1, -1) if written.match(source.lines[number])), line)


def _end(source: Source, index: int) -> int:
    """The line, from 0, behind an entry. Comments and blank lines above the next entry stay with that one."""
    last = index + 1 == len(_ids(source))
    end = len(source.lines) if last else _begin(source, index + 1)
    while end and (not source.lines[end - 1].strip() or (not last and source.lines[end - 1].lstrip().startswith("#"))):
        end -= 1
    return end


def _refuse_torn(source: Source, text: str, id: str) -> None:
    """Raise unless the file says what it said before, and the new entry besides."""
    document, _ = parse_yaml(text, source.path)
    key = _key(source.path)
    entries = document.value.get(key) if document else None
    kept: object = None
    if isinstance(entries, tuple):
        kept = tuple(one for one in entries if one.get("id") != id)
    elif isinstance(entries, dict):
        kept = {name: value for name, value in entries.items() if name != id}
    if kept != source.document.value[key] or len(entries or ()) != len(source.document.value[key]) + 1:
        message = f"cannot be extended as text; write the entry {id!r} into it by hand, each entry on lines of its own"
        raise ContentError([Problem(source.path, 1, "yaml-shape", message)])
