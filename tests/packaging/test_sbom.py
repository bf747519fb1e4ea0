"""The bill of materials: whole, as the lock files are, and readable by the tools that look for known faults."""

import json
import re

from tests.packaging.sbom import bill
from tests.packaging.test_lock import ROOT, locked


def test_every_locked_package_is_on_the_bill():
    """Name, version and hashes are those of the lock file, and nothing else is listed but what is vendored."""
    parts = {(part["name"], part["version"]): part["hashes"] for part in bill()["components"]}
    pins = {(pin.name, str(pin.specifier)[2:]): hashes for pin, hashes in locked("requirements.lock")}
    vendored = json.loads((ROOT / "bot/static/vendor/manifest.json").read_text(encoding="utf-8"))["files"]
    served = {(file["package"], file["version"]): [f"sha256:{file['sha256']}"] for file in vendored}
    told = {part: [f"sha256:{found['content']}" for found in hashes] for part, hashes in parts.items()}
    assert told == pins | served


def test_the_bill_is_as_the_standard_wants_it():
    """Each part has a type, a reference of its own and an address of its package; the whole names its version."""
    found = json.loads(json.dumps(bill()))
    assert (found["bomFormat"], found["specVersion"], found["version"]) == ("CycloneDX", "1.6", 1)
    references = [part["bom-ref"] for part in found["components"]]
    assert len(set(references)) == len(references)
    assert found["dependencies"][0]["dependsOn"] == references
    for part in [*found["components"], found["metadata"]["component"]]:
        assert re.fullmatch(r"pkg:(pypi|npm)/[a-z0-9.-]+@[0-9][\w.+-]*", part["purl"])
        assert part["type"] in ("library", "application")


def test_licences_are_stated():
    """Of what is installed here, every package says under which licence it is."""
    parts = bill()["components"]
    without = {part["name"] for part in parts if part["scope"] == "required" and not part.get("licenses")}
    assert not without


def test_the_same_lock_gives_the_same_bill():
    """Two bills can be compared line by line."""
    assert bill() == bill()
