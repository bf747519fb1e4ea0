"""Which outcome a question names, in medical or lay words, mistyped or in a homophone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.model.knowledge import Outcome
from bot.model.slot_lexicon import SlotLexicon
from bot.text.normalise import fold
from bot.text.phrases import phrase_pattern
from bot.text.scripts import HAN, has_han
from bot.text.sounds import blurred_sound

_WORD = re.compile(r"[a-z]{5,}")
_HAN_RUN = re.compile(f"[{HAN}]+")
_SHORTEST_SOUND = 3
_LONG = 7
_MOST_WORDS = 60
"""Words of one question that are compared with the misspelt; questions have fewer."""


@dataclass(frozen=True, slots=True)
class CompiledOutcomes:
    """Patterns and tables for reading outcomes."""

    names: re.Pattern[str]
    names_in_chinese: re.Pattern[str]
    """Names that are English words too: they count in a text with Chinese characters only."""
    owners: Mapping[str, Outcome]
    """Outcome of each folded name."""
    spared: re.Pattern[str]
    words: Mapping[str, Outcome]
    """Long single Latin names, for mistyped words."""
    sounds: Mapping[tuple[str, ...], Outcome]
    """Chinese names of three characters and more by their sounds, for homophones."""


def compile_outcomes(lexicon: SlotLexicon) -> CompiledOutcomes:
    """The outcome words of the lexicon, ready for use."""
    owners = _owners(lexicon.outcomes)
    in_chinese = _owners(lexicon.outcomes_in_chinese)
    return CompiledOutcomes(
        names=phrase_pattern(owners),
        names_in_chinese=phrase_pattern(in_chinese),
        owners=owners | in_chinese,
        spared=phrase_pattern(lexicon.not_outcomes),
        words={word: name for word, name in owners.items() if _WORD.fullmatch(word)},
        sounds={
            tuple(map(blurred_sound, word)): name
            for word, name in owners.items()
            if len(word) >= _SHORTEST_SOUND and _HAN_RUN.fullmatch(word)
        },
    )


def find_outcome(folded: str, outcomes: CompiledOutcomes) -> Outcome | None:
    """The one outcome a folded question names; None where it names none or several."""
    text = outcomes.spared.sub(" ", folded)
    matches = (match for names in _names(text, outcomes) for match in names.finditer(text))
    named = {outcomes.owners[" ".join(match[0].split())] for match in matches}
    named = named or _misspelt(text, outcomes) | _homophones(text, outcomes)
    return named.pop() if len(named) == 1 else None


def without_outcomes(folded: str, outcomes: CompiledOutcomes) -> str:
    """A folded text with a space for every name of an outcome."""
    for names in _names(folded, outcomes):
        folded = names.sub(" ", folded)
    return folded


def _owners(names: Mapping[Outcome, tuple[str, ...]]) -> dict[str, Outcome]:
    return {fold(word): name for name, words in names.items() for word in words}


def _names(text: str, outcomes: CompiledOutcomes) -> tuple[re.Pattern[str], ...]:
    return (outcomes.names, outcomes.names_in_chinese) if has_han(text) else (outcomes.names,)


def _misspelt(text: str, outcomes: CompiledOutcomes) -> set[Outcome]:
    found: set[Outcome] = set()
    for word in _WORD.findall(text)[:_MOST_WORDS]:
        for name, outcome in outcomes.words.items():
            slips = 2 if len(name) >= _LONG else 1
            if word[0] == name[0] and OSA.distance(word, name, score_cutoff=slips) <= slips:
                found.add(outcome)
    return found


def _homophones(text: str, outcomes: CompiledOutcomes) -> set[Outcome]:
    found: set[Outcome] = set()
    sizes = {len(sounds) for sounds in outcomes.sounds}
    for run in _HAN_RUN.findall(text):
        heard = tuple(map(blurred_sound, run))
        windows = (heard[start : start + size] for size in sizes for start in range(len(heard) - size + 1))
        found |= {outcomes.sounds[window] for window in windows if window in outcomes.sounds}
    return found
