"""Where the parts of the overview stand: every outcome by every week, reported or not.

As in a forest plot, positions across are percent of the width and positions down are em. The only numbers are weeks.
"""

from dataclasses import dataclass

from bot.model.knowledge import Figure, Knowledge, Outcome
from bot.rendering.effects import Direction, direction, reaches_null
from bot.rendering.forest import all_weeks

HEAD, ROW = 1.6, 4.0
"""Heights in em: the line of weeks, and the name of an outcome with its cells below."""
GAP = 1.5
"""Percent of the width between two cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """A week: where its cells begin and their middle, percent of the width."""

    weeks: int
    left: float
    middle: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of an outcome. `points` and `reaches` are None and False where nothing is reported."""

    column: Column
    figure: Figure | None
    points: Direction | None = None
    reaches: bool = False
    """The interval touches or crosses "no difference"."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An outcome, with the page that answers for it; None where that answer was taken out."""

    outcome: Outcome
    intent: str | None
    better: Direction
    top: float
    cells: tuple[Cell, ...]

    @property
    def groups(self) -> tuple[tuple[Cell, tuple[int, ...]], ...]:
        """Cells that say the same, each with its weeks; for the table that is equal to the picture."""
        weeks: dict[tuple[bool, Direction | None, bool], list[int]] = {}
        for cell in self.cells:
            weeks.setdefault((cell.figure is None, cell.points, cell.reaches), []).append(cell.column.weeks)
        first = {own[0]: tuple(own) for own in weeks.values()}
        groups = [(cell, first[cell.column.weeks]) for cell in self.cells if cell.column.weeks in first]
        return tuple(sorted(groups, key=lambda group: group[0].figure is None))


@dataclass(frozen=True, slots=True)
class Matrix:
    """The overview: columns are weeks, rows are outcomes."""

    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    width: float
    """Of a cell, percent."""
    height: float
    group: str
    """The group of questions that it belongs to."""


def matrix(knowledge: Knowledge) -> Matrix:
    """The overview of everything the article reports as a number, drawn from the figures; empty if it reports none."""
    weeks = all_weeks(knowledge)
    if not weeks:
        return Matrix((), (), 0, 0, "")
    pitch = 100 / len(weeks)
    columns = tuple(Column(week, _two(i * pitch + GAP / 2), _two((i + 0.5) * pitch)) for i, week in enumerate(weeks))
    reported = [outcome for outcome in knowledge.outcomes if knowledge.weeks_of(outcome)]
    rows = tuple(
        MatrixRow(
            outcome,
            _intent(outcome, knowledge),
            knowledge.outcomes[outcome].better,
            _two(HEAD + i * ROW),
            tuple(_cell(column, knowledge.cells.get((outcome, column.weeks))) for column in columns),
        )
        for i, outcome in enumerate(reported)
    )
    return Matrix(columns, rows, _two(pitch - GAP), _two(HEAD + len(rows) * ROW), _group(knowledge))


def _cell(column: Column, figure: Figure | None) -> Cell:
    return Cell(column, figure, direction(figure), reaches_null(figure)) if figure else Cell(column, None)


def _intent(outcome: Outcome, knowledge: Knowledge) -> str | None:
    """The question that is about this outcome most of all, of those that have an answer."""
    holding = [intent for intent in knowledge.intents.values() if outcome in intent.outcomes]
    live = [intent for intent in holding if intent.status == "live"]
    return min(live, key=lambda intent: len(intent.outcomes)).id if live else None


def _group(knowledge: Knowledge) -> str:
    """The group of the question that shows most outcomes."""
    return max(knowledge.intents.values(), key=lambda intent: len(intent.outcomes)).group


def _two(value: float) -> float:
    return round(value, 2)
