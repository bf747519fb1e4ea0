"""Whether a new example says, but for case and punctuation, what stands elsewhere already."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from bot.model.knowledge import Knowledge
from bot.rendering.plain import spans_text
from bot.slots.followup_words import plain
from bot.text.normalise import fold, fold_all

Taken = Literal["taken-title", "taken-example", "taken-case"]


def taken(text: str, intent: str, knowledge: Knowledge, checkout: Path) -> Taken | None:
    """What a wording of a question stands in the way of: another's title, an example, a line of the tests' cases."""
    said = plain(fold(text))
    titles = [
        spans_text(answer.question, locale)
        for locale, content in knowledge.locales.items()
        for id, answer in content.answers.items()
        if id != intent
    ]
    if said in _plain(titles):
        return "taken-title"
    if said in _plain([one for examples in knowledge.utterances.values() for one in examples]):
        return "taken-example"
    return "taken-case" if said in _plain(list(_cases(checkout / "tests" / "cases"))) else None


def _plain(texts: Sequence[str]) -> set[str]:
    return set(map(plain, fold_all(texts)))


def _cases(folder: Path) -> Iterator[str]:
    """The questions of every case file; a line that is none is left to the tests."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            try:
                case: Any = json.loads(line)
            except ValueError:
                continue
            for turn in case.get("turns", [case]) if isinstance(case, dict) else ():
                if isinstance(turn, dict) and isinstance(turn.get("q"), str):
                    yield turn["q"]
