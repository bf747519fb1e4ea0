"""From ranked candidates to a decision: answer, ask which was meant, or admit that nothing was understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from bot.matching.index import OUT_OF_SCOPE
from bot.model.turn import Candidate

FAMILY = ":"
"""Stands in a label between the family and its member."""
OFFERS = 3
"""How many questions a clarification or fallback offers at most."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When to answer. All come from `calibrate`, never from a hand."""

    answer: float
    """Least confidence of an answer."""
    margin: float
    """Least lead over the runner-up; closer than this is torn between the two."""
    clarify: float
    """Least confidence of a clarification; below it nothing is understood."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What ranking decided, with the intents it is about, best first."""

    kind: Literal["answer", "clarify", "fallback"]
    intents: tuple[str, ...]
    confidence: float
    """How sure it is that the question is ours; see `confidence`. Never shown to a reader."""
    margin: float
    """How clearly the best intent leads; see `margin`."""


def decide(candidates: Sequence[Candidate], thresholds: Thresholds) -> Outcome:
    """Apply the thresholds to ranked candidates.

    `intents` holds one intent for an answer, two or three for a clarification, the nearest up to three for a fallback.
    """
    ours = list(islice((candidate for candidate in candidates if candidate.intent != OUT_OF_SCOPE), OFFERS))
    foreign = next((candidate.score for candidate in candidates if candidate.intent == OUT_OF_SCOPE), 0.0)
    if not ours:
        return Outcome("fallback", (), 0.0, 0.0)
    best, second = _leaders(candidates, ours)
    sure = confidence(best, foreign)
    lead = margin(best, second)
    nearest = tuple(candidate.intent for candidate in ours)
    if sure >= thresholds.answer and lead >= thresholds.margin:
        return Outcome("answer", nearest[:1], sure, lead)
    if sure >= thresholds.clarify and len(nearest) > 1:
        return Outcome("clarify", nearest, sure, lead)
    return Outcome("fallback", nearest, sure, lead)


def _leaders(candidates: Sequence[Candidate], ours: Sequence[Candidate]) -> tuple[float, float]:
    """The score of the best, and of the best that is another one.

    Labels with the same word before a colon (thanks, goodbye) are one: who says both is not torn between them.
    """
    family, colon, _ = ours[0].intent.partition(FAMILY)
    if not colon:
        return ours[0].score, ours[1].score if len(ours) > 1 else 0.0
    member = f"{family}{FAMILY}"
    of_family = sum(one.score for one in candidates if one.intent.startswith(member))
    others = (one.score for one in candidates if one.intent != OUT_OF_SCOPE and not one.intent.startswith(member))
    return of_family, next(others, 0.0)


def confidence(best: float, foreign: float) -> float:
    """The best intent against "none of ours": from 0, surely foreign, to 1; `best` where nothing foreign was learnt."""
    return best / (best + foreign) if foreign > 0 else best


def margin(best: float, second: float) -> float:
    """The best intent against the second: 0 where they are equal, 1 where there is no second."""
    return (best - second) / (best + second) if best > 0 else 0.0
