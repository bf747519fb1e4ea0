"""The knowledge base with everything that is worked out from it once: matcher, thresholds, compiled word lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from bot.classifier.arrays import Floats, Ints
from bot.classifier.concepts import compile_concepts
from bot.matching.calibrate import calibrate, held_out
from bot.matching.decide import FAMILY, Thresholds
from bot.matching.gates import CompiledGates, compile_gates
from bot.matching.index import Example, Index
from bot.matching.learning import learn
from bot.matching.meaning import Encoder
from bot.matching.pinyin import PinyinReader, learn_pinyin
from bot.matching.rank import Matcher
from bot.model.knowledge import Knowledge
from bot.model.spans import Text
from bot.safety.listener import Listener
from bot.safety.listener_learning import learn_listener
from bot.safety.screen import CompiledSafety, compile_lexicon
from bot.slots.extract import CompiledSlots, compile_slots
from bot.slots.followup_words import plain
from bot.text.normalise import fold_all

SMALLTALK = f"smalltalk{FAMILY}"
"""Prefix of the labels that stand for greetings, thanks and the like in the index."""


@dataclass(frozen=True)
class Trained:
    """What a turn needs. Frozen; safe to share between threads."""

    knowledge: Knowledge
    matcher: Matcher
    thresholds: Thresholds
    gates: CompiledGates
    safety: CompiledSafety
    slots: CompiledSlots
    pinyin: PinyinReader
    canonical: Mapping[str, frozenset[str]]
    """The question of each intent, in every language, without punctuation."""


@dataclass(frozen=True)
class Calibration:
    """What cross-validation over the examples says: the thresholds, and how well the ranking does at them."""

    thresholds: Thresholds
    accuracy: float
    """Share of our own examples whose intent comes first when they are held out."""
    accuracy_at_3: float


@dataclass(frozen=True)
class Learnt:
    """What learning yields: worth keeping, because learning is by far the longest part of a start."""

    index: Index
    pinyin: PinyinReader
    light: Calibration
    full: Calibration | None = None
    """With the sentence encoder …"""
    encoder: str = ""
    """… of this name; empty where none was at hand."""
    listener: Listener | None = None
    """The screen's second ear, where the content has examples of danger."""


def learn_from(knowledge: Knowledge, encoder: Encoder | None = None, listener: Listener | None = None) -> Learnt:
    """Learn from the utterances. Deterministic; takes a minute or two, and as long again with the encoder.

    A `listener` at hand is taken as it is, which saves a minute: one example of a question hardly changes it.
    """
    known, pinyin = examples(knowledge), pinyin_of(knowledge)
    meant = as_meant(known, pinyin)
    index, rehearsal = learn(meant, compile_concepts(knowledge.lexicon.matching.concepts), encoder)
    light = _calibration(index, rehearsal.owners, rehearsal.light)
    listener = listener or learn_listener(
        {told: [pinyin.meant(text) for text in texts] for told, texts in knowledge.lexicon.safety.examples.items()},
        [one.text for one in meant],
    )
    if encoder is None or rehearsal.full is None:
        return Learnt(index, pinyin, light, listener=listener)
    full = _calibration(index, rehearsal.owners, rehearsal.full)
    return Learnt(index, pinyin, light, full, encoder.name, listener)


def train(knowledge: Knowledge, learnt: Learnt, encoder: Encoder | None = None) -> Trained:
    """Everything a turn needs. Meaning counts where the encoder that was learnt with is at hand."""
    fitting = encoder if encoder is not None and encoder.name == learnt.encoder else None
    calibration = learnt.full if fitting is not None and learnt.full is not None else learnt.light
    matcher = Matcher(learnt.index, compile_concepts(knowledge.lexicon.matching.concepts), fitting)
    safety = compile_lexicon(knowledge.lexicon.safety, learnt.listener)
    return with_words(matcher, learnt.pinyin, calibration.thresholds, safety, knowledge)


def with_words(
    matcher: Matcher, pinyin: PinyinReader, thresholds: Thresholds, safety: CompiledSafety, knowledge: Knowledge
) -> Trained:
    """What was learnt, the screen, and the other word lists of the knowledge, compiled: everything a turn needs."""
    lexicon = knowledge.lexicon
    return Trained(
        knowledge=knowledge,
        matcher=matcher,
        thresholds=thresholds,
        gates=compile_gates(lexicon.matching),
        safety=safety,
        slots=compile_slots(lexicon.slots),
        pinyin=pinyin,
        canonical={
            intent: frozenset(map(plain, fold_all(texts))) for intent, texts in canonical_questions(knowledge).items()
        },
    )


def examples(knowledge: Knowledge) -> tuple[Example, ...]:
    """Everything the ranking learns from: utterances, canonical questions, smalltalk, and what is not ours."""
    pairs = [(text, intent) for intent, texts in knowledge.utterances.items() for text in texts]
    pairs += [(text, SMALLTALK + kind) for kind, texts in knowledge.lexicon.smalltalk.items() for text in texts]
    questions = [(text, intent) for intent, texts in canonical_questions(knowledge).items() for text in texts]
    ours = [Example(text, label) for text, label in (*pairs, *questions)]
    return (*ours, *(Example(text, None) for text in knowledge.out_of_scope))


def pinyin_of(knowledge: Knowledge) -> PinyinReader:
    """A reader of pinyin that knows what people ask and tell here, in all examples."""
    danger = chain.from_iterable(knowledge.lexicon.safety.examples.values())
    return learn_pinyin([*(one.text for one in examples(knowledge)), *danger])


def as_meant(known: Iterable[Example], pinyin: PinyinReader) -> list[Example]:
    """The examples with their pinyin in characters, as a question comes to the ranking."""
    return [replace(one, text=pinyin.meant(one.text)) for one in known]


def canonical_questions(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """The question of each intent in each language, as text. Questions hold no placeholders."""
    return {
        intent: tuple(
            "".join(span.text for span in content.answers[intent].question if isinstance(span, Text))
            for content in knowledge.locales.values()
        )
        for intent in knowledge.intents
    }


def _calibration(index: Index, owners: Ints, chances: Floats) -> Calibration:
    held = held_out(index, owners, chances)
    return Calibration(calibrate(held), held.accuracy, held.accuracy_at_3)
