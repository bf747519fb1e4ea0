"""The knowledge base with everything that is worked out from it once: index, thresholds, compiled word lists."""

from dataclasses import dataclass

from bot.matching.calibrate import calibrate
from bot.matching.concepts import compile_concepts
from bot.matching.decide import Thresholds
from bot.matching.gates import CompiledGates, compile_gates
from bot.matching.index import Example, Index, learn, restore_index
from bot.matching.postings import Floats
from bot.model.knowledge import Knowledge
from bot.model.spans import Text
from bot.safety.screen import CompiledSafety, compile_lexicon
from bot.slots.extract import CompiledSlots, compile_slots

SMALLTALK = "smalltalk:"
"""Prefix of the labels that stand for greetings, thanks and the like in the index."""


@dataclass(frozen=True)
class Trained:
    """What a turn needs. Frozen; safe to share between threads."""

    knowledge: Knowledge
    index: Index
    thresholds: Thresholds
    gates: CompiledGates
    safety: CompiledSafety
    slots: CompiledSlots


@dataclass(frozen=True)
class Table:
    """What learning yields: small, and worth keeping, because learning is the longest part of a start."""

    coefficients: Floats
    thresholds: Thresholds


def learn_table(knowledge: Knowledge) -> Table:
    """Learn from the utterances. Deterministic; takes some seconds."""
    index, rehearsal = learn(examples(knowledge), compile_concepts(knowledge.lexicon.matching.concepts))
    return Table(index.coefficients, calibrate(index, rehearsal))


def train(knowledge: Knowledge, table: Table | None = None) -> Trained:
    """Everything a turn needs. A table that was learnt before from the same knowledge saves learning it again.

    Raises:
        ValueError: the table was learnt from other examples.
    """
    lexicon = knowledge.lexicon
    table = table or learn_table(knowledge)
    concepts = compile_concepts(lexicon.matching.concepts)
    return Trained(
        knowledge=knowledge,
        index=restore_index(examples(knowledge), table.coefficients, concepts),
        thresholds=table.thresholds,
        gates=compile_gates(lexicon.matching),
        safety=compile_lexicon(lexicon.safety),
        slots=compile_slots(lexicon.slots),
    )


def examples(knowledge: Knowledge) -> tuple[Example, ...]:
    """Everything the ranking learns from: utterances, canonical questions, smalltalk, and what is not ours."""
    pairs = [(text, intent) for intent, texts in knowledge.utterances.items() for text in texts]
    pairs += [(text, SMALLTALK + kind) for kind, texts in knowledge.lexicon.smalltalk.items() for text in texts]
    questions = [(text, intent) for intent, texts in canonical_questions(knowledge).items() for text in texts]
    ours = [Example(text, label) for text, label in (*pairs, *questions)]
    return (*ours, *(Example(text, None) for text in knowledge.out_of_scope))


def canonical_questions(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """The question of each intent in each language, as text. Questions hold no placeholders."""
    return {
        intent: tuple(
            "".join(span.text for span in content.answers[intent].question if isinstance(span, Text))
            for content in knowledge.locales.values()
        )
        for intent in knowledge.intents
    }
