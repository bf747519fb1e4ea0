"""The stamp of a content folder: changes when a file of it does, and costs a look at names, sizes and times only."""

import hashlib
from pathlib import Path


def stamp(folder: Path, *files: Path | None) -> str:
    """Hexadecimal digits that change when a YAML file below the folder changes, comes or goes, or one of `files`.

    What cannot be looked at has a stamp too: that of a thing that is not there.
    """
    digest = hashlib.sha256()
    for file in (*_yaml_files(folder), *(file for file in files if file)):
        digest.update(f"{file}\0{_look(file)}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:16]


def _yaml_files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.rglob("*.yaml"))
    except OSError:
        return []


def _look(file: Path) -> str:
    try:
        seen = file.stat()
    except OSError as error:
        return str(error.errno)
    return f"{seen.st_mtime_ns} {seen.st_size} {seen.st_ino} {seen.st_mode}"
