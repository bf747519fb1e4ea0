"""Ranking: which intents a question may mean, best first."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from bot.classifier.arrays import Floats, Ints
from bot.classifier.concepts import Concepts
from bot.classifier.table import table_scores
from bot.classifier.vocabulary import Vector
from bot.matching.blend import blended
from bot.matching.fuzzy import comparable, fuzzy_scores
from bot.matching.index import Index, encodable, strangeness_scores
from bot.matching.meaning import Encoder, meaning_scores
from bot.matching.shortlist import nearest
from bot.matching.spelling import repaired
from bot.matching.strangeness import strangeness
from bot.model.turn import Candidate
from bot.text.normalise import fold

_candidate = partial(tuple.__new__, Candidate)
"""A candidate of a pair: `Candidate._make` does the same in twice the time, and a ranking makes dozens."""
LONGEST = 300
"""Code points of a question that are read; callers refuse longer ones, this keeps the cost bounded anyway."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """An index with what reads a question for it."""

    index: Index
    concepts: Concepts
    encoder: Encoder | None = None
    """Used where the index was learnt with it."""

    @property
    def semantic(self) -> bool:
        """True if meaning counts."""
        return self.encoder is not None and self.index.meaning is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as every way of scoring sees it."""

    folded: str
    """Folded, with mistyped words repaired."""
    seen: Vector
    near: Ints
    """The nearest examples."""
    scores: Floats
    """Shape (ways, classes): table, fuzzy, strangeness, and meaning where it counts."""


def rank(question: str, matcher: Matcher) -> tuple[Candidate, ...]:
    """All intents of the index with probabilities, best first; OUT_OF_SCOPE is among them where it was learnt.

    Equal ones stay in the order of the labels, which is by intent.
    """
    return ranked(read(question, matcher), matcher)


def ranked(reading: Reading, matcher: Matcher) -> tuple[Candidate, ...]:
    """The same for a question that has been read."""
    index = matcher.index
    chances = blended(reading.scores, index.full if matcher.semantic else index.light)
    order = np.argsort(-chances, kind="stable")
    named = map(index.labels.__getitem__, order.tolist())
    return tuple(map(_candidate, zip(named, chances[order].tolist(), strict=True)))


def read(question: str, matcher: Matcher) -> Reading:
    """Score a question in every way, for all classes."""
    index = matcher.index
    folded = repaired(fold(question[:LONGEST])[: 2 * LONGEST], index.spelling)
    found = index.sight.see(folded, matcher.concepts)
    seen = found.vector
    near = nearest(seen, index.postings)
    strange = strangeness(found.wholes, found.known, index.familiar)
    ways = [
        table_scores(seen, index.weights, index.step),
        fuzzy_scores(comparable(folded), near, index.texts, index.owners, len(index.labels)),
        strangeness_scores(strange, index.labels),
    ]
    if matcher.encoder is not None and index.meaning is not None:
        ways.append(meaning_scores(matcher.encoder([encodable(question[:LONGEST])]), index.meaning)[0])
    return Reading(folded, seen, near, np.array(ways, dtype=np.float32))
