"""The files of example questions and words, as lists that can be read, searched and edited line by line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from fastapi import HTTPException

from bot.content.splice import Where
from bot.model.knowledge import Knowledge

SHOWN = 400
"""Lines shown at once; a search finds the others."""
_FOLDERS = ("utterances/", "lexicon/")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list, and where it stands."""

    where: Where
    text: str

    @property
    def at(self) -> str:
        """The place as one word of an address."""
        return ".".join(map(str, self.where))


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of lines, or a single text among others (then it cannot grow)."""

    where: Where
    lines: tuple[Line, ...]
    grows: bool
    name: str = ""
    """The place for people: an entry of a list by its id and not by its number."""

    @property
    def at(self) -> str:
        """The place as one word of an address."""
        return ".".join(map(str, self.where))


@dataclass(frozen=True, slots=True)
class ListPage:
    """The lists of a file, or of a part of it, that hold what is searched for."""

    lists: tuple[WordList, ...]
    names: tuple[str, ...]
    """The parts of the file, for choosing one."""
    more: int
    """Lines that are not shown."""


def files_of(knowledge: Knowledge) -> tuple[str, ...]:
    """The files that hold lists."""
    return tuple(file for file in knowledge.entries if file.startswith(_FOLDERS))


def list_page(knowledge: Knowledge, file: str, at: Where, query: str) -> ListPage:
    """The lists of a file below a place; `query` keeps the lines that hold it, in any case.

    Raises:
        HTTPException: 404, there is no such file or place.
    """
    if file not in files_of(knowledge):
        raise HTTPException(404)
    tree = knowledge.entries[file].model_dump(mode="python", exclude_none=True, by_alias=True)
    root = next(iter(tree)) if len(tree) == 1 else ""
    names = tuple(tree[root]) if root and isinstance(tree[root], dict) else tuple(tree)
    try:
        part = _part(tree, at)
    except (KeyError, IndexError, TypeError):
        raise HTTPException(404) from None
    wanted = query.casefold()
    found, left, more = [], SHOWN, 0
    for one in _lists(part, at, ".".join(map(str, at))):
        lines = tuple(line for line in one.lines if wanted in line.text.casefold())
        if lines or not wanted:
            more += max(0, len(lines) - left)
            found.append(replace(one, lines=lines[: max(left, 0)]))
            left -= len(lines)
        if left <= 0 and not wanted:
            break
    return ListPage(tuple(found), tuple(f"{root}.{name}" if root else name for name in names), more)


def _part(tree: Any, at: Where) -> Any:
    for step in at:
        tree = tree[step]
    return tree


def _lists(tree: Any, where: Where, name: str = "") -> Iterator[WordList]:
    """Every list of texts below a place, and every single text, in the order of the file; ids stay as they are."""
    if isinstance(tree, str):
        yield WordList(where, (Line(where, tree),), grows=False, name=name)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key != "id":
                yield from _lists(value, (*where, key), f"{name}.{key}" if name else str(key))
    elif isinstance(tree, list | tuple):
        texts = [Line((*where, number), one) for number, one in enumerate(tree) if isinstance(one, str)]
        if texts and len(texts) == len(tree):
            yield WordList(where, tuple(texts), grows=True, name=name)
        else:
            for number, one in enumerate(tree):
                shown = one.get("id", number) if isinstance(one, dict) else number
                yield from _lists(one, (*where, number), f"{name}.{shown}")
