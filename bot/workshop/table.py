"""The learnt table on disk: written ahead by `hepatica train`, read at a start, kept by what it was learnt from."""

import hashlib
import io
import os
import tempfile
import zipfile
from dataclasses import astuple
from pathlib import Path

import numpy as np

from bot.conversation.trained import Table, Trained, learn_table, train
from bot.matching.decide import Thresholds
from bot.model.knowledge import Knowledge
from bot.paths import PACKAGE, table_folder

ENGINE = ("matching", "text", "conversation/trained.py")
"""Code that decides what is learnt from a content."""


def table_file(knowledge: Knowledge, folder: Path | None = None) -> Path:
    """Where the table of this content and this code is kept."""
    digest = hashlib.sha256(knowledge.version.encode())
    for part in ENGINE:
        place = PACKAGE / part
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return (folder or table_folder()) / f"table-{digest.hexdigest()[:16]}.npz"


def read_table(file: Path) -> Table | None:
    """A table as it was written; None if there is none, or it cannot be used."""
    try:
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as arrays:
            return Table(arrays["coefficients"], Thresholds(*map(float, arrays["thresholds"])))
    except (OSError, EOFError, KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
        return None


def write_table(table: Table, file: Path) -> None:
    """Write a table whole or not at all, and remove those of other contents.

    Raises:
        OSError: the folder cannot be written to.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    with os.fdopen(handle, "wb") as out:
        np.savez_compressed(out, coefficients=table.coefficients, thresholds=np.array(astuple(table.thresholds)))
    # A temporary file is its writer's alone; a server may run as somebody else.
    Path(name).chmod(0o644)
    Path(name).replace(file)
    for other in file.parent.glob("table-*.npz"):
        if other != file:
            other.unlink(missing_ok=True)


def ready(knowledge: Knowledge) -> Trained:
    """The knowledge with its stored table, or with a new one where none fits. Writes nothing."""
    table = read_table(table_file(knowledge))
    if table is None:
        return train(knowledge, learn_table(knowledge))
    try:
        return train(knowledge, table)
    except ValueError:
        return train(knowledge)
