"""Writes the bill of materials of what serves: CycloneDX 1.6 as JSON, from the lock file and what is vendored.

python -m tests.packaging.sbom > sbom.json

The same lock file and Python give the same bill: no date, no serial number. Licences are as the installed packages state them.
"""

import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import __version__

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
VENDORED = ROOT / "bot" / "static" / "vendor" / "manifest.json"
_TITLE = re.compile(r"License :: (?:OSI Approved :: )?(.+)")


def bill() -> dict[str, Any]:
    """The whole document."""
    own = component("hepatica", __version__, "application")
    parts = [*packages(), *vendored()]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**own, "licenses": [{"expression": "Apache-2.0 AND CC-BY-4.0"}]}},
        "components": parts,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def packages() -> Iterator[dict[str, Any]]:
    """The locked packages, each with the hashes of the files it may be installed from."""
    text = re.sub(r"^ *#.*$", "", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for entry in filter(str.strip, text.replace("\\\n", " ").splitlines()):
        pin, *hashes = re.split(r"\s+--hash=sha256:", entry.strip())
        requirement = Requirement(pin)
        (exact,) = requirement.specifier
        found = component(requirement.name, exact.version, "library")
        # What only another platform or another Python needs is not installed here.
        here = requirement.marker is None or requirement.marker.evaluate()
        found["scope"] = "required" if here else "optional"
        found["hashes"] = [{"alg": "SHA-256", "content": value.strip()} for value in hashes]
        licences = licences_of(requirement.name)
        yield {**found, "licenses": licences} if licences else found


def vendored() -> Iterator[dict[str, Any]]:
    """Files of others that are served as they are."""
    for file in json.loads(VENDORED.read_text(encoding="utf-8"))["files"]:
        found = component(file["package"], file["version"], "library", "npm")
        hashes = [{"alg": "SHA-256", "content": file["sha256"]}]
        yield {**found, "scope": "required", "hashes": hashes, "licenses": [{"license": {"id": file["licence"]}}]}


def component(name: str, version: str, kind: str, source: str = "pypi") -> dict[str, Any]:
    """What is known of any part."""
    known = canonicalize_name(name) if source == "pypi" else name
    address = f"pkg:{source}/{known}@{version}"
    return {"type": kind, "bom-ref": address, "name": name, "version": version, "purl": address}


def licences_of(name: str) -> list[dict[str, Any]]:
    """What the installed package states; nothing where it is not installed here, or states nothing."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return []
    if expression := stated.get("License-Expression"):
        return [{"expression": expression}]
    titles = filter(None, (_TITLE.fullmatch(line) for line in stated.get_all("Classifier") or ()))
    return [{"license": {"name": title[1]}} for title in titles]


if __name__ == "__main__":
    print(json.dumps(bill(), indent=2, ensure_ascii=False))
