"""Changing one value of a YAML text and nothing else: every other line stays byte for byte.

A round trip through a YAML library lays out anew what it reads: it folds long lines, moves comments and changes
quotes. So the place of a value is taken from the parser's marks, and only the characters of that value are exchanged.
Every result is parsed again and compared: it differs from what was there by the wanted change alone, or is refused.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bot.content.strict_yaml import Document, parse_yaml
from bot.model.told import Told

Where = tuple[str | int, ...]
WIDTH = 120
"""Columns at which a folded text is broken, as in the files."""


class SpliceError(ValueError):
    """A change that cannot be made without touching more than it should. The message says what to do."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A node, the column at which the lines of its parent begin, and whether it stands inside brackets."""

    node: yaml.Node
    indent: int
    flow: bool


def raw_value(text: str, where: Where) -> str:
    """The text of a scalar as its file holds it, with its placeholders.

    Raises:
        SpliceError: there is none at this place.
    """
    node = _place(text, where).node
    if not isinstance(node, yaml.ScalarNode):
        raise SpliceError(f"{_named(where)} is not a text")
    return str(node.value)


def replaced(text: str, where: Where, value: str) -> str:
    """The file with another text at a place.

    Raises:
        SpliceError: there is no text at this place, or the new one cannot be written there.
    """
    place = _place(text, where)
    if not isinstance(place.node, yaml.ScalarNode):
        raise SpliceError(f"{_named(where)} is not a text")
    start, end = _span(place.node, text)
    written = (text[:start] + one + text[end:] for one in _ways(value, text[start:end], place))
    return _sound(text, written, lambda tree: _set(tree, where, value), where)


def appended(text: str, where: Where, value: str) -> str:
    """The file with one more text at the end of a list; a list that is missing in its mapping is begun.

    Raises:
        SpliceError: the place is no list, or the text cannot be written there.
    """
    try:
        place = _place(text, where)
    except SpliceError:
        return _begun(text, where, value)
    if not isinstance(place.node, yaml.SequenceNode):
        raise SpliceError(f"{_named(where)} is not a list")
    items = place.node.value
    if place.node.flow_style:
        at = place.node.end_mark.index - 1
        while text[at - 1].isspace():
            at -= 1
        before = "" if not items else " " if text[at - 1] == "," else ", "
        written = (text[:at] + before + one + text[at:] for one in _ways(value, '""', place))
    else:
        at = _line_end(text, _span(items[-1], text)[1])
        lead = " " * place.node.start_mark.column + "- "
        style = text[slice(*_span(items[-1], text))] if isinstance(items[-1], yaml.ScalarNode) else '""'
        written = (text[:at] + "\n" + lead + one + text[at:] for one in _ways(value, style, place))
    return _sound(text, written, lambda tree: _get(tree, where).append(value), where)


def removed(text: str, where: Where) -> str:
    """The file without one item of a list.

    Raises:
        SpliceError: it is no item of a list, or the last that is left.
    """
    place = _place(text, where)
    parent = _place(text, where[:-1]).node
    if not isinstance(parent, yaml.SequenceNode) or not isinstance(place.node, yaml.ScalarNode):
        raise SpliceError(f"{_named(where)} is no line of a list")
    if len(parent.value) == 1:
        said = f"{_named(where)} is the only line of its list; write another one first"
        raise SpliceError(Told("only-line", said))
    start, end = _span(place.node, text)
    if parent.flow_style:
        start, end = _with_comma(text, start, end)
    else:
        start, end = text.rfind("\n", 0, start) + 1, _line_end(text, end) + 1
    return _sound(text, [text[:start] + text[end:]], lambda tree: _get(tree, where[:-1]).pop(int(where[-1])), where)


def _place(text: str, where: Where) -> _Place:
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise SpliceError(f"the file is not YAML: {' '.join(str(error).split())}") from None
    indent, flow = 0, False
    for step in where:
        if node is None:
            break
        indent, flow = node.start_mark.column, flow or bool(getattr(node, "flow_style", False))
        node = _child(node, step)
    if node is None:
        raise SpliceError(f"there is no {_named(where)} in the file")
    return _Place(node, indent, flow)


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _span(node: yaml.Node, text: str) -> tuple[int, int]:
    """Where a node begins and ends. The marks of a block text reach into the lines after it; those are not its own."""
    start, end = node.start_mark.index, node.end_mark.index
    return start, start + len(text[start:end].rstrip())


