"""Claims that a question takes for granted, and attempts to make the program say or be something else."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.safety_lexicon import PremiseFile
from bot.safety.notation import NOTHING_KNOWN, Known, Phrase, compile_phrase, fold_parts, plain_all
from bot.safety.phrases import Offer, Phrases, Shelf, offer_of

PRESSURE = "pressure"
"""Stands for an attempt to make the program say or be something else."""
_PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Premises:
    """All phrases with the claim that each makes."""

    phrases: Phrases
    claims: Mapping[Phrase, str]


def compile_premises(file: PremiseFile, shelf: Shelf, known: Known = NOTHING_KNOWN) -> Premises:
    """Compile the claims of the lexicon into a list of this shelf.

    Raises:
        ValueError: a phrase outside the notation.
    """
    written = [(claim.id, phrase) for claim in file.premises for phrase in claim.phrases]
    written += [(PRESSURE, phrase) for phrase in file.pressure]
    parts, forms = fold_parts(file.parts, known), plain_all((phrase for _, phrase in written), known)
    claims = {compile_phrase(phrase, parts, forms[phrase]): id for id, phrase in written}
    return Premises(shelf.add(claims), claims)


def claimed(text: str, offer: Offer, premises: Premises) -> tuple[str, ...]:
    """Ids of the claims in the text (clauses joined by spaces), each once, in the order of the lexicon."""
    if "%" in text:
        text = text.replace("%", f" {_PERCENT} ").replace("  ", " ")
        offer = offer_of(text)
    phrases = premises.phrases.among(offer)
    return tuple(dict.fromkeys(premises.claims[phrase] for phrase in phrases if phrase.pattern.search(text)))
