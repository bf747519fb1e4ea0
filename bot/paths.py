"""Where content and templates lie: at the top level of a checkout, inside the package of a wheel. What code it is."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""The folder of the package `bot`."""


def content_folder(chosen: Path | None = None) -> Path:
    """The content folder: the chosen one, else the wheel's copy, else the checkout's."""
    return chosen or _packaged_or_checkout("_content", "content")


def table_folder() -> Path:
    """Where learnt tables are kept, beside the code that learns them."""
    return PACKAGE / "_trained"


def digest_of(folder: Path, files: Iterable[Path]) -> bytes:
    """Changes with every byte of these files, and with where in the folder they lie."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.digest()


@cache
def code_digest() -> bytes:
    """Stands for the whole code: which part of it decides what is kept is nothing to be wrong about."""
    return digest_of(PACKAGE, sorted(PACKAGE.rglob("*.py")))


def templates_folder() -> Path:
    """The folder of page templates."""
    return _packaged_or_checkout("_templates", "templates")


def _packaged_or_checkout(packaged: str, checkout: str) -> Path:
    inside = PACKAGE / packaged
    return inside if inside.is_dir() else PACKAGE.parent / checkout
