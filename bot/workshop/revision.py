"""Content as it was: a folder at a revision of git, unpacked where it can be read."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class RevisionError(Exception):
    """Why there is no such content, and what to do."""


@contextmanager
def as_it_was(folder: Path, revision: str) -> Iterator[Path]:
    """The folder as it was at a revision (HEAD, a branch, a tag, a hash); it is gone again afterwards.

    Raises:
        RevisionError: git is missing, the folder is not kept by git, or there is no such revision.
    """
    archive = _archive(folder, revision)
    with TemporaryDirectory(prefix="hepatica-diff-") as place:
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(place, filter="data")
        yield Path(place)


def _archive(folder: Path, revision: str) -> bytes:
    if revision.startswith("-"):
        raise RevisionError(f"{revision!r} is no revision")
    command = ["git", "-C", str(folder), "archive", "--format=tar", revision]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # no shell; checked above
    except FileNotFoundError:
        raise RevisionError("git is not installed; compare with a folder instead: hepatica diff DIR") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RevisionError(f"git has no {revision!r} of {folder} ({said[-1] if said else 'no reason given'})")
    return done.stdout
