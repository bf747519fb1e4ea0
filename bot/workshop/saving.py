"""Writing changed content files: all of them or none, each whole, whenever the process or the machine dies.

The new files are written beside the old ones and forced to the disk. Then a note says which file each belongs to; with
the note the change is made, and whoever comes next completes it. Then each new file takes the name of the old one, in
one step that a reader sees either before or after. Without a note, what lies beside is the rest of a change that was
never made, and is thrown away.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NOTE = ".studio-save.json"
"""The note of a change that is being made, in the content folder."""
_PART = ".studio-part"
_KEPT = ".not-saved"
"""Ending of a new text that could not take its place because somebody else changed the file meanwhile."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class ConflictError(Exception):
    """Files that somebody else has changed since they were read. Nothing was written."""

    def __init__(self, files: tuple[str, ...]) -> None:
        super().__init__(", ".join(files))
        self.files = files


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it shall be, and the fingerprint of the bytes that it was made from; None for a file that is new."""

    before: str | None
    data: bytes


def fingerprint(data: bytes) -> str:
    """A short name for the exact bytes of a file."""
    return hashlib.sha256(data).hexdigest()[:24]


def save(root: Path, changes: Mapping[str, Change]) -> None:
    """Write all files (by their path below `root`) or none.

    Raises:
        ConflictError: a file is not as it was read; nothing was written.
        OSError: the disk refused; what was there is still there.
    """
    with _alone(root):
        _recover(root)
        stale = tuple(path for path, change in changes.items() if _print_of(root / path) != change.before)
        if stale:
            raise ConflictError(stale)
        try:
            for path, change in changes.items():
                _write(_part(root / path), change.data, _mode(root / path))
            entries = {path: [change.before, fingerprint(change.data)] for path, change in changes.items()}
            _write(_part(root / NOTE), json.dumps(entries, ensure_ascii=False).encode(), 0o644)
        except OSError:
            _recover(root)
            raise
        os.replace(_part(root / NOTE), root / NOTE)  # noqa: PTH105  each step is one call of the system, and tested as such
        _sync_folder(root)
        _complete(root)


def recover(root: Path) -> tuple[str, ...]:
    """Complete a change that was being made when the process died, or clear away one that was not made.

    Returns files whose new text was put beside them, because somebody else has changed them since.
    """
    with _alone(root):
        return _recover(root)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep whoever else would write to this folder waiting. The lock goes with the process."""
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _recover(root: Path) -> tuple[str, ...]:
    kept = _complete(root) if (root / NOTE).exists() else ()
    for rest in root.rglob(f".*{_PART}"):
        rest.unlink(missing_ok=True)
    return kept


def _complete(root: Path) -> tuple[str, ...]:
    """Do what the note says, and remove it. Can be begun again at any point."""
    kept = []
    for path, (before, after) in json.loads((root / NOTE).read_bytes()).items():
        file, part = root / path, _part(root / path)
        if _print_of(part) == after:
            target = file if _print_of(file) in (before, after) else file.with_name(file.name + _KEPT)
            if target != file:
                kept.append(path)
            os.replace(part, target)  # noqa: PTH105  as above
            _sync_folder(file.parent)
    (root / NOTE).unlink()
    _sync_folder(root)
    return tuple(kept)


def _write(file: Path, data: bytes, mode: int) -> None:
    """Write a file and force it to the disk."""
    handle = os.open(file, _NEW, mode)
    try:
        os.fchmod(handle, mode)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _mode(file: Path) -> int:
    return file.stat().st_mode & 0o777 if file.exists() else 0o644


def _sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _part(file: Path) -> Path:
    return file.with_name(f".{file.name}{_PART}")


def _print_of(file: Path) -> str | None:
    try:
        return fingerprint(file.read_bytes())
    except OSError:
        return None
