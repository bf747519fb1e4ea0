"""What was learnt, on disk: written ahead by `hepatica train`, read at a start, kept by what it was learnt from."""

import hashlib
import io
import json
import os
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.conversation.trained import Calibration, Learnt, Trained, examples, learn_from, train
from bot.matching.decide import Thresholds
from bot.matching.index import Index
from bot.matching.meaning import Encoder, Meaning
from bot.matching.shortlist import Postings
from bot.matching.spelling import build_spelling
from bot.matching.vocabulary import Vocabulary
from bot.model.knowledge import Knowledge
from bot.paths import PACKAGE, table_folder

ENGINE = ("matching", "text", "conversation/trained.py")
"""Code that decides what is learnt from a content."""

Arrays = dict[str, npt.NDArray[Any]]


def table_file(knowledge: Knowledge, folder: Path | None = None) -> Path:
    """Where the table of these examples and this code is kept. A corrected answer needs no new table."""
    concepts = [concept.model_dump(mode="json") for concept in knowledge.lexicon.matching.concepts]
    learnt_from = [[(one.text, one.label) for one in examples(knowledge)], concepts]
    digest = hashlib.sha256(json.dumps(learnt_from, ensure_ascii=False).encode())
    for part in ENGINE:
        place = PACKAGE / part
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return (folder or table_folder()) / f"table-{digest.hexdigest()[:16]}.npz"


def read_table(file: Path) -> Learnt | None:
    """What was learnt, as it was written; None if there is nothing, or it cannot be used."""
    try:
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as arrays:
            return _unpacked(dict(arrays))
    except (OSError, EOFError, KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
        return None


def write_table(learnt: Learnt, file: Path) -> None:
    """Write a table whole or not at all, and remove those of other contents.

    Raises:
        OSError: the folder cannot be written to.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    with os.fdopen(handle, "wb") as out:
        np.savez(out, allow_pickle=False, **_packed(learnt))
    # A temporary file is its writer's alone; a server may run as somebody else.
    Path(name).chmod(0o644)
    Path(name).replace(file)
    for other in file.parent.glob("table-*.npz"):
        if other != file:
            other.unlink(missing_ok=True)


def ready(knowledge: Knowledge, encoder: Encoder | None = None) -> Trained:
    """The knowledge with its stored table, or with a new one where none fits. Writes nothing."""
    return train(knowledge, stored(knowledge, encoder) or learn_from(knowledge, encoder), encoder)


def stored(knowledge: Knowledge, encoder: Encoder | None = None) -> Learnt | None:
    """The stored table of this content; None if there is none, or it knows nothing of this encoder."""
    learnt = read_table(table_file(knowledge))
    return learnt if learnt is not None and (encoder is None or encoder.name == learnt.encoder) else None


def _packed(learnt: Learnt) -> Arrays:
    index = learnt.index
    texts = {
        "labels": index.labels,
        "texts": index.texts,
        "words": index.spelling.counts,
        "features": list(index.vocabulary.numbers),
        "unseen": index.vocabulary.unseen,
        "step": index.step,
        "light": index.light,
        "full": index.full,
        "calibrations": [asdict(one) for one in (learnt.light, learnt.full) if one],
        "encoder": learnt.encoder,
    }
    arrays: Arrays = {
        "json": np.frombuffer(json.dumps(texts, ensure_ascii=False).encode(), dtype=np.uint8),
        "owners": index.owners,
        "rarity": index.vocabulary.weights,
        "familiar": index.familiar,
        "weights": index.weights,
        "posting_starts": index.postings.starts,
        "posting_rows": index.postings.rows,
        "posting_values": index.postings.values,
    }
    if index.meaning is not None:
        arrays["landmarks"] = index.meaning.landmarks.astype(np.float16)
        arrays["coefficients"] = index.meaning.coefficients
    return arrays


def _unpacked(arrays: Arrays) -> Learnt:
    texts = json.loads(arrays["json"].tobytes())
    owners, starts = arrays["owners"], arrays["posting_starts"]
    meaning = None
    if "landmarks" in arrays:
        meaning = Meaning(arrays["landmarks"].astype(np.float32), arrays["coefficients"])
    index = Index(
        labels=tuple(texts["labels"]),
        owners=owners,
        texts=tuple(texts["texts"]),
        spelling=build_spelling(texts["words"]),
        vocabulary=Vocabulary(
            {name: number for number, name in enumerate(texts["features"])}, arrays["rarity"], texts["unseen"]
        ),
        familiar=arrays["familiar"],
        postings=Postings(starts, np.diff(starts), arrays["posting_rows"], arrays["posting_values"], len(owners)),
        weights=arrays["weights"],
        step=texts["step"],
        light=tuple(texts["light"]),
        full=tuple(texts["full"]),
        meaning=meaning,
    )
    calibrations = [_calibration(one) for one in texts["calibrations"]]
    return Learnt(index, calibrations[0], calibrations[1] if len(calibrations) > 1 else None, texts["encoder"])


def _calibration(data: dict[str, Any]) -> Calibration:
    return Calibration(Thresholds(**data["thresholds"]), data["accuracy"], data["accuracy_at_3"])
