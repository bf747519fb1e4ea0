"""How often the safety screen is right about our test messages: `python -m tests.safety.measured` renews what /about shows."""

import json
from collections import Counter
from pathlib import Path

from tests.safety.lexicon import ALARMS, screened

CASES = Path(__file__).parents[1] / "cases"
STORED = Path(__file__).parents[2] / "content" / "measured" / "safety.json"
FILES = ("safety.jsonl", "own_safety.jsonl")
DANGER = {"emergency", "crisis"}


def measured() -> dict[str, int]:
    """Messages of danger and how many were found, other messages and how many raised a false alarm."""
    counts = Counter(danger=0, found=0, harmless=0, alarms=0)
    for file in FILES:
        for line in (CASES / file).read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            alarmed = screened(case["q"]).verdict in ALARMS
            if DANGER.issuperset(case["kind"]):
                counts.update(danger=1, found=int(alarmed))
            elif DANGER.isdisjoint(case["kind"]):
                counts.update(harmless=1, alarms=int(alarmed))
    return dict(counts)


if __name__ == "__main__":
    STORED.parent.mkdir(exist_ok=True)
    STORED.write_text(json.dumps(measured(), indent=2) + "\n", encoding="utf-8")
