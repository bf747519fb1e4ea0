"""What is asked: the questions of the test cases, and texts made from them that are long or dense."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from bot.text.scripts import has_han

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
CLEAR = {"answer", "not_covered"}
"""Kinds of reply that have an intent."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the intents that are right for it."""

    text: str
    intents: frozenset[str]


def with_intent() -> tuple[Question, ...]:
    """The questions whose right reply is an answer or "not covered": those that a ranking can be right about."""
    cases = [case for case in _cases("questions") if case.get("intent") and set(case["kind"]) <= CLEAR]
    return tuple(Question(case["q"], frozenset(case["intent"])) for case in cases)


def long_chinese(length: int = 300) -> str:
    """Chinese questions one after another, without a break, as long as a question may be."""
    return _run((case["q"] for case in _cases("questions")), length)


def dangerous_chinese(length: int = 2000) -> str:
    """Danger signs without a break between them, as much as the safety screen reads."""
    return _run((case["q"] for case in _cases("safety") if "emergency" in case["kind"]), length)


def _run(texts: Iterable[str], length: int) -> str:
    """The Chinese characters of the texts, over and over."""
    return "".join(islice(cycle(char for text in texts for char in text if has_han(char)), length))


def _cases(name: str) -> list[Mapping[str, Any]]:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]
