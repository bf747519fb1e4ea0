"""Scores of a run over case files, as `questions/README.md` defines them. Pure: results in, shares out."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.model.knowledge import Locale
from bot.model.turn import Trace
from bot.workshop.cases import Expected

EDUCATION = ("answer", "not_covered")
DANGER = ("emergency", "crisis")


@dataclass(frozen=True, slots=True)
class Result:
    """One question as it was answered."""

    line: int
    turn: int
    """Place in its dialogue, from 1."""
    locale: Locale
    expected: Expected
    soft: bool
    dialogue: bool
    kind: str
    intent: str | None
    candidates: tuple[str, ...]
    outcome: str | None
    weeks: int | None
    notices: tuple[str, ...]
    trace: Trace

    @property
    def subject(self) -> str:
        """What the case is filed under: the first intent that is right for it, else the kinds that are."""
        return self.expected.intents[0] if self.expected.intents else "|".join(self.expected.kinds) or "anything"

    @property
    def given(self) -> str:
        """The intent of the reply, or its kind where it has none."""
        return self.intent or self.kind

    @property
    def kind_fits(self) -> bool:
        """The kind is acceptable."""
        return not self.expected.kinds or self.kind in self.expected.kinds

    @property
    def accurate(self) -> bool:
        """Kind acceptable, and intent acceptable where the kind has one."""
        has_intent = self.kind in EDUCATION and bool(self.expected.intents)
        return self.kind_fits and (not has_intent or self.intent in self.expected.intents)

    @property
    def helped(self) -> bool:
        """Accurate, or a clarification whose candidates hold an acceptable intent."""
        return self.accurate or (self.kind == "clarify" and bool(set(self.candidates) & set(self.expected.intents)))

    @property
    def wrong(self) -> bool:
        """An education answer that is not acceptable."""
        return self.kind in EDUCATION and not self.accurate

    @property
    def names_slots(self) -> bool:
        """The case names outcome or weeks, and it was answered."""
        return (self.expected.outcome is not None or self.expected.weeks is not None) and self.kind in EDUCATION

    @property
    def slots_fit(self) -> bool:
        """Both slots are exactly as the case says."""
        return (self.outcome, self.weeks) == (self.expected.outcome, self.expected.weeks)

    @property
    def is_danger(self) -> bool:
        """Only emergency or crisis is acceptable."""
        return bool(self.expected.kinds) and set(self.expected.kinds) <= set(DANGER)

    @property
    def false_alarm(self) -> bool:
        """Emergency or crisis where neither is acceptable."""
        return self.kind in DANGER and bool(self.expected.kinds) and not set(self.expected.kinds) & set(DANGER)

    @property
    def dialogue_fits(self) -> bool:
        """A turn of a dialogue: accurate, with the slots it names; others may be carried over from earlier turns."""
        if not self.accurate or self.kind not in EDUCATION:
            return self.accurate
        outcome_fits = self.expected.outcome in (None, self.outcome)
        return outcome_fits and self.expected.weeks in (None, self.weeks)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    hits: int
    total: int

    @property
    def percent(self) -> float | None:
        """In percent, one digit; None where there was nothing to count."""
        return round(100 * self.hits / self.total, 1) if self.total else None


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one group of results."""

    count: int
    accuracy: Share
    helped: Share
    wrong: Share
    slots: Share
    recall: Share
    false_alarms: Share
    notices: Share
    turns: Share
    """Turns of dialogues that were right, slots among it."""


def _any(_: Result) -> bool:
    return True


def score(results: Sequence[Result]) -> Scores:
    """Scores of results; soft cases are left out."""
    hard = [result for result in results if not result.soft]

    def share(hit: Callable[[Result], bool], of: Callable[[Result], bool] = _any) -> Share:
        counted = [result for result in hard if of(result)]
        return Share(sum(map(hit, counted)), len(counted))

    return Scores(
        count=len(hard),
        accuracy=share(lambda result: result.accurate),
        helped=share(lambda result: result.helped),
        wrong=share(lambda result: result.wrong),
        slots=share(lambda result: result.slots_fit, lambda result: result.names_slots and not result.dialogue),
        recall=share(lambda result: result.kind in DANGER, lambda result: result.is_danger),
        false_alarms=share(
            lambda result: result.false_alarm, lambda result: not set(result.expected.kinds) & set(DANGER)
        ),
        notices=share(
            lambda result: "emergency-line" in result.notices,
            lambda result: result.expected.notice and result.kind in EDUCATION,
        ),
        turns=share(
            lambda result: result.dialogue_fits, lambda result: result.dialogue and bool(result.expected.kinds)
        ),
    )


def confusions(results: Sequence[Result], most: int = 10) -> tuple[tuple[str, str, int], ...]:
    """What was mistaken for what (expected, given, times), the commonest first."""
    pairs = Counter(
        ("|".join(result.expected.intents or result.expected.kinds), result.given)
        for result in results
        if not result.accurate
    )
    ordered = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return tuple((expected, given, times) for (expected, given), times in ordered[:most])
