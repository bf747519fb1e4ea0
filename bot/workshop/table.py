"""What was learnt, on disk: written ahead by `hepatica train`, read at a start, kept by what it was learnt from.

The folder holds the table of the content that was trained last, which goes into a wheel; tables of other contents lie
aside in a folder of their own, so that going back to one, and comparing two, costs no learning.
"""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.conversation.trained import Learnt, Trained, canonical_questions, learn_from, train
from bot.matching.meaning import Encoder
from bot.model.knowledge import Knowledge
from bot.paths import PACKAGE, table_folder
from bot.safety.listener import Listener
from bot.workshop.packing import packed, unpacked
from bot.workshop.semantic import on_one_thread
from bot.writing import aside, put_others_aside, write_whole

ENGINE = (
    "classifier",
    "matching",
    "safety/earshot.py",
    "safety/earshot_learning.py",
    "safety/keys.py",
    "safety/listener.py",
    "safety/listener_learning.py",
    "text",
    "conversation/trained.py",
    "workshop/semantic.py",
)
"""Code that decides what is learnt from a content."""
_TABLES = "table-*.npz"


def table_file(knowledge: Knowledge, folder: Path | None = None) -> Path:
    """Where the table of these examples and this code is kept. A corrected answer needs no new table."""
    lexicon = knowledge.lexicon
    learnt_from = (
        # All that `examples` makes examples of.
        (knowledge.utterances, lexicon.smalltalk, canonical_questions(knowledge), knowledge.out_of_scope),
        [concept.model_dump(mode="json") for concept in lexicon.matching.concepts],
        sorted(lexicon.safety.examples.items()),
    )
    digest = hashlib.sha256(json.dumps(learnt_from, default=dict).encode())
    for part in ENGINE:
        place = PACKAGE / part
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return (folder or table_folder()) / f"table-{digest.hexdigest()[:16]}.npz"


def read_table(file: Path) -> Learnt | None:
    """What was learnt, as it was written; None if there is nothing, or it cannot be used."""
    try:
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as arrays:
            return unpacked(dict(arrays))
    except (OSError, EOFError, KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
        return None


def write_table(learnt: Learnt, file: Path) -> None:
    """Write a table whole or not at all, and put those of other contents aside.

    Raises:
        OSError: the folder cannot be written to.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, **packed(learnt))
    write_whole(file, out.getvalue())
    put_others_aside(file, _TABLES)


def take_up(file: Path) -> None:
    """Let a stored table be the one of the content that was trained last, wherever it lies. Raises like writing."""
    if not file.is_file():
        aside(file).replace(file)
        put_others_aside(file, _TABLES)


def stored_table(file: Path) -> Learnt | None:
    """A table by its name, aside or not; None if there is none. One that is used stays longest."""
    learnt = read_table(file)
    if learnt is None and (learnt := read_table(aside(file))) is not None:
        # A server may run where it cannot write.
        with suppress(OSError):
            os.utime(aside(file))
    return learnt


def ready(knowledge: Knowledge, encoder: Encoder | None = None, learnt: Learnt | None = None) -> Trained:
    """The knowledge with `learnt`, else with its stored table, else with a new one. Writes nothing."""
    trained = train(knowledge, learnt or stored_or_learnt(knowledge, encoder), encoder)
    if encoder is not None:
        on_one_thread(encoder)
    return trained


def stored_or_learnt(knowledge: Knowledge, encoder: Encoder | None = None, listener: Listener | None = None) -> Learnt:
    """The stored table, or a new one where none fits, with the listener that is at hand. Writes nothing."""
    return stored(knowledge, encoder) or learn_from(knowledge, encoder, listener)


def both_ready(
    before: Knowledge, after: Knowledge, begin: Callable[[str], None] = lambda _: None
) -> tuple[Trained, Trained]:
    """Two contents to be compared, without the sentence encoder, so that they are asked alike.

    One table serves both where they learn from the same, and one listener where their examples of danger are the same:
    learning takes minutes. `begin` is told what comes next: "before", "after".
    """
    begin("before")
    first = stored_or_learnt(before)
    begin("after")
    if table_file(before) == table_file(after):
        return train(before, first), train(after, first)
    same_dangers = before.lexicon.safety.examples == after.lexicon.safety.examples
    second = stored_or_learnt(after, listener=first.listener if same_dangers else None)
    return train(before, first), train(after, second)


def stored(knowledge: Knowledge, encoder: Encoder | None = None) -> Learnt | None:
    """The stored table of this content; None if there is none, or it knows nothing of this encoder."""
    return stored_for(table_file(knowledge), encoder)


def stored_for(file: Path, encoder: Encoder | None = None) -> Learnt | None:
    """The same by the table's name.

    Without an encoder the table comes without what only an encoder can use.
    """
    learnt = stored_table(file)
    if learnt is None or (encoder is not None and encoder.name != learnt.encoder):
        return None
    return learnt if encoder is not None else replace(learnt, index=replace(learnt.index, meaning=None))
