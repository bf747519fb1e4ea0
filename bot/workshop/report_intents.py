"""Scores intent by intent, and of the ranking alone. Pure: results in, shares out."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.workshop.metrics import EDUCATION, Result, Share

WEAKEST = 5
"""Intents named in the text report."""


@dataclass(frozen=True, slots=True)
class IntentScore:
    """How the cases of one intent were answered. A case that accepts several intents is filed under the first."""

    intent: str
    cases: int
    right: int
    offered: int
    """Asked back, with a right intent among the offers."""
    wrong: int
    """Answered with something that is not acceptable."""
    given: tuple[tuple[str, int], ...]
    """What was given instead, the commonest first."""

    @property
    def silent(self) -> int:
        """Neither answered nor offered."""
        return self.cases - self.right - self.offered - self.wrong

    @property
    def percent(self) -> float:
        """Right, in percent."""
        return 100 * self.right / self.cases


def by_intent(results: Sequence[Result]) -> tuple[IntentScore, ...]:
    """A score for each intent that the cases name, in alphabetical order; soft cases are left out."""
    groups: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        if result.expected.intents and not result.soft:
            groups[result.subject].append(result)
    return tuple(_score(intent, groups[intent]) for intent in sorted(groups))


def weakest(scores: Sequence[IntentScore], most: int = WEAKEST) -> tuple[IntentScore, ...]:
    """The intents with the smallest share of right replies, those with more mistakes first where it is equal."""
    failing = [score for score in scores if score.right < score.cases]
    return tuple(sorted(failing, key=lambda one: (one.percent, one.right - one.cases, one.intent))[:most])


def ranked_shares(results: Sequence[Result]) -> tuple[Share, Share]:
    """How often a right intent is the best candidate, and among the best three.

    Thresholds have no part in it, so it can be held against the k-fold figures, though gates do. Counted are single
    questions whose only right reply is the answer of an intent, as far as they were ranked.
    """
    places = [
        [c.intent in result.expected.intents for c in result.trace.candidates if not c.intent.startswith("(")]
        for result in results
        if result.expected.intents
        and not (result.soft or result.dialogue)
        and set(result.expected.kinds) <= set(EDUCATION)
    ]
    ranked = [place for place in places if place]
    return Share(sum(place[0] for place in ranked), len(ranked)), Share(sum(any(p[:3]) for p in ranked), len(ranked))


def _score(intent: str, results: Sequence[Result]) -> IntentScore:
    instead = Counter(result.given for result in results if not result.accurate)
    return IntentScore(
        intent=intent,
        cases=len(results),
        right=sum(result.accurate for result in results),
        offered=sum(result.helped and not result.accurate for result in results),
        wrong=sum(result.wrong for result in results),
        given=tuple(sorted(instead.items(), key=lambda item: (-item[1], item[0]))),
    )
