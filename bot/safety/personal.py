"""Requests to decide or judge for one person: eligibility, dose, medicines, results, outlook, whom to believe."""

from bot.safety.compiled import CompiledSafety
from bot.safety.notation import keys_of
from bot.safety.signs import names_a_person


def asks_for_advice(text: str, compiled: CompiledSafety) -> str | None:
    """The phrase that makes the text (clauses joined by spaces) a request for personal advice, or None."""
    patterns = compiled.personal
    keys = keys_of(text)
    if not any(phrases.among(keys) for phrases in (patterns.always, patterns.values, patterns.with_person)):
        return None
    bare = patterns.never.cut(text, keys, " ¤ ")
    if hit := patterns.always.search(bare, keys):
        return hit[0]
    if (hit := patterns.values.search(bare, keys)) and not patterns.research.search(bare, keys):
        return hit[0]
    hit = patterns.with_person.search(bare, keys)
    return hit[0] if hit and names_a_person(bare, keys, compiled.frames) else None
