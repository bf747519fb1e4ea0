"""JSON Schemas of the content files and of the site file, for completion and checking in an editor."""

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.content.files import ANSWERS, FIXED_KINDS
from bot.content.site_file import SITE
from bot.model.entry import Entry


def schema_texts() -> dict[str, str]:
    """The text of each schema file by its name ("figures.json")."""
    return {
        f"{kind.name}.json": json.dumps(_described(kind.type), ensure_ascii=False, indent=1) + "\n"
        for kind in (*FIXED_KINDS, ANSWERS, SITE)
    }


def write_schemas(folder: Path) -> None:
    """Write all schema files into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in schema_texts().items():
        (folder / name).write_text(text, encoding="utf-8")


def _described(entry: type[Entry]) -> Mapping[str, Any]:
    """The schema of a type, where every field says what its docstring in the code says.

    Pydantic can read these docstrings itself, but at every start, and that takes longer than reading the content.
    """
    schema = entry.model_json_schema()
    kinds = {kind.__name__: kind for kind in _kinds(Entry)}
    for name, definition in ((entry.__name__, schema), *schema.get("$defs", {}).items()):
        if name in kinds:
            for field, words in _docstrings(kinds[name]).items():
                described = {**definition["properties"][field], "description": words}
                definition["properties"][field] = dict(sorted(described.items()))
    return schema


def _kinds(kind: type[Entry]) -> Iterator[type[Entry]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)


def _docstrings(kind: type[Entry]) -> Mapping[str, str]:
    """The docstring below each field of a type, or of one it builds on, by the name that the field has in files."""
    found: dict[str, str] = {}
    for one in reversed(kind.__mro__):
        if issubclass(one, Entry):
            body = ast.parse(inspect.getsource(one)).body[0]
            for field, below in pairwise(body.body if isinstance(body, ast.ClassDef) else ()):
                match field, below:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                        found[name] = inspect.cleandoc(words)
    return {field.alias or name: found[name] for name, field in kind.model_fields.items() if name in found}
