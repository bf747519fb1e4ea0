"""The index: examples, learnt once, ready for ranking."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    held_out: Floats
    """Scores of each example had it not been learnt from, shape (examples, classes)."""
    held_out_strangeness: Floats
    """Strangeness of each example had it not been learnt from."""
    neighbours: tuple[Ints, ...]
    """The nearest other examples of each example."""


def build_index(examples: Sequence[Example], concepts: Concepts = NO_CONCEPTS) -> Index:
    """Learn from examples. Deterministic; the order of the examples does not matter.

    Examples that fold to the same text under the same label count once.

    Raises:
        ValueError: no example has a label.
    """
    labelled = sorted({(example.label or OUT_OF_SCOPE, fold(example.text)) for example in examples})
    names = {label for label, _ in labelled}
    labels = (*sorted(names - {OUT_OF_SCOPE}), *(names & {OUT_OF_SCOPE}))
    if not labels or labels[0] == OUT_OF_SCOPE:
        raise ValueError("an index needs at least one example with a label")
    numbers = {label: number for number, label in enumerate(labels)}
    owners = np.array([numbers[label] for label, _ in labelled], dtype=np.int32)
    folded = tuple(text for _, text in labelled)
    seen = [features(text, concepts) for text in folded]
    ours = [label != OUT_OF_SCOPE for label, _ in labelled]
    familiar = familiar_words(example for example, own in zip(seen, ours, strict=True) if own)
    postings = build_postings(seen)
    cosines = gram(postings)
    coefficients, held_out = fit(cosines, owners, len(labels))
    np.fill_diagonal(cosines, 0)
    return Index(
        labels=labels,
        owners=owners,
        texts=tuple(comparable(text) for text in folded),
        words=_words(folded),
        familiar=familiar,
        concepts=concepts,
        postings=postings,
        coefficients=coefficients,
        held_out=held_out,
        held_out_strangeness=np.array(
            [strangeness(example, familiar, own) for example, own in zip(seen, ours, strict=True)], dtype=np.float32
        ),
        neighbours=tuple(nearest(row) for row in cosines),
    )


def _words(folded: Sequence[str]) -> Mapping[str, int]:
    return Counter(word for text in folded for word in sorted({token for token in tokens(text) if not is_han(token)}))
