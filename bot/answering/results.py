"""The table of results of a reply: which outcome is reported at which week, and which is not."""

from collections.abc import Iterator
from dataclasses import replace

from bot.answering.citing import Citations
from bot.model.knowledge import Intent, Knowledge, Outcome
from bot.model.turn import ResultRow, Slots


def fitting(slots: Slots, intent: Intent) -> Slots:
    """The slots as an intent takes them: an outcome only if it is one of its own; one that it alone implies is added."""
    if intent.outcomes and slots.outcome not in intent.outcomes:
        return replace(slots, outcome=intent.outcomes[0] if len(intent.outcomes) == 1 else None)
    return slots


def asked_outcomes(intent: Intent, slots: Slots) -> tuple[Outcome, ...]:
    """The outcomes a reply is about: the one named, if the intent has it, else all of the intent's."""
    return (slots.outcome,) if slots.outcome in intent.outcomes and slots.outcome else intent.outcomes


def is_reported(intent: Intent, slots: Slots, knowledge: Knowledge) -> bool:
    """True if the article reports any asked outcome at the asked week."""
    return any((outcome, slots.weeks) in knowledge.cells for outcome in asked_outcomes(intent, slots))


def result_rows(intent: Intent, slots: Slots, knowledge: Knowledge, citations: Citations) -> tuple[ResultRow, ...]:
    """Rows of the table. A week that is not reported gets a row that says so, and the rows that exist follow."""
    return tuple(_row(o, w, knowledge, citations) for o, w in _cells(intent, slots, knowledge))


def _cells(intent: Intent, slots: Slots, knowledge: Knowledge) -> Iterator[tuple[Outcome, int]]:
    outcomes = asked_outcomes(intent, slots)
    nothing = not is_reported(intent, slots, knowledge)
    for outcome in outcomes:
        reported = knowledge.weeks_of(outcome)
        if slots.weeks is None:
            yield from ((outcome, weeks) for weeks in reported)
            continue
        yield outcome, slots.weeks
        # A broad question (all outcomes) that has an answer for some outcome stays with the week it asked about.
        if slots.weeks not in reported and (nothing or len(outcomes) <= 2):
            yield from ((outcome, weeks) for weeks in reported)


def _row(outcome: Outcome, weeks: int, knowledge: Knowledge, citations: Citations) -> ResultRow:
    figure = knowledge.cells.get((outcome, weeks))
    return ResultRow(outcome, weeks, figure, citations.figure(figure) if figure else None)
