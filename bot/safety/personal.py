"""Requests to decide or judge for one person: eligibility, dose, medicines, results, outlook, whom to believe."""

from bot.safety.compiled import CompiledSafety
from bot.safety.notation import CUT
from bot.safety.phrases import Offer, first_of
from bot.safety.signs import names_a_person


def asks_for_advice(text: str, offer: Offer, compiled: CompiledSafety) -> str | None:
    """The phrase that makes the text (clauses joined by spaces) a request for personal advice, or None."""
    patterns = compiled.personal
    if not any(phrases.among(offer) for phrases in (patterns.always, patterns.values, patterns.with_person)):
        return None
    bare = patterns.never.cut(text, offer, f" {CUT} ")
    if hit := patterns.always.search(bare, offer):
        return hit[0]
    told = () if patterns.research.search(bare, offer) else patterns.values.among(offer)
    hit = first_of(told, bare) or patterns.with_person.search(bare, offer)
    return hit[0] if hit and names_a_person(bare, offer, compiled.frames) else None


def topic_of(text: str, offer: Offer, compiled: CompiledSafety) -> str:
    """What such a request is about: the first topic that has a phrase in the text, or "" where none has."""
    return next((topic for topic, phrases in compiled.personal.topics if phrases.search(text, offer)), "")
