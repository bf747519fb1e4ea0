"""The index: examples, learnt once, ready for ranking."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.matching.concepts import NO_CONCEPTS, Concepts
from bot.matching.features import comparable, features
from bot.matching.learning import fit
from bot.matching.postings import Floats, Ints, Postings, build_postings, gram, nearest
from bot.matching.strangeness import Familiar, familiar_words, strangeness
from bot.text.normalise import fold
from bot.text.tokens import is_han, tokens

OUT_OF_SCOPE = ""
"""The label of examples that belong to no intent; as a candidate's intent it says "none of ours"."""


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
    familiar: Familiar
    """Words that the in-scope examples use."""
    concepts: Concepts
    postings: Postings
    coefficients: Floats
    """Learnt weights, shape (examples, classes)."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How each example fares when it was not learnt from: what thresholds are chosen on."""

    scores: Floats
    """Learnt scores, shape (examples, classes)."""
    strangeness: Floats
    neighbours: tuple[Ints, ...]
    """The nearest other examples of each example."""


def build_index(examples: Sequence[Example], concepts: Concepts = NO_CONCEPTS) -> Index:
    """Learn from examples; see `learn`."""
    return learn(examples, concepts)[0]


def learn(examples: Sequence[Example], concepts: Concepts = NO_CONCEPTS) -> tuple[Index, Rehearsal]:
    """Learn from examples. Deterministic; the order of the examples does not matter.

    Examples that fold to the same text under the same label count once.

    Raises:
        ValueError: no example has a label.
    """
    index, seen = _prepared(examples, concepts)
    cosines = gram(index.postings)
    coefficients, scores = fit(cosines, index.owners, len(index.labels))
    np.fill_diagonal(cosines, 0)
    foreign = len(index.labels) - 1 if index.labels[-1] == OUT_OF_SCOPE else len(index.labels)
    strange = [strangeness(s, index.familiar, int(o) < foreign) for s, o in zip(seen, index.owners, strict=True)]
    rehearsal = Rehearsal(scores, np.array(strange, dtype=np.float32), tuple(nearest(row) for row in cosines))
    return replace(index, coefficients=coefficients), rehearsal


def restore_index(examples: Sequence[Example], coefficients: Floats, concepts: Concepts = NO_CONCEPTS) -> Index:
    """The index of the same examples with the weights that were learnt from them before.

    Raises:
        ValueError: no example has a label, or the weights are those of other examples.
    """
    index, _ = _prepared(examples, concepts)
    if coefficients.shape != (len(index.texts), len(index.labels)):
        raise ValueError("these weights were learnt from other examples")
    return replace(index, coefficients=coefficients)


def _prepared(examples: Sequence[Example], concepts: Concepts) -> tuple[Index, list[Counter[str]]]:
    """An index that has learnt nothing yet, and the features of its examples."""
    labelled = sorted({(example.label or OUT_OF_SCOPE, fold(example.text)) for example in examples})
    names = {label for label, _ in labelled}
    labels = (*sorted(names - {OUT_OF_SCOPE}), *(names & {OUT_OF_SCOPE}))
    if not labels or labels[0] == OUT_OF_SCOPE:
        raise ValueError("an index needs at least one example with a label")
    numbers = {label: number for number, label in enumerate(labels)}
    folded = tuple(text for _, text in labelled)
    seen = [features(text, concepts) for text in folded]
    index = Index(
        labels=labels,
        owners=np.array([numbers[label] for label, _ in labelled], dtype=np.int32),
        texts=tuple(comparable(text) for text in folded),
        words=_words(folded),
        familiar=familiar_words(s for s, (label, _) in zip(seen, labelled, strict=True) if label != OUT_OF_SCOPE),
        concepts=concepts,
        postings=build_postings(seen),
        coefficients=np.zeros((len(folded), len(labels)), dtype=np.float32),
    )
    return index, seen


def _words(folded: Sequence[str]) -> Mapping[str, int]:
    return Counter(word for text in folded for word in sorted({token for token in tokens(text) if not is_han(token)}))
