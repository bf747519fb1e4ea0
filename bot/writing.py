"""Writing a file whole or not at all, and putting others like it aside."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

ASIDE = "aside"
"""The folder, beside a file that is made ahead, of those that were made for something else."""
KEPT = 4
"""Files aside of one kind: an editor goes back and forth between the last commit and a few drafts."""


def write_whole(file: Path, data: str | bytes | bytearray) -> None:
    """Write bytes, or text in UTF-8, to a file so that whoever reads it meanwhile finds the old or the new, whole.

    Raises:
        OSError: the folder cannot be written to.
    """
    part = _beside(file, data.encode() if isinstance(data, str) else data)
    try:
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def aside(file: Path) -> Path:
    """Where a file lies while another of its kind is the one that was made last."""
    return file.parent / ASIDE / file.name


def put_others_aside(file: Path, kind: str) -> None:
    """Move all files of a kind, a glob, but one; of those aside, keep the ones that were used last.

    Others may do the same just now.

    Raises:
        OSError: the folder cannot be written to.
    """
    place = aside(file).parent
    place.mkdir(exist_ok=True)
    aside(file).unlink(missing_ok=True)
    for other in file.parent.glob(kind):
        if other != file:
            with suppress(FileNotFoundError):
                os.utime(other)
                other.replace(aside(other))
    for oldest in sorted(place.glob(kind), key=_last_used, reverse=True)[KEPT:]:
        oldest.unlink(missing_ok=True)


def _beside(file: Path, data: bytes | bytearray) -> Path:
    """Write the new data of a file beside it, with the old one's mode.

    Raises:
        OSError: the folder cannot be written to; nothing is left in it.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        # A temporary file is its writer's alone; whoever reads may be somebody else.
        part.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _last_used(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0
