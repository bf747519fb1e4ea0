"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Write text to a file so that whoever reads it meanwhile finds the old or the new, never a part.

    Raises:
        OSError: the folder cannot be written to.
    """
    part = _beside(file, text)
    try:
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _beside(file: Path, text: str) -> Path:
    """Write the new text of a file beside it, with the old one's mode and line ends as they are in the text.

    Raises:
        OSError: the folder cannot be written to; nothing is left in it.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        part.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part
