"""The vendored htmx is the published one, byte for byte."""

import hashlib
import json

from bot.serving.assets import FOLDER

VENDOR = FOLDER / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text("utf-8"))["files"]


def test_each_vendored_file_is_the_published_one() -> None:
    """The hash in the manifest, noted when the tarball was checked, is the hash of the file."""
    for entry in MANIFEST:
        assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert (VENDOR / entry["licence_file"]).is_file()
        assert entry["version"] in entry["file"]


def test_nothing_else_is_vendored() -> None:
    """Every script in the folder stands in the manifest."""
    assert {path.name for path in VENDOR.glob("*.js")} == {entry["file"] for entry in MANIFEST}
