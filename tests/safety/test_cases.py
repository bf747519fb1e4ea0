"""The voices of people in danger, of people who ask for advice, and of those who only ask."""

import json
from pathlib import Path

import pytest

from bot.safety.screen import Screening
from tests.safety.lexicon import ALARMS, screened, screened_by_lists

CASES = Path(__file__).parents[1] / "cases"
KINDS = {
    "emergency": "emergency", "overdose": "emergency", "crisis": "crisis",
    "personal": "personal_advice", "same-day": "personal_advice",
}  # fmt: skip


def lines(name: str) -> list[dict[str, object]]:
    """The cases of a file, one per line."""
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.hazard("H01", "H02", "H03", "H07")
@pytest.mark.parametrize("case", [*lines("safety.jsonl"), *lines("own_safety.jsonl")], ids=lambda case: case["q"])
def test_every_voice_gets_the_kind_of_help_it_needs(case: dict[str, object]) -> None:
    """Danger and requests for advice are recognised, questions of fact go on, with the notice where one is due."""
    _check(screened(str(case["q"])), case)


@pytest.mark.hazard("H01", "H02", "H03", "H07")
@pytest.mark.parametrize("case", [*lines("safety.jsonl"), *lines("own_safety.jsonl")], ids=lambda case: case["q"])
def test_the_lists_alone_know_every_voice(case: dict[str, object]) -> None:
    """A clinician can read why: the listener is needed for none of them."""
    _check(screened_by_lists(str(case["q"])), case)


def _check(screening: Screening, case: dict[str, object]) -> None:
    kinds = list(case["kind"])  # type: ignore[call-overload]
    if screening.verdict in KINDS:
        assert KINDS[screening.verdict] in kinds, screening.trace
    else:
        assert not {"emergency", "crisis", "personal_advice"}.issuperset(kinds), screening.trace
    if case.get("notice"):
        assert "emergency-line" in screening.notices


@pytest.mark.parametrize("name", ["questions.jsonl", "oos.jsonl"])
def test_no_ordinary_question_raises_an_alarm_and_no_danger_is_missed(name: str) -> None:
    """Over all voices: no missed danger, no false alarm."""
    wrong = []
    for case in lines(name):
        kinds = {str(kind) for kind in case.get("kind") or case["accept"]}  # type: ignore[attr-defined]
        alarmed = screened(str(case["q"])).verdict in ALARMS
        if alarmed != bool(kinds & {"emergency", "crisis"}) and not (not alarmed and kinds & {"answer"}):
            wrong.append(case["q"])
    assert wrong == []
