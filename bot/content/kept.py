"""Content that was read and found sound, kept by its bytes: the next start need not read and check it once more.

`hepatica train` keeps it beside the learnt table. It counts for the very bytes of every content file and of the code
that checked them; anything else is read and checked anew.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.content.files import ANSWERS, FIXED_KINDS
from bot.model.entry import Entry
from bot.paths import PACKAGE, table_folder
from bot.writing import aside, put_others_aside, write_whole

_KINDS = {path: kind for kind in FIXED_KINDS for path in kind.paths}
_FILES = "content-*.json"
_END = "end"
"""The last line: what lacks it was cut short."""


def kept_file(root: Path) -> Path:
    """Where this content is kept, if it is."""
    digest = hashlib.sha256(_code())
    for file in sorted(file for file in root.rglob("*.yaml") if file.is_file()):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return table_folder() / f"content-{digest.hexdigest()[:16]}.json"


def read_kept(root: Path) -> dict[str, Entry] | None:
    """The entries of a content folder by path; None where it is not kept, or cannot be used."""
    try:
        file = kept_file(root)
        *lines, last = (file if file.is_file() else aside(file)).read_text(encoding="ascii").split("\n")
        if last != _END:
            return None
        return _with_absent(dict(_entry(*line.split(" ", 1)) for line in lines))
    except (OSError, ValueError, TypeError, ArithmeticError):
        return None


def keep(file: Path, values: Mapping[str, Any]) -> None:
    """Keep the documents of a content in which nothing was found, and put those of other contents aside.

    Raises:
        OSError: the folder cannot be written to.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    # Exact decimals become texts, which are as exact.
    lines = (f"{path} {json.dumps(value, default=str)}\n" for path, value in values.items())
    write_whole(file, "".join((*lines, _END)))
    put_others_aside(file, _FILES)


def _entry(path: str, written: str) -> tuple[str, Entry]:
    return path, _KINDS.get(path, ANSWERS).type.model_validate_json(written)


def _with_absent(entries: dict[str, Entry]) -> dict[str, Entry]:
    """In the order in which they are read, with those files that the folder may do without, and does."""
    known = {path: entries[path] if path in entries else kind.type() for path, kind in _KINDS.items()}
    return known | entries


@cache
def _code() -> bytes:
    """Stands for the whole code: which part of it decides what is sound is nothing to be wrong about."""
    digest = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("*.py")):
        digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.digest()
