"""Gates: rules on names that overrule the ranking, because no score can see them. All names come from the lexicon."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.matching.index import OUT_OF_SCOPE
from bot.matching.names import Found, Phrasebook, build_phrasebook
from bot.model.matching_lexicon import ForeignFile, ForeignGroup, MatchingLexicon, Redirect
from bot.model.turn import Candidate
from bot.text.phrases import phrase_pattern

_TREATMENT, _SHORT, _LIVER, _REFERS, _EFFECT, _OURS = "=treatment", "=short", "=liver", "=refers", "=effect", "=ours"
"""Labels of the words around a foreign name; the label of a name is the id of its group."""
_AROUND = frozenset((_TREATMENT, _SHORT, _LIVER, _REFERS, _EFFECT, _OURS))
_ABOUT_US = {_TREATMENT, _SHORT, _REFERS}
_PASSING = (_SHORT, _REFERS, _EFFECT)
_SENTENCES = re.compile(r"(?<=[.。!?;\n])\s*")
_ASKS = ("?", "吗", "呢", "么", "咩")


@dataclass(frozen=True, slots=True)
class CompiledRedirect:
    """A redirect with its names as patterns."""

    rule: Redirect
    names: re.Pattern[str]
    beside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CompiledGates:
    """All gates, in the order of the lexicon."""

    book: Phrasebook
    groups: Mapping[str, ForeignGroup]
    effects: frozenset[str]
    """Intents that may speak of a foreign name as something that the treatment causes."""
    redirects: tuple[CompiledRedirect, ...]


@dataclass(frozen=True, slots=True)
class Gated:
    """Candidates after the gates, best first, and what fired ("hormones-and-metabolism: diabetes")."""

    candidates: tuple[Candidate, ...]
    fired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the gates see it: the foreign names, and the labels of the words around them."""

    names: tuple[Found, ...]
    around: frozenset[str]

    def names_treatment(self) -> bool:
        """True if the treatment is named, in full or in short."""
        return _TREATMENT in self.around or _SHORT in self.around

    def names_ours_in_full(self) -> bool:
        """True if the treatment is named in words that mean nothing else, or the liver."""
        return _TREATMENT in self.around or _LIVER in self.around

    def points_at_ours(self) -> bool:
        """True if the treatment or the liver is named, or pointed back at."""
        return self.names_treatment() or _LIVER in self.around or _REFERS in self.around


def compile_gates(lexicon: MatchingLexicon) -> CompiledGates:
    """The gates of the lexicon, ready for use."""
    foreign = lexicon.foreign
    return CompiledGates(
        book=_book(foreign),
        groups={group.id: group for group in foreign.groups},
        effects=frozenset(foreign.effects.intents),
        redirects=tuple(
            CompiledRedirect(r, phrase_pattern(r.names), phrase_pattern(r.beside)) for r in lexicon.redirects
        ),
    )


def apply_gates(folded: str, candidates: Sequence[Candidate], gates: CompiledGates) -> Gated:
    """Let the first group of foreign names that fires, or else the first redirect, reorder a question's candidates.

    An intent that a gate chooses leads with score 1; where a group says "not understood", OUT_OF_SCOPE does. No other
    competes with it: the rest stay with score 0, in their order, as the nearest questions to offer.
    """
    best = next((candidate.intent for candidate in candidates if candidate.intent != OUT_OF_SCOPE), None)
    reading = _read(folded, gates.book)
    for name in _in_order(reading.names, gates.groups):
        group = gates.groups[name.label]
        intent = _destination(group, reading) or OUT_OF_SCOPE
        if intent == best or not _is_free(group, best, reading, gates.effects):
            return Gated(_led_by(intent, candidates), (f"{group.id}: {name.phrase}",))
    for redirect in gates.redirects:
        named = redirect.names.search(folded)
        decided = best == redirect.rule.intent or best in redirect.rule.instead_of
        if named and decided and redirect.beside.search(folded):
            return Gated(_led_by(redirect.rule.intent, candidates), (f"{redirect.rule.id}: {named[0]}",))
    return Gated(tuple(candidates))


def _book(foreign: ForeignFile) -> Phrasebook:
    phrases = {
        _TREATMENT: foreign.treatment,
        _SHORT: foreign.treatment_short,
        _LIVER: foreign.liver,
        _REFERS: foreign.refers,
        _EFFECT: foreign.effects.words,
        _OURS: foreign.ours,
    }
    names = {group.id: group.names for group in foreign.groups}
    # Everyday words have too many neighbours for slips: working is not worming, and concerns are not concerts.
    mistyped = {group.id for group in foreign.groups if not group.yields}
    return build_phrasebook(phrases | names, _PASSING, mistyped)


def _read(folded: str, book: Phrasebook) -> Reading:
    """Read a question clause by clause; what only describes a person does not count as a foreign name.

    "She has diabetes and cirrhosis, do the cells help" is a question about the liver.
    """
    clauses: list[tuple[bool, tuple[Found, ...]]] = []
    for sentence in filter(None, _SENTENCES.split(folded)):
        asks = sentence.rstrip().endswith(_ASKS)
        clauses.extend((asks, book.read(clause)) for clause in sentence.split(",") if clause)
    around = frozenset(one.label for _, found in clauses for one in found if one.label in _AROUND)
    if _LIVER in around and len(clauses) > 1:
        clauses = _told_apart(clauses)
    return Reading(tuple(one for _, found in clauses for one in found if one.label not in _AROUND), around)


def _told_apart(clauses: list[tuple[bool, tuple[Found, ...]]]) -> list[tuple[bool, tuple[Found, ...]]]:
    """The clauses without those that tell of a person: sentences beside one that asks, or a clause on the liver too."""
    asking = [clause for clause in clauses if clause[0]] or clauses
    rest = [(asks, found) for asks, found in asking if not _describes({one.label for one in found})]
    return rest if any(_ABOUT_US & {one.label for one in found} for _, found in rest) else asking


def _describes(labels: set[str]) -> bool:
    return _LIVER in labels and not labels & {_TREATMENT, _SHORT}


def _in_order(names: Sequence[Found], groups: Mapping[str, ForeignGroup]) -> list[Found]:
    """The names, those of the group that stands first in the lexicon first."""
    if len(names) < 2:
        return list(names)
    order = list(groups)
    return sorted(names, key=lambda name: order.index(name.label))


def _is_free(group: ForeignGroup, best: str | None, reading: Reading, effects: frozenset[str]) -> bool:
    """True if the best intent may answer although a name of the group stands in the question."""
    if group.yields and reading.names_ours_in_full():
        return True
    if _as_effect(group, reading) and (best in effects or reading.names_treatment()):
        return best in effects
    return best in group.allowed or (best in group.allowed_beside and reading.points_at_ours())


def _as_effect(group: ForeignGroup, reading: Reading) -> bool:
    """True if the question is whether the treatment, or what is pointed at, causes such a thing."""
    asked = group.as_effect is not None and _EFFECT in reading.around
    return asked and (reading.names_treatment() or _REFERS in reading.around)


def _destination(group: ForeignGroup, reading: Reading) -> str | None:
    if reading.names_treatment() and _as_effect(group, reading):
        return group.as_effect
    if reading.names_treatment():
        return group.with_treatment
    return group.with_liver if _LIVER in reading.around else group.otherwise


def _led_by(intent: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    rest = [c.intent for c in candidates if c.intent not in (intent, OUT_OF_SCOPE)]
    return (Candidate(intent, 1.0), *(Candidate(other, 0.0) for other in rest))
