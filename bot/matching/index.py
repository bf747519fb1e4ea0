"""The index: examples, learnt once, ready for ranking."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from bot.matching.blend import blend_weights, blended
from bot.matching.concepts import NO_CONCEPTS, Concepts
from bot.matching.features import features
from bot.matching.fuzzy import comparable, fuzzy_scores
from bot.matching.meaning import Encoder, Meaning, learn_meaning
from bot.matching.shortlist import Postings, build_postings, nearest
from bot.matching.strangeness import familiarity, strangeness
from bot.matching.table import learn_table, rows_scores
from bot.matching.vocabulary import Floats, Ints, Rows, Vector, Vocabulary, build_vocabulary, stack, vector
from bot.text.normalise import clean, fold, to_simplified
from bot.text.tokens import is_han, tokens

OUT_OF_SCOPE = ""
"""The label of examples that belong to no intent; as a candidate's intent it says "none of ours"."""
FOLDS = 4
"""Parts for cross-validation: each is scored by what the others teach."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the intent it belongs to; None for a text that is out of scope."""

    text: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Index:
    """Everything ranking needs. Frozen; safe to share between threads."""

    labels: tuple[str, ...]
    """Classes in order; OUT_OF_SCOPE is the last where there are such examples."""
    owners: Ints
    """Class of each example."""
    texts: tuple[str, ...]
    """Examples as the fuzzy scorers read them."""
    words: Mapping[str, int]
    """Latin words of the examples, with the number of examples that hold each."""
    vocabulary: Vocabulary
    familiar: Ints
    """How many in-scope examples hold each feature."""
    postings: Postings
    weights: Floats
    """The weight table, shape (features + 1, classes)."""
    light: tuple[float, ...]
    """How much table, fuzzy score and strangeness count without the encoder …"""
    full: tuple[float, ...] = ()
    """… and how much these and the meaning count with it."""
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How each example is ranked by what the examples of other folds teach: what thresholds are chosen on."""

    owners: Ints
    light: Floats
    """Probabilities without the encoder, shape (examples, classes)."""
    full: Floats | None
    """Probabilities with it."""


def learn(
    examples: Sequence[Example], concepts: Concepts = NO_CONCEPTS, encoder: Encoder | None = None
) -> tuple[Index, Rehearsal]:
    """Learn from examples. Deterministic; the order of the examples does not matter.

    Examples that fold to the same text under the same label count once.

    Raises:
        ValueError: no example has a label.
    """
    labels, owners, texts = _sorted(examples)
    folded = tuple(fold(text) for text in texts)
    found = [features(text, concepts) for text in folded]
    vocabulary = build_vocabulary(found)
    vectors = [vector(one, vocabulary) for one in found]
    rows = stack(vectors)
    foreign = labels.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in labels else len(labels)
    familiar = familiarity((one for one, owner in zip(found, owners, strict=True) if owner != foreign), vocabulary)
    postings = build_postings(rows, len(vocabulary.weights))
    folds = np.array([crc32(text.encode()) % FOLDS for text in folded], dtype=np.int32)
    comparables = tuple(map(comparable, folded))

    ways = [_rehearsed_table(rows, owners, len(vocabulary.weights), len(labels), folds)]
    ways.append(_rehearsed_fuzzy(vectors, comparables, postings, owners, len(labels)))
    strange = [strangeness(f, vocabulary, familiar, o != foreign) for f, o in zip(found, owners, strict=True)]
    ways.append(strangeness_scores(np.array(strange, dtype=np.float32), labels))
    light = blend_weights(np.array(ways), owners)
    rehearsal = Rehearsal(owners, blended(np.array(ways), light), None)
    meaning, full = None, ()
    if encoder is not None:
        meaning, scores = learn_meaning(encoder([encodable(text) for text in texts]), owners, len(labels), folds)
        full = blend_weights(np.array([*ways, scores]), owners)
        rehearsal = Rehearsal(owners, rehearsal.light, blended(np.array([*ways, scores]), full))
    index = Index(
        labels=labels,
        owners=owners,
        texts=comparables,
        words=_words(folded),
        vocabulary=vocabulary,
        familiar=familiar,
        postings=replace(postings, values=_kept(postings.values)),
        weights=_kept(learn_table(rows, owners, len(vocabulary.weights), len(labels))),
        light=light,
        full=full,
        meaning=meaning and replace(meaning, landmarks=_kept(meaning.landmarks)),
    )
    return index, rehearsal


def _kept(values: Floats) -> Floats:
    """Values as a stored table keeps them, in half precision: with and without one, every reply is the same."""
    return values.astype(np.float16).astype(np.float32)


def encodable(text: str) -> str:
    """A text as the encoder reads it: it knows capitals and punctuation, and simplified characters best."""
    return to_simplified(clean(text))


def strangeness_scores(strange: Floats, labels: Sequence[str]) -> Floats:
    """Strangeness speaks for "out of scope", where that was learnt, and about no class otherwise.

    Shape (texts,) in, (texts, classes) out.
    """
    scores = np.zeros((len(strange), len(labels)), dtype=np.float32)
    if labels[-1] == OUT_OF_SCOPE:
        scores[:, -1] = strange
    return scores


def _sorted(examples: Sequence[Example]) -> tuple[tuple[str, ...], Ints, tuple[str, ...]]:
    """Classes, the class of each example, and the texts, in an order of their own."""
    distinct = {(example.label or OUT_OF_SCOPE, fold(example.text)): example.text for example in sorted_by_text(examples)}
    names = {label for label, _ in distinct}
    labels = (*sorted(names - {OUT_OF_SCOPE}), *(names & {OUT_OF_SCOPE}))
    if not labels or labels[0] == OUT_OF_SCOPE:
        raise ValueError("an index needs at least one example with a label")
    numbers = {label: number for number, label in enumerate(labels)}
    keys = sorted(distinct, key=lambda key: (numbers[key[0]], key[1]))
    owners = np.array([numbers[label] for label, _ in keys], dtype=np.int32)
    return labels, owners, tuple(distinct[key] for key in keys)


def sorted_by_text(examples: Sequence[Example]) -> list[Example]:
    """Examples in an order that does not depend on the one they came in."""
    return sorted(examples, key=lambda example: example.text, reverse=True)


def _rehearsed_table(rows: Rows, owners: Ints, size: int, classes: int, folds: Ints) -> Floats:
    scores = np.zeros((rows.count, classes), dtype=np.float32)
    for part in range(FOLDS):
        held = np.flatnonzero(folds == part).astype(np.int32)
        rest = np.flatnonzero(folds != part).astype(np.int32)
        if len(held) and len(rest):
            scores[held] = rows_scores(rows, held, learn_table(_chosen(rows, rest), owners[rest], size, classes))
    return scores


def _chosen(rows: Rows, chosen: Ints) -> Rows:
    parts = [slice(rows.starts[row], rows.starts[row + 1]) for row in chosen]
    return stack([Vector(rows.numbers[part], rows.values[part]) for part in parts])


def _rehearsed_fuzzy(
    vectors: Sequence[Vector], texts: tuple[str, ...], postings: Postings, owners: Ints, classes: int
) -> Floats:
    """The fuzzy scores of each example against its nearest others."""
    near = [(row, nearest(one, postings)) for row, one in enumerate(vectors)]
    return np.array([fuzzy_scores(texts[row], rows[rows != row], texts, owners, classes) for row, rows in near])


def _words(folded: Sequence[str]) -> Mapping[str, int]:
    return Counter(word for text in folded for word in sorted({token for token in tokens(text) if not is_han(token)}))
