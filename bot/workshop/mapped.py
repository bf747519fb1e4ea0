"""Arrays in a file that is mapped into memory: of many, only what is used is read, and processes share it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.writing import write_whole

Arrays = Mapping[str, npt.NDArray[Any]]
_EDGE = 64
"""Every array begins at a multiple of so many bytes, as processors read them fastest."""
_LENGTH = 8
"""Bytes that say how long the table of contents is."""


def write_mapped(file: Path, arrays: Arrays, made_for: str) -> None:
    """Write arrays whole or not at all, with what they were made for.

    Raises:
        OSError: the folder cannot be written to.
    """
    parts = {name: np.asarray(array, order="C") for name, array in arrays.items()}
    listed = [(name, array.dtype.str, array.shape) for name, array in parts.items()]
    head = json.dumps([made_for, listed]).encode()
    out = bytearray(len(head).to_bytes(_LENGTH, "little") + head)
    for array in parts.values():
        out += bytes(-len(out) % _EDGE)
        out += array.tobytes()
    write_whole(file, out)


def read_mapped(file: Path) -> tuple[Arrays, str]:
    """The arrays of a file, none of which can be written to, and what they were made for.

    Raises:
        OSError: there is no such file.
        ValueError: it holds something else, or only a part.
    """
    held = np.memmap(file, mode="r", dtype=np.uint8)
    end = _LENGTH + int.from_bytes(held[:_LENGTH].tobytes(), "little")
    match json.loads(held[_LENGTH:end].tobytes()):
        case [str(made_for), list(listed)]:
            arrays = {}
            for name, kind, shape in listed:
                start = end + -end % _EDGE
                end = start + np.dtype(kind).itemsize * int(np.prod(shape, dtype=np.int64))
                # As a plain array: what a mapped one does beside takes longer than a small sum.
                arrays[str(name)] = np.frombuffer(held[start:end], dtype=kind).reshape(shape)
            if end != len(held):
                raise ValueError(f"{file.name} has {len(held)} bytes, not {end}")
            return arrays, made_for
    raise ValueError(f"{file.name} has no table of contents")
