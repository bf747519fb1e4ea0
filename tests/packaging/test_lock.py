"""The lock files: complete, hashed, and of use wherever the packages come from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def locked(name):
    """The pinned requirements of a lock file, each with its hashes."""
    text = re.sub(r"^ *#.*$", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = [entry.split("--hash=") for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]
    return [(Requirement(pin), [found.strip() for found in hashes]) for pin, *hashes in entries]


def project():
    """The table [project] of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_version_and_hash(name):
    """What is installed is exactly what was tried, or the installation stops."""
    for requirement, hashes in locked(name):
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", found) for found in hashes), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_file_says_where_packages_come_from(name):
    """A lock file works behind a mirror as well, because it names no host."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=", ""), flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("requirements.lock", project()["dependencies"]),
        ("requirements-dev.lock", project()["dependencies"] + project()["optional-dependencies"]["dev"]),
    ],
)
def test_every_dependency_of_the_project_is_locked(name, requirements):
    """A dependency that is added without `make lock` is noticed."""
    pins = {canonicalize_name(pin.name): pin for pin, _ in locked(name)}
    for requirement in map(Requirement, requirements):
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin, f"{requirement.name} is not in {name}; run `make lock`"
        (exact,) = pin.specifier
        assert requirement.specifier.contains(exact.version, prereleases=True), f"{pin} does not fit {requirement}"


def test_both_lock_files_agree():
    """What is tested is what is served."""
    tested = {(pin.name, str(pin.specifier), str(pin.marker)) for pin, _ in locked("requirements-dev.lock")}
    served = {(pin.name, str(pin.specifier), str(pin.marker)) for pin, _ in locked("requirements.lock")}
    assert served <= tested
