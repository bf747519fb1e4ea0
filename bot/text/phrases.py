"""Finding any of many phrases in a folded text. Latin phrases are whole words; Chinese ones may stand anywhere."""

import re
from collections.abc import Iterable

from bot.text.normalise import fold_all

NOTHING = re.compile(r"(?!)")


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases, for a text folded by `fold`; longest first. Matches nothing if there are none."""
    parts = set(map(_part, fold_all([phrase for phrase in phrases if phrase.strip()])))
    if not parts:
        return NOTHING
    return re.compile("|".join(sorted(parts, key=lambda part: (-len(part), part))))


def _part(phrase: str) -> str:
    escaped = r"\s+".join(re.escape(word) for word in phrase.split())
    before = r"(?<![a-z0-9])" if _is_latin(phrase[0]) else ""
    after = r"(?![a-z0-9])" if _is_latin(phrase[-1]) else ""
    return f"{before}{escaped}{after}"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
