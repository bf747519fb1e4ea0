"""Pages that name a test beside each promise: the tests exist, and no fault is without one."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("faults.md", "security.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def named(text: str) -> list[tuple[str, str]]:
    """File and function of every test that a text names; without a function, the whole file is meant."""
    return [(file, name) for file, name in NAMED.findall(text)]


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_a_page_names_exists(page):
    """Whoever follows a name finds a test there."""
    found = named((ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert len(found) > 10
    for file, name in found:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(" if name else r"^def test_", text, flags=re.MULTILINE), f"{file}::{name}"


def test_every_fault_has_a_test():
    """The fifteen faults stand in the table in their order, each with at least one test."""
    page = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (F\d+) \|(.*)$", page, flags=re.MULTILINE))
    assert list(rows) == [f"F{number}" for number in range(1, 16)]
    assert all(named(row) for row in rows.values())


def test_the_soak_tests_are_all_on_the_page_of_faults():
    """A fault that is tested is also told of."""
    page = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    told = {name for _, name in named(page)}
    for file in ("test_process_faults.py", "test_served.py"):
        tests = re.findall(
            r"^def (test_\w+)\(", (ROOT / "tests" / "soak" / file).read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        assert set(tests) - {"test_the_guard_refuses_to_write"} <= told
