"""The static files, read once at start. Each has an address that changes with its content."""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "static"
_SERVED = {".css", ".js", ".svg", ".ico", ".png", ".txt", ".json"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: its bytes, media type, and the hash that its address carries."""

    body: bytes
    media_type: str
    hash: str


def read_assets(folder: Path = FOLDER) -> Mapping[str, Asset]:
    """All static files by their path below the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in _SERVED)
    return {path.relative_to(folder).as_posix(): asset_of(path.name, path.read_bytes()) for path in paths}


def asset_of(name: str, body: bytes) -> Asset:
    """A static file of a name, whose ending says what it is."""
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if media_type.startswith("text/") or media_type.endswith(("javascript", "json")):
        media_type += "; charset=utf-8"
    return Asset(body, media_type, hashlib.sha256(body).hexdigest()[:12])
