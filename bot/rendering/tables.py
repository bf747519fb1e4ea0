"""Results of a reply as tables: one for each outcome, in the order of the reply."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from bot.model.knowledge import Measure, Outcome
from bot.model.turn import ResultRow


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The rows of one outcome, with what its reported rows have in common."""

    outcome: Outcome
    measure: Measure | None
    level: Decimal | None
    """Confidence level in percent; None where no row is reported."""
    rows: tuple[ResultRow, ...]


def result_tables(rows: Iterable[ResultRow]) -> tuple[ResultTable, ...]:
    """Consecutive rows of the same outcome as a table."""
    return tuple(_table(outcome, tuple(own)) for outcome, own in groupby(rows, key=lambda row: row.outcome))


def _table(outcome: Outcome, rows: tuple[ResultRow, ...]) -> ResultTable:
    figure = next((row.figure for row in rows if row.figure), None)
    return ResultTable(outcome, figure.measure if figure else None, figure.level if figure else None, rows)
