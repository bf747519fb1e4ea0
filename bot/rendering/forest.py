"""Where the parts of a forest plot stand: one for each outcome, computed from the figures and nothing else.

Across, positions are percent of the width, so that a plot fits any screen; down, they are em, so that it grows with
the reader's text size. An odds ratio is drawn on a logarithmic scale, a mean difference on a linear one. There are no
ticks with numbers: the only numbers of a plot are the figures themselves and their weeks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from bot.model.knowledge import Figure, Knowledge, Outcome
from bot.model.turn import ResultRow
from bot.rendering.effects import NULL, Direction, bounds
from bot.rendering.tables import ResultTable, result_tables

MARGIN = 3.0
"""Percent left free at either side."""
LEAST_SIDE = 0.3
"""The shorter side of "no difference", as a share of the longer one, so that both sides can always be seen."""
HEAD, REPORTED, BLANK, FOOT = 3.2, 4.7, 2.1, 0.4
"""Heights in em: the words at the top, a row with a result, a row without, the end."""


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A week. `low`, `estimate` and `high` are percent of the width; None where nothing is reported."""

    weeks: int
    figure: Figure | None
    asked: bool
    top: float
    low: float | None = None
    estimate: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Forest:
    """A forest plot, and the table that says the same."""

    outcome: Outcome
    better: Direction
    null: float
    """Where "no difference" stands, percent of the width."""
    height: float
    rows: tuple[ForestRow, ...]
    table: ResultTable
    key: tuple[Outcome, int | None, int | None]
    """What it depends on beside the content: the outcome, the number of its citation, the week asked about."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that are drawn."""
        return tuple(row.figure for row in self.rows if row.figure)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the value of a figure to percent of the width."""

    logarithmic: bool
    start: float
    """The (transformed) value at the left margin."""
    length: float

    def place(self, value: float) -> float:
        """Percent of the width, with two decimals."""
        return round(MARGIN + (100 - 2 * MARGIN) * (self.transform(value) - self.start) / self.length, 2)

    def transform(self, value: float) -> float:
        """The value, or its logarithm."""
        return log(value) if self.logarithmic else value


def all_weeks(knowledge: Knowledge) -> tuple[int, ...]:
    """Every week at which the article reports anything."""
    return tuple(sorted({weeks for _, weeks in knowledge.cells}))


def forest(outcome: Outcome, knowledge: Knowledge, mark: int | None = None, asked: int | None = None) -> Forest:
    """The plot of an outcome over all weeks that are reported for any, and the week asked about.

    `mark` is the number of the citation that the figures carry in the reply; None where there is none.

    Raises:
        ValueError: nothing is reported for the outcome.
    """
    weeks = sorted({*all_weeks(knowledge), *(() if asked is None else (asked,))})
    found = [(week, knowledge.cells.get((outcome, week))) for week in weeks]
    scale = scale_of([figure for _, figure in found if figure])
    rows = tuple(_rows(found, scale, asked))
    table = result_tables(ResultRow(outcome, week, figure, mark if figure else None) for week, figure in found)[0]
    null = scale.place(float(NULL[_first(found).measure]))
    end = rows[-1].top + (REPORTED if rows[-1].figure else BLANK)
    return Forest(
        outcome, knowledge.outcomes[outcome].better, null, round(end + FOOT, 2), rows, table, (outcome, mark, asked)
    )


def scale_of(figures: list[Figure]) -> Scale:
    """A scale that holds all intervals and shows both sides of "no difference"."""
    if not figures or len({figure.measure for figure in figures}) != 1:
        raise ValueError("a plot needs figures of one measure")
    logarithmic = figures[0].measure == "OR"
    raw = Scale(logarithmic, 0, 1)
    ends = [raw.transform(float(value)) for figure in figures for value in bounds(figure)]
    null = raw.transform(float(NULL[figures[0].measure]))
    left, right = max(0.0, null - min(ends)), max(0.0, max(ends) - null)
    least = LEAST_SIDE * max(left, right)
    left, right = max(left, least), max(right, least)
    return Scale(logarithmic, null - left, left + right)


def _rows(found: Iterable[tuple[int, Figure | None]], scale: Scale, asked: int | None) -> Iterable[ForestRow]:
    top = HEAD
    for week, figure in found:
        places = (scale.place(float(value)) for value in bounds(figure)) if figure else ()
        yield ForestRow(week, figure, week == asked, round(top, 2), *places)
        top += REPORTED if figure else BLANK


def _first(found: Iterable[tuple[int, Figure | None]]) -> Figure:
    return next(figure for _, figure in found if figure)
