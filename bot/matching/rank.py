"""Ranking: which intents a question may mean, best first."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from bot.matching.features import comparable, features
from bot.matching.index import OUT_OF_SCOPE, Index
from bot.matching.learning import kernel
from bot.matching.postings import Floats, Ints, nearest, similarities
from bot.matching.spelling import repaired
from bot.matching.strangeness import strangeness
from bot.model.turn import Candidate
from bot.text.normalise import fold

LONGEST = 300
"""Code points of a question that are read; callers refuse longer ones, this keeps the cost bounded anyway."""
_FUZZY = 0.2
"""Weight of the best fuzzy score beside the learnt score of 1."""
_STRANGE = 0.2
"""Weight of unfamiliar words for "out of scope"."""


def rank(question: str, index: Index) -> tuple[Candidate, ...]:
    """All intents of the index with scores from 0 to 1, best first; OUT_OF_SCOPE is among them where it was learnt.

    The score is that of kernel ridge over all examples, plus a share of the best rapidfuzz score among the examples
    of the intent on the shortlist. Equal scores are ordered by intent.
    """
    folded = repaired(fold(question[:LONGEST])[: 2 * LONGEST], index.words)
    seen = features(folded, index.concepts)
    cosines = similarities(seen, index.postings)
    learnt = kernel(cosines) @ index.coefficients
    fuzzy = fuzzy_scores(comparable(folded), nearest(cosines), index)
    strange = np.array([strangeness(seen, index.familiar)], dtype=np.float32)
    return _candidates(combine(learnt[None], fuzzy[None], strange, index.labels)[0], index)


def combine(learnt: Floats, fuzzy: Floats, strange: Floats, labels: Sequence[str]) -> Floats:
    """Learnt and fuzzy scores, shape (questions, classes), and strangeness per question as one score from 0 to 1.

    Strangeness speaks for "out of scope", where that was learnt.
    """
    total = learnt + _FUZZY * fuzzy
    if labels[-1] == OUT_OF_SCOPE:
        total[:, -1] += _STRANGE * strange
    return np.asarray(np.clip(total / (1 + _FUZZY), 0, 1), dtype=np.float32)


def fuzzy_scores(text: str, rows: Ints, index: Index) -> Floats:
    """Best mean of rapidfuzz ratio, token-sort and token-set per class, over the given examples (the nearest)."""
    best = np.zeros(len(index.labels), dtype=np.float32)
    for row in rows:
        owner = index.owners[row]
        best[owner] = max(best[owner], _alike(text, index.texts[row]))
    return best


def _alike(text: str, other: str) -> float:
    return (fuzz.ratio(text, other) + fuzz.token_sort_ratio(text, other) + fuzz.token_set_ratio(text, other)) / 300


def _candidates(scores: Floats, index: Index) -> tuple[Candidate, ...]:
    order = sorted(range(len(scores)), key=lambda number: (-scores[number], index.labels[number]))
    return tuple(Candidate(index.labels[number], float(scores[number])) for number in order)
