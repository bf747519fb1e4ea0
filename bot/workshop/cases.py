"""Reading case files: questions, dialogues, safety, out of scope; and examples for the matcher alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.matching.index import Example
from bot.model.knowledge import LOCALES, Locale


class CaseError(Exception):
    """A case file that cannot be read. The message names the line (from 1) and what is wrong."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One question of a case with what is right for it."""

    question: str
    kinds: tuple[str, ...]
    """Acceptable kinds; empty: any."""
    intents: tuple[str, ...]
    """Acceptable intents; empty: any."""
    outcome: str | None
    weeks: int | None
    notice: bool
    """The reply must carry the notice `emergency-line`."""


@dataclass(frozen=True, slots=True)
class Case:
    """A line of a case file: one question, or the turns of a dialogue."""

    line: int
    locale: Locale
    turns: tuple[Expected, ...]
    soft: bool
    """Shown, but no goal counts it."""

    @property
    def is_dialogue(self) -> bool:
        """True for a case of several turns."""
        return len(self.turns) > 1


def read_cases(text: str) -> tuple[Case, ...]:
    """Cases of a JSON Lines text.

    Raises:
        CaseError: a line is not a case.
    """
    return tuple(_case(number, entry) for number, entry in _entries(text))


def read_examples(text: str) -> tuple[Example, ...]:
    """Examples of a JSON Lines text of `{"text", "intent"}`; intent null means out of scope.

    Raises:
        CaseError: a line is not an example.
    """
    return tuple(_example(number, entry) for number, entry in _entries(text))


def _entries(text: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                entry = json.loads(line)
            except ValueError:
                raise CaseError(f"line {number}: not JSON") from None
            if not isinstance(entry, dict):
                raise CaseError(f"line {number}: expected an object")
            yield number, entry


def _case(number: int, entry: Mapping[str, Any]) -> Case:
    locale = entry.get("locale")
    if locale not in LOCALES:
        raise CaseError(f"line {number}: locale {locale!r} is none of {', '.join(LOCALES)}")
    turns = entry.get("turns", [entry])
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, dict) for turn in turns):
        raise CaseError(f"line {number}: turns must be a list of objects")
    return Case(number, locale, tuple(_expected(number, turn) for turn in turns), bool(entry.get("soft", False)))


def _expected(number: int, turn: Mapping[str, Any]) -> Expected:
    question, weeks, outcome = turn.get("q"), turn.get("weeks"), turn.get("outcome")
    if not isinstance(question, str):
        raise CaseError(f"line {number}: q must be a text")
    if weeks is not None and not isinstance(weeks, int):
        raise CaseError(f"line {number}: weeks must be a whole number")
    return Expected(
        question=question,
        kinds=_names(number, turn, "accept" if "accept" in turn else "kind"),
        intents=_names(number, turn, "intent"),
        outcome=None if outcome is None else str(outcome),
        weeks=weeks,
        notice=bool(turn.get("notice", False)),
    )


def _names(number: int, turn: Mapping[str, Any], field: str) -> tuple[str, ...]:
    names = turn.get(field, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise CaseError(f"line {number}: {field} must be a list of texts")
    return tuple(names)


def _example(number: int, entry: Mapping[str, Any]) -> Example:
    text, intent = entry.get("text"), entry.get("intent")
    if not isinstance(text, str) or not (intent is None or isinstance(intent, str)):
        raise CaseError(f"line {number}: expected text, and intent as a text or null")
    return Example(text, intent)
