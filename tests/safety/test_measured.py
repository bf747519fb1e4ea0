"""The results that readers are shown are the results."""

import json

from tests.safety.measured import STORED, measured


def test_the_results_on_the_page_are_those_of_today() -> None:
    """Where this fails, `python -m tests.safety.measured` writes them anew."""
    assert json.loads(STORED.read_text(encoding="utf-8")) == measured()