def _line_end(text: str, at: int) -> int:
    """The end of the line, before its break."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _with_comma(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of an item inside brackets together with the comma that goes with it."""
    after = re.compile(r"\s*,\s*").match(text, end)
    if after:
        return start, after.end()
    before = re.search(r",\s*\Z", text[:start])
    return (before.start() if before else start), end


def _ways(value: str, old: str, place: _Place) -> Iterator[str]:
    """Ways to write a text, the way of the old one first. What does not come out right is tried the next way."""
    if old.startswith((">", "|")):
        yield _block(value, old, place.indent)
    if old.startswith("'"):
        yield "'" + value.replace("'", "''") + "'"
    if not old.startswith(('"', "'", ">", "|")):
        yield value
    yield '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _block(value: str, old: str, indent: int) -> str:
    """A folded or literal text. Lines at its beginning that say the same stay as they are."""
    header, *lines = old.split("\n")
    inner = next((line for line in lines if line.strip()), " " * (indent + 2))
    lead = inner[: len(inner) - len(inner.lstrip())]
    words, kept = value.split(), list[str]()
    for line in lines:
        own = line.split()
        if not own or words[: len(own)] != own:
            break
        words = words[len(own) :]
        kept.append(line)
    return "\n".join([header, *kept, *_wrapped(words, lead)])


def _wrapped(words: list[str], lead: str) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(lead) + len(line) + 1 + len(word) > WIDTH:
            yield lead + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield lead + line


def _begun(text: str, where: Where, value: str) -> str:
    """The file with a new list of one text at the end of the mapping that should hold it."""
    parent = _place(text, where[:-1]).node
    if not isinstance(parent, yaml.MappingNode) or parent.flow_style or not parent.value:
        raise SpliceError(f"there is no {_named(where)} in the file, and no place to begin it")
    at = _line_end(text, _last(parent, text))
    lead = "\n" + " " * parent.start_mark.column
    written = (
        f"{text[:at]}{lead}{where[-1]}:{lead}  - {one}{text[at:]}"
        for one in _ways(value, '""', _Place(parent, parent.start_mark.column, flow=False))
    )
    return _sound(text, written, lambda tree: _get(tree, where[:-1]).__setitem__(where[-1], [value]), where)


def _last(node: yaml.Node, text: str) -> int:
    """Where the last value below a node ends: the mark of a block mapping reaches past comments and empty lines."""
    while not getattr(node, "flow_style", False) and isinstance(node, yaml.MappingNode | yaml.SequenceNode):
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return _span(node, text)[1]


def _sound(text: str, written: Iterator[str] | list[str], change: Callable[[Any], object], where: Where) -> str:
    """The first text that is read as what was there with the change, and has a sound end of line.

    Raises:
        SpliceError: there is none.
    """
    wanted = _thawed(_read(text).value)
    change(wanted)
    for one in written:
        document, problems = parse_yaml(one, "", tags=True)
        if document is not None and not problems and _thawed(document.value) == wanted:
            return one
    said = f"this text cannot be written at {_named(where)}; leave out unusual characters"
    raise SpliceError(Told("characters", said))


def _read(text: str) -> Document:
    document, problems = parse_yaml(text, "", tags=True)
    if document is None or problems:
        raise SpliceError("the file has problems of its own; mend them first: " + "; ".join(map(str, problems)))
    return document


def _thawed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _thawed(one) for key, one in value.items()}
    return [_thawed(one) for one in value] if isinstance(value, tuple) else value


def _get(tree: Any, where: Where) -> Any:
    for step in where:
        tree = tree[step]
    return tree


def _set(tree: Any, where: Where, value: str) -> None:
    _get(tree, where[:-1])[where[-1]] = value


def _named(where: Where) -> str:
    return ".".join(map(str, where)) or "anything"
