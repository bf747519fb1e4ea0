"""Why the ranking ranks as it does: for an explanation after a turn. It reads what `rank` reads and decides nothing."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from bot.classifier.features import is_whole, mark, names, readable
from bot.matching.fuzzy import alike, comparable
from bot.matching.index import OUT_OF_SCOPE, Example
from bot.matching.rank import Matcher, Reading, ranked, read
from bot.model.turn import Candidate
from bot.text.normalise import fold
from bot.text.tokens import tokens

WAYS = ("table", "fuzzy", "strangeness", "meaning")
"""The ways of scoring, in the order of `Reading.scores`."""
LEADING = 3
"""Candidates that are explained."""
PULLS = 6
"""Features shown for a candidate, and as many against it."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one way of scoring adds to a candidate: its score times its weight."""

    way: str
    weight: float
    score: float

    @property
    def amount(self) -> float:
        """Weight times score."""
        return self.weight * self.score


@dataclass(frozen=True, slots=True)
class Pull:
    """What a feature of the question adds to the table's score of a candidate, compared with the mean of all."""

    feature: str
    """As a person reads it."""
    amount: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """The example of a candidate that is most like the question as a text."""

    text: str
    """As it was written, where that is known; else as the fuzzy scorers read it."""
    alike: float
    """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A candidate and what speaks for and against it."""

    intent: str
    """OUT_OF_SCOPE for "none of ours"."""
    rank: int
    """Place among all candidates, from 1."""
    score: float
    """Probability, as `rank` gives it."""
    shares: tuple[Share, ...]
    pulls_for: tuple[Pull, ...]
    pulls_against: tuple[Pull, ...]
    nearest: Nearest | None
    """None where none of its examples was near enough to be compared."""

    @property
    def total(self) -> float:
        """The sum of the shares: what the candidates are compared by."""
        return sum(share.amount for share in self.shares)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question was read, and why the leading candidates lead."""

    repaired: tuple[tuple[str, str], ...]
    """Words taken for mistyped, with what they were read as."""
    unknown: tuple[str, ...]
    """Words and pairs of Chinese characters that fewer than two examples hold: the table knows nothing of them."""
    candidates: tuple[Candidate, ...]
    """All of them, as `rank` gives them."""
    explained: tuple[Explained, ...]
    """The leading ones and those asked for, best first; OUT_OF_SCOPE among them where it was learnt."""


def explain(
    question: str, matcher: Matcher, also: Collection[str] = (), written: Mapping[str, str] | None = None
) -> Explanation:
    """Why a question is ranked as it is.

    `also` are intents to explain beside the leading ones. `written` comes from `as_written`.
    """
    reading = read(question, matcher)
    candidates = ranked(reading, matcher)
    wanted = {candidate.intent for candidate in candidates[:LEADING]} | {OUT_OF_SCOPE, *also}
    return Explanation(
        repaired=_repaired(fold(question), reading.folded),
        unknown=_unknown(reading, matcher),
        candidates=candidates,
        explained=tuple(
            _explained(candidate, place, reading, matcher, written or {})
            for place, candidate in enumerate(candidates, 1)
            if candidate.intent in wanted
        ),
    )


def as_written(examples: Iterable[Example], meant: Callable[[str], str] = str) -> Mapping[str, str]:
    """Examples by what the index keeps of them, so that the nearest can be shown in the words of its editor.

    `meant` makes of a text what was learnt from it.
    """
    return {comparable(fold(meant(example.text))): example.text for example in examples}


def _repaired(typed: str, read_as: str) -> tuple[tuple[str, str], ...]:
    pairs = zip(tokens(typed), tokens(read_as), strict=False)
    return tuple(dict.fromkeys((before, after) for before, after in pairs if before != after))


def _unknown(reading: Reading, matcher: Matcher) -> tuple[str, ...]:
    whole = tuple(filter(is_whole, names(reading.folded, matcher.concepts)))
    _, known = matcher.index.vocabulary.places(np.array(list(map(mark, whole)), dtype=np.uint32))
    return tuple(readable(name) for name, one in zip(whole, known, strict=True) if not one)


def _explained(
    candidate: Candidate, place: int, reading: Reading, matcher: Matcher, written: Mapping[str, str]
) -> Explained:
    index = matcher.index
    number = index.labels.index(candidate.intent)
    weights = index.full if matcher.semantic else index.light
    scores = reading.scores[:, number]
    pulls = _pulls(reading, matcher, number)
    return Explained(
        intent=candidate.intent,
        rank=place,
        score=candidate.score,
        shares=tuple(Share(way, w, float(s)) for way, w, s in zip(WAYS, weights, scores, strict=False)),
        pulls_for=tuple(pull for pull in pulls[:PULLS] if pull.amount > 0),
        pulls_against=tuple(pull for pull in reversed(pulls[-PULLS:]) if pull.amount < 0),
        nearest=_nearest(reading, matcher, number, written),
    )


def _pulls(reading: Reading, matcher: Matcher, number: int) -> list[Pull]:
    """Every known feature of the question, the strongest pull for the class first."""
    named = {mark(name): name for name in names(reading.folded, matcher.concepts)}
    marks = matcher.index.vocabulary.marks[reading.seen.numbers].tolist()
    rows = matcher.index.weights[reading.seen.numbers] * matcher.index.step
    amounts = reading.seen.values * (rows[:, number] - rows.mean(axis=1))
    pulls = [Pull(readable(named[one]), float(amount)) for one, amount in zip(marks, amounts, strict=True)]
    return sorted(pulls, key=lambda pull: (-pull.amount, pull.feature))


def _nearest(reading: Reading, matcher: Matcher, number: int, written: Mapping[str, str]) -> Nearest | None:
    index = matcher.index
    text = comparable(reading.folded)
    own = sorted(index.texts[row] for row in reading.near if index.owners[row] == number)
    if not own:
        return None
    likeness = alike(text, own)
    best = int(likeness.argmax())
    return Nearest(written.get(own[best], own[best]), float(likeness[best]))
