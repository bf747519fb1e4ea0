"""YAML without surprises: what an editor writes is what the program reads, or it is refused with file and line.

Refused: duplicate keys, anchors, aliases, merge keys, tags, several documents, plain words that YAML 1.1 would turn
into something else (no, on, 12:30, 017, 2024-05-01), HTML tags, invisible characters. Numbers with a decimal point
are read as exact decimals, so -1.40 stays -1.40.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.model.problem import Problem

MAX_BYTES = 1 << 20
MAX_DEPTH = 12

Path_ = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+\Z")
_SURPRISE = re.compile(
    r"""(?ix) yes | no | on | off | y | n | true | false | null | ~ | = | <<
    | [-+]? [0-9][0-9_]* (?: : [0-9_]+ )+ (?: \. [0-9_]* )?   # sexagesimal
    | [-+]? 0 [0-9_xob] [0-9a-f_]*                            # octal, hexadecimal, binary
    | [-+]? (?: [0-9][0-9_]* )? \.? [0-9_]* (?: e [-+]? [0-9]+ )?
    | [-+]? \. (?: inf | nan )
    | [0-9]{4} - [0-9]{1,2} - [0-9]{1,2} .*                   # date
    """
)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!--")
_QUOTED = ("'", '"', "|", ">")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Document:
    """A parsed file: lists as tuples, mappings as dicts."""

    value: Any
    text: str

    def line(self, path: Path_) -> int:
        """The line (from 1) of a path, or of the nearest ancestor that has one."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    @cached_property
    def _lines(self) -> dict[Path_, int]:
        """The line of every path. Only a finding asks for it, and a start should not wait for it."""
        root = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        return dict(_places(root, ())) if root else {}


class _Reader:
    """Walks through the events of one file once, collecting values, lines and problems."""

    def __init__(self, name: str, text: str, tags: bool) -> None:
        self.name = name
        self.tags = tags
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.fit = "\\" not in text and not any(_unfit(text, tags))
        """True where no text of the file can be unfit, because the whole is not: they are not looked at one by one."""
        self.problems: list[Problem] = []
        self.usable = True
        """False once the file used a part of YAML that is not allowed: then nothing of it is read."""

    def report(self, event: yaml.Event, rule: str, message: str) -> None:
        self.problems.append(Problem(self.name, _line(event), rule, message))

    def documents(self) -> list[Any]:
        """The values of the documents; reading ends at the second one."""
        values: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if values:
                    self._refuse(event, "yaml-documents", "only one document a file; remove the '---'")
                    return values
                values.append(self._value(next(self.events), 0))
        return values

    def _value(self, event: yaml.Event, depth: int) -> Any:
        self._check(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth > MAX_DEPTH:
            self.report(event, "yaml-depth", f"nested deeper than {MAX_DEPTH} levels")
            self._skip(event)
            return None
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth + 1)
        return self._sequence(depth + 1) if isinstance(event, yaml.SequenceStartEvent) else None

    def _sequence(self, depth: int) -> tuple[Any, ...]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, depth))
        return tuple(items)

    def _mapping(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            self._check(event)
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
            if key is not None and key != "<<" and key not in result:
                result[key] = self._value(next(self.events), depth)
                continue
            if key in result:
                self.report(event, "yaml-duplicate-key", f"the key {key!r} stands twice; keep one of them")
            else:
                self.report(event, "yaml-key", "a key must be plain text; merge keys are not allowed")
                self._skip(event)
            value = next(self.events)
            self._check(value)
            self._skip(value)
        return result

    def _skip(self, event: yaml.Event) -> None:
        """Read on to the end of what begins with this event."""
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = next(self.events)
            self._check(event)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _check(self, event: yaml.Event) -> None:
        """Refuse anchors, aliases and tags."""
        # Every alias has an anchor: the one it points to.
        if getattr(event, "anchor", None):
            self._refuse(event, "yaml-alias", "anchors (&) and aliases (*) are not allowed; write the text out")
        if getattr(event, "tag", None):
            self._refuse(event, "yaml-tag", "tags (!) are not allowed; put the text in quotes")

    def _refuse(self, event: yaml.Event, rule: str, message: str) -> None:
        self.usable = False
        self.report(event, rule, message)

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text: str = event.value
        for message in () if self.fit else _unfit(text, self.tags):
            self.report(event, "yaml-text", message)
        if event.style in _QUOTED:
            return text
        if text in ("", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.match(text):
            return int(text)
        if _DECIMAL.match(text):
            return Decimal(text)
        if _SURPRISE.fullmatch(text):
            message = f"{text!r} without quotes means something else in YAML; put it in double quotes"
            self.report(event, "yaml-surprise", message)
        return text


def read_yaml(file: Path, name: str, tags: bool = False) -> tuple[Document | None, list[Problem]]:
    """Read one file. `name` is how problems call it (its path inside the content folder); `tags` allows <word>.

    Returns the document (None if nothing can be read from it) and every problem found.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        return None, [Problem(name, 1, "file", f"cannot be read: {error.strerror}")]
    if len(data) > MAX_BYTES:
        return None, [Problem(name, 1, "yaml-size", f"larger than {MAX_BYTES} bytes; split it")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [Problem(name, line, "file", "not UTF-8; save it as UTF-8")]
    return parse_yaml(text, name, tags)


def parse_yaml(text: str, name: str, tags: bool = False) -> tuple[Document | None, list[Problem]]:
    """Parse YAML text strictly; see `read_yaml`."""
    reader = _Reader(name, text, tags)
    try:
        documents = reader.documents()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        return None, [Problem(name, line + 1, "yaml-syntax", _unreadable(text, line, error.problem))]
    except yaml.YAMLError as error:
        return None, [Problem(name, 1, "yaml-syntax", f"not YAML: {_plain(str(error))}")]
    if not documents:
        return None, [Problem(name, 1, "yaml-empty", "the file is empty")]
    if not reader.usable:
        return None, reader.problems
    if not isinstance(documents[0], dict):
        return None, [*reader.problems, Problem(name, 1, "yaml-shape", "a mapping (key: value) is expected here")]
    return Document(documents[0], text), reader.problems


def _places(node: yaml.Node, path: Path_) -> Iterator[tuple[Path_, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _places(item, (*path, number))
    elif isinstance(node, yaml.MappingNode):
        # Of a key that stands twice the first counts, as it does for the value.
        for key, value in reversed(node.value):
            if isinstance(key, yaml.ScalarNode):
                yield from _places(value, (*path, key.value))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _unfit(text: str, tags: bool) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", text):
        yield "holds decomposed characters; save the text in Unicode form NFC"
    # Nearly every line is printable; its characters need not be looked at one by one.
    looked_at = "" if all(map(str.isprintable, text.split("\n"))) else text
    bad = {char for char in looked_at if unicodedata.category(char) in _INVISIBLE and char != "\n"}
    if bad:
        yield "holds invisible characters: " + ", ".join(f"U+{ord(char):04X}" for char in sorted(bad))
    if not tags and _TAG.search(text):
        yield "holds an HTML tag; texts are plain"


def _unreadable(text: str, line: int, problem: str | None) -> str:
    """Why YAML cannot read a line (from 0). A tab is told by name: it looks like blanks on the screen."""
    here = text.split("\n")[line : line + 1]
    indent = here[0][: len(here[0]) - len(here[0].lstrip())] if here else ""
    if "\t" in indent:
        return "the line begins with a tab; YAML wants blanks, as the lines around it have"
    return _plain(problem or "not YAML")


def _plain(message: str) -> str:
    return " ".join(message.split())
