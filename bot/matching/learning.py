"""Learning: from examples to an index, and how well what was learnt does on examples that were held out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from bot.classifier.arrays import Floats, Ints
from bot.classifier.concepts import NO_CONCEPTS, Concepts
from bot.classifier.features import Features, features
from bot.classifier.seen import Sight
from bot.classifier.table import learn_table, rows_scores
from bot.classifier.vocabulary import Vector, Vocabulary, build_vocabulary, in_steps, stack, vector
from bot.matching.blend import blend_weights, blended
from bot.matching.fuzzy import comparable, fuzzy_scores
from bot.matching.index import OUT_OF_SCOPE, Example, Index, encodable, strangeness_scores
from bot.matching.meaning import Encoder, learn_meaning
from bot.matching.shortlist import Postings, build_postings, nearest
from bot.matching.spelling import Spelling
from bot.matching.strangeness import familiarity, strangeness
from bot.text.normalise import fold
from bot.text.tokens import is_han, tokens

FOLDS = 4
"""Parts for cross-validation: each is scored by what the others teach."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How each example is ranked by what the examples of other folds teach: what thresholds are chosen on."""

    owners: Ints
    light: Floats
    """Probabilities without the encoder, shape (examples, classes)."""
    full: Floats | None
    """Probabilities with it."""


@dataclass(frozen=True, slots=True)
class _Material:
    """The examples in an order of their own, by class and then by text, in all the shapes that learning needs."""

    labels: tuple[str, ...]
    owners: Ints
    texts: tuple[str, ...]
    folded: tuple[str, ...]
    found: tuple[Features, ...]
    vocabulary: Vocabulary
    vectors: tuple[Vector, ...]
    familiar: Ints
    postings: Postings
    folds: Ints

    @property
    def ours(self) -> tuple[bool, ...]:
        """For each example, whether it belongs to an intent."""
        return tuple(self.labels[owner] != OUT_OF_SCOPE for owner in self.owners)


def learn(
    examples: Sequence[Example], concepts: Concepts = NO_CONCEPTS, encoder: Encoder | None = None
) -> tuple[Index, Rehearsal]:
    """Learn from examples. Deterministic; the order of the examples does not matter.

    Examples that fold to the same text under the same label count once. Time and memory grow with the number of
    examples, and no faster.

    Raises:
        ValueError: no example has a label.
    """
    material = _prepared(examples, concepts)
    classes = len(material.labels)
    comparables = tuple(map(comparable, material.folded))
    ways = np.array(
        [_rehearsed_table(material), _rehearsed_fuzzy(material, comparables), _rehearsed_strangeness(material)]
    )
    light = blend_weights(ways, material.owners)
    weights, step = in_steps(
        learn_table(stack(material.vectors), material.owners, len(material.vocabulary.weights), classes)
    )
    index = Index(
        labels=material.labels,
        owners=material.owners,
        texts=comparables,
        spelling=Spelling(_words(material.folded)),
        sight=Sight(material.vocabulary),
        familiar=material.familiar,
        postings=material.postings,
        weights=weights,
        step=step,
        light=light,
    )
    rehearsal = Rehearsal(material.owners, blended(ways, light), None)
    return _with_meaning(index, rehearsal, ways, material, encoder) if encoder is not None else (index, rehearsal)


def _with_meaning(
    index: Index, rehearsal: Rehearsal, ways: Floats, material: _Material, encoder: Encoder
) -> tuple[Index, Rehearsal]:
    embeddings = encoder([encodable(text) for text in material.texts])
    meaning, scores = learn_meaning(embeddings, material.owners, len(material.labels), material.folds)
    ways = np.concatenate([ways, scores[None]])
    full = blend_weights(ways, material.owners)
    kept = replace(meaning, landmarks=_kept(meaning.landmarks))
    return replace(index, meaning=kept, full=full), replace(rehearsal, full=blended(ways, full))


def _prepared(examples: Sequence[Example], concepts: Concepts) -> _Material:
    labels, owners, texts = _ordered(examples)
    folded = tuple(map(fold, texts))
    found = tuple(features(text, concepts) for text in folded)
    vocabulary = build_vocabulary(found)
    vectors = tuple(vector(one, vocabulary) for one in found)
    ours = (one for one, owner in zip(found, owners, strict=True) if labels[owner] != OUT_OF_SCOPE)
    return _Material(
        labels=labels,
        owners=owners,
        texts=texts,
        folded=folded,
        found=found,
        vocabulary=vocabulary,
        vectors=vectors,
        familiar=familiarity(ours, vocabulary),
        postings=build_postings(stack(vectors), len(vocabulary.weights)),
        folds=np.array([crc32(text.encode()) % FOLDS for text in folded], dtype=np.int32),
    )


def _ordered(examples: Sequence[Example]) -> tuple[tuple[str, ...], Ints, tuple[str, ...]]:
    """Classes, the class of each example, and the texts, in an order that does not depend on the one they came in."""
    distinct: dict[tuple[str, str], str] = {}
    for example in sorted(examples, key=lambda one: one.text):
        distinct.setdefault((example.label or OUT_OF_SCOPE, fold(example.text)), example.text)
    names = {label for label, _ in distinct}
    labels = (*sorted(names - {OUT_OF_SCOPE}), *(names & {OUT_OF_SCOPE}))
    if not labels or labels[0] == OUT_OF_SCOPE:
        raise ValueError("an index needs at least one example with a label")
    numbers = {label: number for number, label in enumerate(labels)}
    keys = sorted(distinct, key=lambda key: (numbers[key[0]], key[1]))
    owners = np.array([numbers[label] for label, _ in keys], dtype=np.int32)
    return labels, owners, tuple(distinct[key] for key in keys)


def _rehearsed_table(material: _Material) -> Floats:
    size, classes = len(material.vocabulary.weights), len(material.labels)
    scores = np.zeros((len(material.owners), classes), dtype=np.float32)
    for part in range(FOLDS):
        held, rest = np.flatnonzero(material.folds == part), np.flatnonzero(material.folds != part)
        if len(held) and len(rest):
            weights = learn_table(stack([material.vectors[row] for row in rest]), material.owners[rest], size, classes)
            scores[held] = rows_scores([material.vectors[row] for row in held], weights)
    return scores


def _rehearsed_fuzzy(material: _Material, texts: tuple[str, ...]) -> Floats:
    """The fuzzy scores of each example against its nearest others."""
    near = [(row, nearest(one, material.postings)) for row, one in enumerate(material.vectors)]
    classes = len(material.labels)
    return np.array([fuzzy_scores(texts[r], rows[rows != r], texts, material.owners, classes) for r, rows in near])


def _rehearsed_strangeness(material: _Material) -> Floats:
    vocabulary, familiar = material.vocabulary, material.familiar
    pairs = zip(material.found, material.ours, strict=True)
    numbers = vocabulary.numbers
    strange = (strangeness(len(one.wholes), numbers(one.wholes), familiar, learnt_from=ours) for one, ours in pairs)
    return np.array([strangeness_scores(one, material.labels) for one in strange])


def _kept(values: Floats) -> Floats:
    """Values as a stored table keeps them, in half precision: with and without one, every reply is the same."""
    return values.astype(np.float16).astype(np.float32)


def _words(folded: Sequence[str]) -> Mapping[str, int]:
    return Counter(word for text in folded for word in sorted({token for token in tokens(text) if not is_han(token)}))
