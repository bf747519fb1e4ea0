"""The word lists of `content/lexicon/`: everything a clinician or editor may extend without touching code."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.editorial_lexicon import EditorialLexicon
from bot.model.matching_lexicon import MatchingLexicon
from bot.model.safety_lexicon import SafetyLexicon
from bot.model.slot_lexicon import SlotLexicon


@dataclass(frozen=True)
class Lexicon:
    """All word lists, each for the stage that reads it."""

    editorial: EditorialLexicon
    matching: MatchingLexicon
    safety: SafetyLexicon
    slots: SlotLexicon
    smalltalk: Mapping[str, tuple[str, ...]]
