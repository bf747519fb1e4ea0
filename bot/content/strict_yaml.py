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


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: lists as tuples, mappings as dicts, and the line (from 1) of every path in it."""

    value: Any
    lines: dict[Path_, int]

    def line(self, path: Path_) -> int:
        """The line of a path, or of the nearest ancestor that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Reader:
    """Walks the YAML nodes of one file, collecting values, lines and problems."""

    def __init__(self, name: str, tags: bool) -> None:
        self.name = name
        self.tags = tags
        self.lines: dict[Path_, int] = {}
        self.problems: list[Problem] = []

    def report(self, node: yaml.Node, rule: str, message: str) -> None:
        self.problems.append(Problem(self.name, node.start_mark.line + 1, rule, message))

    def value(self, node: yaml.Node, path: Path_) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if len(path) > MAX_DEPTH:
            self.report(node, "yaml-depth", f"nested deeper than {MAX_DEPTH} levels")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.value(item, (*path, index)) for index, item in enumerate(node.value))
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str) or key == "<<":
                self.report(key_node, "yaml-key", "a key must be plain text; merge keys are not allowed")
            elif key in result:
                self.report(key_node, "yaml-duplicate-key", f"the key {key!r} stands twice; keep one of them")
            else:
                result[key] = self.value(value_node, (*path, key))
        return result

    def _scalar(self, node: yaml.Node) -> Any:
        text: str = node.value
        for message in _unfit(text, self.tags):
            self.report(node, "yaml-text", message)
        if getattr(node, "style", None) in _QUOTED:
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
            self.report(node, "yaml-surprise", message)
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
    try:
        problems = list(_events(text, name))
        if problems:
            return None, problems
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [Problem(name, mark.line + 1 if mark else 1, "yaml-syntax", _plain(error.problem or "not YAML"))]
    except (yaml.YAMLError, RecursionError) as error:
        return None, [Problem(name, 1, "yaml-syntax", f"not YAML: {_plain(str(error))}")]
    if node is None:
        return None, [Problem(name, 1, "yaml-empty", "the file is empty")]
    reader = _Reader(name, tags)
    value = reader.value(node, ())
    if not isinstance(value, dict):
        return None, [*reader.problems, Problem(name, 1, "yaml-shape", "a mapping (key: value) is expected here")]
    return Document(value, reader.lines), reader.problems


def _events(text: str, name: str) -> Iterator[Problem]:
    """Problems that are visible only before nodes are composed: anchors, aliases, tags, several documents."""
    documents = depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Problem(name, line, "yaml-documents", "only one document a file; remove the '---'")
                return
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH * 4:
                yield Problem(name, line, "yaml-depth", f"nested deeper than {MAX_DEPTH} levels")
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Problem(name, line, "yaml-alias", "anchors (&) and aliases (*) are not allowed; write the text out")
        if getattr(event, "tag", None):
            yield Problem(name, line, "yaml-tag", "tags (!) are not allowed; put the text in quotes")


def _unfit(text: str, tags: bool) -> Iterator[str]:
    if text != unicodedata.normalize("NFC", text):
        yield "holds decomposed characters; save the text in Unicode form NFC"
    # Nearly every text is printable; its characters need not be looked at one by one.
    looked_at = "" if text.isprintable() else text
    bad = {char for char in looked_at if unicodedata.category(char) in _INVISIBLE and char != "\n"}
    if bad:
        yield "holds invisible characters: " + ", ".join(f"U+{ord(char):04X}" for char in sorted(bad))
    if not tags and _TAG.search(text):
        yield "holds an HTML tag; texts are plain"


def _plain(message: str) -> str:
    return " ".join(message.split())
