"""From ranked candidates to a decision: answer, ask which was meant, or admit that nothing was understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.matching.index import OUT_OF_SCOPE
from bot.model.turn import Candidate

OFFERS = 3
"""How many questions a clarification or fallback offers at most."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When to answer. All three come from `calibrate`, never from a hand."""

    answer: float
    """Least confidence of an answer."""
    clear: float
    """Confidence from which a runner-up may be close."""
    margin: float
    """Least lead over the runner-up below that; closer than this is torn between the two."""
    clarify: float
    """Least confidence of a clarification; below it nothing is understood."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What ranking decided, with the intents it is about, best first."""

    kind: Literal["answer", "clarify", "fallback"]
    intents: tuple[str, ...]
    confidence: float
    """Score of the best intent less that of "out of scope"; may be negative. Never shown to a reader."""
    margin: float
    """Lead of the best intent over the second."""


def decide(candidates: Sequence[Candidate], thresholds: Thresholds) -> Outcome:
    """Apply the thresholds to ranked candidates.

    `intents` holds one intent for an answer, two or three for a clarification, the nearest up to three for a fallback.
    """
    ours = [candidate for candidate in candidates if candidate.intent != OUT_OF_SCOPE]
    foreign = max((candidate.score for candidate in candidates if candidate.intent == OUT_OF_SCOPE), default=0.0)
    if not ours:
        return Outcome("fallback", (), 0.0, 0.0)
    confidence = ours[0].score - foreign
    margin = ours[0].score - ours[1].score if len(ours) > 1 else ours[0].score
    nearest = tuple(candidate.intent for candidate in ours[:OFFERS])
    if confidence >= thresholds.answer and (margin >= thresholds.margin or confidence >= thresholds.clear):
        return Outcome("answer", nearest[:1], confidence, margin)
    if confidence >= thresholds.clarify and len(nearest) > 1:
        return Outcome("clarify", nearest, confidence, margin)
    return Outcome("fallback", nearest, confidence, margin)
