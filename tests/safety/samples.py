"""Sentences that the proofs of the screen start from: our own cases, and one list of plain sentences for each sign."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.safety.lexicon import ALARMS, LEXICON, screened

CASES = Path(__file__).parents[1] / "cases"
URGENT = {"emergency", "crisis"}
SAME_DAY = frozenset(sign.id for sign in LEXICON.redflags.signs if sign.level == "same-day")


@cache
def lines(name: str) -> tuple[Mapping[str, Any], ...]:
    """The cases of a file, one per line."""
    return tuple(json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines())


@cache
def flags() -> tuple[Mapping[str, str], ...]:
    """Plain sentences that name one danger sign each: `sign`, `q`."""
    return lines("flags.jsonl")


@cache
def alarming() -> tuple[str, ...]:
    """The plain sentences that are an alarm by themselves."""
    return tuple(flag["q"] for flag in flags() if screened(flag["q"]).verdict in ALARMS)


@cache
def urgent() -> tuple[str, ...]:
    """Our own cases of danger and crisis."""
    return tuple(case["q"] for case in _ours() if set(case["kind"]) <= URGENT)


@cache
def calm() -> tuple[str, ...]:
    """Our own cases in which no alarm is right: questions of fact, small talk, and what only looks like danger."""
    return tuple(case["q"] for case in _ours() if not set(case["kind"]) & {*URGENT, "personal_advice"})


def _ours() -> list[Mapping[str, Any]]:
    every = (*lines("safety.jsonl"), *lines("own_safety.jsonl"))
    return [case for case in every if not case.get("soft")]
