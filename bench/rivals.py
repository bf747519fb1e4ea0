"""Other ways to find the intent of a question in the same examples: that of the example that is most alike."""

from collections.abc import Callable, Mapping, Sequence

import bm25s
import numpy as np
from rapidfuzz import fuzz, process

from bot.classifier.concepts import Concepts
from bot.classifier.features import features
from bot.classifier.vocabulary import vector
from bot.matching.fuzzy import comparable
from bot.matching.index import Example, Index
from bot.text.normalise import fold

Find = Callable[[str], str | None]
"""From a question to an intent; None for "none of ours"."""


def rivals(examples: Sequence[Example], index: Index, concepts: Concepts) -> Mapping[str, Find]:
    """Each way by its name. `index` holds the same examples as vectors, for the neighbours."""
    return {
        "rapidfuzz WRatio": _fuzzy(examples, fuzz.WRatio),
        "rapidfuzz QRatio": _fuzzy(examples, fuzz.QRatio),
        "BM25 (bm25s)": _bm25(examples),
        "TF-IDF neighbours": _neighbours(index, concepts),
    }


def _fuzzy(examples: Sequence[Example], scorer: Callable[..., float]) -> Find:
    """The plain search that `process.extractOne` makes, over the texts as they stand."""
    texts = [example.text for example in examples]
    return lambda question: examples[process.extractOne(question, texts, scorer=scorer)[2]].label


def _bm25(examples: Sequence[Example]) -> Find:
    """Over words and pairs of Chinese characters: without the pairs, BM25 finds next to nothing in Chinese."""
    ranker = bm25s.BM25()
    ranker.index([_terms(example.text) for example in examples], show_progress=False)
    return lambda question: examples[int(np.argmax(ranker.get_scores(_terms(question))))].label


def _neighbours(index: Index, concepts: Concepts) -> Find:
    """The cosine over the very features that our matcher sees, with every example."""
    postings = index.postings
    rows, values = postings.rows, postings.values

    def find(question: str) -> str | None:
        one = vector(features(fold(question), concepts), index.vocabulary)
        parts = [slice(postings.starts[number], postings.starts[number + 1]) for number in one.numbers]
        shared = np.zeros(len(index.owners))
        for part, value in zip(parts, one.values, strict=True):
            shared[rows[part]] += values[part] * value
        return index.labels[index.owners[int(np.argmax(shared))]] or None

    return find


def _terms(text: str) -> list[str]:
    return comparable(fold(text)).split()
