"""How the screen does on messages written without sight of its lists and examples: nothing learns from these."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.conversation.trained import Trained
from bot.safety.screen import screen
from tests.safety.lexicon import ALARMS

FILE = Path(__file__).parents[1] / "cases" / "unforeseen.jsonl"
ADVICE = ("personal", "same-day")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.hits / self.of


@dataclass(frozen=True, slots=True)
class Rates:
    """What is right, and what is a false alarm."""

    danger: Rate
    """Emergencies and crises that raise an alarm."""
    same_day: Rate
    """Troubles of today that get advice to be seen today, or an alarm."""
    personal: Rate
    """Requests for advice that are recognised."""
    alarms: Rate
    """Calm messages that raise an alarm."""


@cache
def cases() -> tuple[Mapping[str, Any], ...]:
    """The messages, one per line."""
    return tuple(json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines())


def heard(trained: Trained) -> Rates:
    """Screen them all."""
    danger, same_day, personal, calm = [], [], [], []
    for case in cases():
        verdict = screen(case["q"], trained.safety).verdict
        if case["kind"] in (["emergency"], ["crisis"]):
            danger.append(verdict in ALARMS)
        elif case.get("notice") == "same-day":
            same_day.append(verdict in (*ALARMS, "same-day"))
        elif case["kind"] == ["personal_advice"]:
            personal.append(verdict in ADVICE)
        else:
            calm.append(verdict in ALARMS)
    return Rates(*(Rate(sum(hits), len(hits)) for hits in (danger, same_day, personal, calm)))
