"""Examples that lie too near an example of another question, found and scored as the matcher does it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.classifier.concepts import compile_concepts
from bot.classifier.features import features
from bot.classifier.vocabulary import build_vocabulary, stack, vector
from bot.matching.fuzzy import alike, comparable
from bot.matching.shortlist import build_postings, nearest
from bot.model.knowledge import Knowledge
from bot.text.normalise import fold
from bot.workshop.rules.examples import Example, examples
from bot.workshop.rules.material import Found

SHOWN = 20
"""Pairs that are listed for people …"""
WORTH_SHOWING = 0.8
"""… if they are at least so much alike."""
TOO_NEAR = 0.95
"""From this likeness on, a person would hardly say which of two examples belongs to which question."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An example and the example of another question that is most like it."""

    example: Example
    other: Example
    alike: float
    """From 0 to 1; the mean of the fuzzy scorers, as the matcher uses it."""


def too_near(pairs: Sequence[Pair]) -> Iterator[Found]:
    """Those pairs that can hardly be told apart."""
    for pair in pairs:
        if pair.alike >= TOO_NEAR:
            one, other = pair.example, pair.other
            message = f"{one.text!r} ({one.intent}) is {pair.alike:.0%} like {other.text!r} ({other.intent})"
            yield Found(one.path, one.where, "near-utterance", message, f"{one.text} / {other.text}")


def nearest_text(pairs: Sequence[Pair]) -> str:
    """The nearest pairs with their scores, for an editor to judge."""
    lines = [
        f"  {pair.alike:.3f}  {pair.example.text!r} ← {pair.example.intent}; {pair.other.text!r} ← {pair.other.intent}"
        for pair in pairs[:SHOWN]
    ]
    return "\n".join(
        [f"the {len(lines)} nearest pairs of examples of different questions, with their likeness:", *lines]
    )


def nearest_pairs(knowledge: Knowledge, least: float = WORTH_SHOWING) -> tuple[Pair, ...]:
    """Pairs that are at least so much alike, the most alike first; each pair once.

    For each example the matcher's own shortlist is read, so that this grows with the number of examples and no faster.
    It takes some tens of seconds for twenty thousand.
    """
    known = list(examples(knowledge))
    concepts = compile_concepts(knowledge.lexicon.matching.concepts)
    folded = [fold(example.text) for example in known]
    found = [features(text, concepts) for text in folded]
    vocabulary = build_vocabulary(found)
    vectors = [vector(one, vocabulary) for one in found]
    postings = build_postings(stack(vectors), len(vocabulary.weights))
    texts = [comparable(text) for text in folded]
    owners = np.unique([example.intent for example in known], return_inverse=True)[1]
    best: dict[tuple[int, int], float] = {}
    for row, seen in enumerate(vectors):
        others = [int(other) for other in nearest(seen, postings) if owners[other] != owners[row]]
        if others:
            place, likeness = _most_alike(texts[row], [texts[other] for other in others])
            if likeness >= least:
                best.setdefault((min(row, others[place]), max(row, others[place])), likeness)
    pairs = [Pair(known[one], known[other], likeness) for (one, other), likeness in best.items()]
    return tuple(sorted(pairs, key=lambda pair: -pair.alike))


def _most_alike(text: str, others: Sequence[str]) -> tuple[int, float]:
    likeness = alike(text, others)
    place = int(likeness.argmax())
    return place, float(likeness[place])
