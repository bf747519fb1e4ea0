"""Requests to decide or judge for one person: eligibility, dose, medicines, results, outlook, whom to believe."""

from collections.abc import Mapping

from bot.safety.compiled import CompiledSafety
from bot.safety.notation import Phrase, keys_of


def asks_for_advice(text: str, compiled: CompiledSafety) -> str | None:
    """The phrase that makes the text (clauses joined by spaces) a request for personal advice, or None."""
    patterns, frames = compiled.personal, compiled.frames
    keys = keys_of(text)
    if not (_candidates(patterns.always, keys) or _candidates(patterns.with_person, keys)):
        return None
    bare = patterns.never.sub(" ¤ ", text)
    if phrase := _first(patterns.always, keys, bare):
        return phrase
    phrase = _first(patterns.with_person, keys, bare)
    spoken = frames.asking.sub(" ", bare) if phrase else ""
    return phrase if phrase and (frames.subjects.search(spoken) or frames.persons.search(spoken)) else None


def _candidates(index: Mapping[str, tuple[Phrase, ...]], keys: set[str]) -> list[Phrase]:
    return list(dict.fromkeys(phrase for key in keys for phrase in index.get(key, ())))


def _first(index: Mapping[str, tuple[Phrase, ...]], keys: set[str], text: str) -> str | None:
    return next((p.written for p in _candidates(index, keys) if p.pattern.search(text)), None)
