"""Gates: rules on names that overrule the ranking, because no score can see them. All names come from the lexicon."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.matching.index import OUT_OF_SCOPE
from bot.model.matching_lexicon import MatchingLexicon, Redirect, Veto
from bot.model.turn import Candidate
from bot.text.normalise import fold
from bot.text.phrases import phrase_pattern


@dataclass(frozen=True, slots=True)
class CompiledVeto:
    """A veto with its names as a pattern."""

    rule: Veto
    names: re.Pattern[str]
    spared: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CompiledRedirect:
    """A redirect with its names as patterns."""

    rule: Redirect
    names: re.Pattern[str]
    beside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CompiledGates:
    """All gates, in the order of the lexicon."""

    treatment: re.Pattern[str]
    vetoes: tuple[CompiledVeto, ...]
    redirects: tuple[CompiledRedirect, ...]


@dataclass(frozen=True, slots=True)
class Gated:
    """Candidates after the gates, best first, and what fired ("other-diseases: diabetes")."""

    candidates: tuple[Candidate, ...]
    fired: tuple[str, ...] = ()


def compile_gates(lexicon: MatchingLexicon) -> CompiledGates:
    """The gates of the lexicon, ready for use."""
    return CompiledGates(
        treatment=phrase_pattern(lexicon.treatment),
        vetoes=tuple(CompiledVeto(v, phrase_pattern(v.names), phrase_pattern(v.spared)) for v in lexicon.vetoes),
        redirects=tuple(
            CompiledRedirect(r, phrase_pattern(r.names), phrase_pattern(r.beside)) for r in lexicon.redirects
        ),
    )


def apply_gates(question: str, candidates: Sequence[Candidate], gates: CompiledGates) -> Gated:
    """Let the first veto that fires, or else the first redirect, reorder the candidates.

    An intent that a gate chooses leads with score 1, and "out of scope" no longer competes with it; where a veto says
    "not understood", OUT_OF_SCOPE leads with score 1. The other candidates stay, as the nearest questions to offer.
    """
    folded = fold(question)
    best = next((candidate.intent for candidate in candidates if candidate.intent != OUT_OF_SCOPE), None)
    for veto in gates.vetoes:
        found = veto.names.search(veto.spared.sub(" ", folded))
        if found and best not in veto.rule.allowed:
            about_treatment = veto.rule.with_treatment is not None and gates.treatment.search(folded)
            intent = veto.rule.with_treatment if about_treatment else None
            return Gated(_led_by(intent or OUT_OF_SCOPE, candidates), (f"{veto.rule.id}: {found[0]}",))
    for redirect in gates.redirects:
        named = redirect.names.search(folded)
        if named and best in redirect.rule.instead_of and redirect.beside.search(folded):
            return Gated(_led_by(redirect.rule.intent, candidates), (f"{redirect.rule.id}: {named[0]}",))
    return Gated(tuple(candidates))


def _led_by(intent: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    rest = [c for c in candidates if c.intent != intent and (c.intent != OUT_OF_SCOPE or intent == OUT_OF_SCOPE)]
    return (Candidate(intent, 1.0), *rest)
