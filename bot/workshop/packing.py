"""What was learnt as arrays, and back: the shape in which a table is stored."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.classifier.seen import Sight
from bot.classifier.shares import ShareTable
from bot.classifier.vocabulary import Vocabulary
from bot.conversation.trained import Calibration, Learnt
from bot.matching.decide import Thresholds
from bot.matching.index import Index
from bot.matching.meaning import Meaning
from bot.matching.pinyin import CharacterPairs, PinyinReader
from bot.matching.shortlist import Postings
from bot.matching.spelling import Spelling
from bot.safety.earshot import Earshot
from bot.safety.listener import Hearing, HearingThresholds, Listener, Precedents

Arrays = dict[str, npt.NDArray[Any]]


def packed(learnt: Learnt) -> Arrays:
    """Arrays without objects; words and numbers of other kinds as JSON in one of them."""
    index = learnt.index
    texts = {
        "labels": index.labels,
        "texts": index.texts,
        "words": index.spelling.counts,
        "english": sorted(learnt.pinyin.english),
        "unseen": index.vocabulary.unseen,
        "step": index.step,
        "light": index.light,
        "full": index.full,
        "calibrations": [asdict(one) for one in (learnt.light, learnt.full) if one],
        "encoder": learnt.encoder,
        "listener": _told_of(learnt.listener),
    }
    arrays: Arrays = {
        "json": np.frombuffer(json.dumps(texts, ensure_ascii=False).encode(), dtype=np.uint8),
        "pairs": learnt.pinyin.pairs.points,
        "pair_counts": learnt.pinyin.pairs.counts,
        "owners": index.owners,
        "features": index.vocabulary.marks,
        "rarity": index.vocabulary.weights,
        "familiar": index.familiar,
        "weights": index.weights,
        "posting_starts": index.postings.starts,
        "posting_entries": index.postings.entries,
    }
    if learnt.listener is not None:
        arrays["listener_features"] = learnt.listener.table.vocabulary.marks
        arrays["listener_rarity"] = learnt.listener.table.vocabulary.weights
        arrays["listener_weights"] = learnt.listener.table.weights
        arrays["listener_marks"] = learnt.listener.precedents.marks
        arrays["listener_told"] = learnt.listener.precedents.told
        arrays["earshot"] = np.array(list(learnt.listener.earshot.weights.values()), dtype=np.uint8)
    if index.meaning is not None:
        arrays["axes"] = index.meaning.axes
        arrays["landmarks"] = index.meaning.landmarks.astype(np.float16)
        arrays["coefficients"] = index.meaning.coefficients
    return arrays


def unpacked(arrays: Arrays) -> Learnt:
    """What `packed` made arrays of.

    Raises:
        KeyError, ValueError, TypeError, AttributeError: these are none of ours.
    """
    texts = json.loads(arrays["json"].tobytes())
    owners, starts = arrays["owners"], arrays["posting_starts"]
    meaning = None
    if "landmarks" in arrays:
        meaning = Meaning(arrays["axes"], arrays["landmarks"].astype(np.float32), arrays["coefficients"])
    index = Index(
        labels=tuple(texts["labels"]),
        owners=owners,
        texts=tuple(texts["texts"]),
        spelling=Spelling(texts["words"]),
        sight=Sight(Vocabulary(arrays["features"], arrays["rarity"], texts["unseen"])),
        familiar=arrays["familiar"],
        postings=Postings(starts, np.diff(starts), arrays["posting_entries"], len(owners)),
        weights=arrays["weights"],
        step=texts["step"],
        light=tuple(texts["light"]),
        full=tuple(texts["full"]),
        meaning=meaning,
    )
    calibrations = [_calibration(one) for one in texts["calibrations"]]
    full = calibrations[1] if len(calibrations) > 1 else None
    pinyin = PinyinReader(CharacterPairs(arrays["pairs"], arrays["pair_counts"]), frozenset(texts["english"]))
    return Learnt(index, pinyin, calibrations[0], full, texts["encoder"], _listener(texts["listener"], arrays))


def _told_of(listener: Listener | None) -> dict[str, Any] | None:
    if listener is None:
        return None
    return {
        "unseen": listener.table.vocabulary.unseen,
        "step": listener.table.step,
        "thresholds": asdict(listener.thresholds),
        "hearing": asdict(listener.hearing),
        "earshot": [*listener.earshot.weights],
        "least": listener.earshot.least,
    }


def _listener(told: Mapping[str, Any] | None, arrays: Arrays) -> Listener | None:
    if told is None:
        return None
    vocabulary = Vocabulary(arrays["listener_features"], arrays["listener_rarity"], told["unseen"])
    return Listener(
        ShareTable(vocabulary, arrays["listener_weights"], told["step"]),
        thresholds=HearingThresholds(**told["thresholds"]),
        hearing=Hearing(**told["hearing"]),
        precedents=Precedents(arrays["listener_marks"], arrays["listener_told"]),
        earshot=Earshot(dict(zip(told["earshot"], arrays["earshot"].tolist(), strict=True)), told["least"]),
    )


def _calibration(data: Mapping[str, Any]) -> Calibration:
    return Calibration(Thresholds(**data["thresholds"]), data["accuracy"], data["accuracy_at_3"])
