"""The hazard log and the pages made from it are as the tests are."""

import re

from tests.safety.documents import FOLDER, Share, hazards, hazards_page, marked, results_page

DIGITS = re.compile(r"\d+(?:\.\d+)?")
RATINGS = {1, 2, 3, 4, 5}


def test_every_hazard_has_a_test_and_every_test_a_hazard() -> None:
    """A hazard without a proof, or a mark that names no hazard, fails here."""
    assert set(marked()) == {hazard["id"] for hazard in hazards()}


def test_every_hazard_is_complete() -> None:
    """Cause, harm, control and ratings; a control never makes it worse."""
    for hazard in hazards():
        assert set(hazard) == {"id", "hazard", "cause", "harm", "before", "after", "control"}
        before, after = hazard["before"], hazard["after"]
        assert {*before.values(), *after.values()} <= RATINGS
        assert after["likelihood"] <= before["likelihood"] and after["severity"] <= before["severity"]


def test_the_hazard_page_is_up_to_date() -> None:
    """`make safety` would write the same page."""
    assert (FOLDER / "hazards.md").read_text(encoding="utf-8") == hazards_page()


def test_the_results_page_is_up_to_date_in_form() -> None:
    """The same tests, rows and limits; the figures are those of the day it was written."""
    written = (FOLDER / "results.md").read_text(encoding="utf-8")
    names = re.findall(r"^\| ([^|]+?) \| \d+ \|", written, flags=re.MULTILINE)
    again = results_page([Share(name, 1, 1) for name in names])
    assert len(names) >= 5
    assert DIGITS.sub("#", written) == DIGITS.sub("#", again)


def test_the_hand_over_says_what_this_is_not() -> None:
    """Plain words for the clinic, and a place to sign."""
    page = (FOLDER / "handover.md").read_text(encoding="utf-8")
    for words in ("Not a medical device", "Not a diagnosis", "Not a triage score", "Not reviewed by a clinician"):
        assert words in page
    assert "## What the clinic must sign" in page
