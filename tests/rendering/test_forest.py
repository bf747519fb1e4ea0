"""Forest plots: every mark stands where its figure says, whatever the figures are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.knowledge import LOCALES, Figure, Knowledge, Outcome
from bot.rendering.effects import NULL, direction, reaches_null
from bot.rendering.forest import all_weeks, forest, scale_of
from tests.shipped import OUTCOMES

WORDS = {"higher": ("higher", "高"), "lower": ("lower", "低")}


def effect(measure: str, *values: Decimal) -> Figure:
    """An effect estimate with low, estimate and high."""
    low, estimate, high = sorted(values)
    return Figure(
        id="x", measure=measure, estimate=estimate, low=low, high=high, level=95, locator="results", sources=("article",)
    )  # fmt: skip


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_week_has_a_row_and_only_reported_ones_a_mark(knowledge: Knowledge, outcome: Outcome) -> None:
    """The plot shows all weeks of the article; a blank one holds no position, and nothing stands in between."""
    plot = forest(outcome, knowledge)
    assert tuple(row.weeks for row in plot.rows) == all_weeks(knowledge) == (2, 4, 8, 12, 24)
    for row in plot.rows:
        assert row.figure == knowledge.cells.get((outcome, row.weeks))
        assert (row.estimate is None) == (row.figure is None)
    assert [row.figure for row in plot.table.rows] == [row.figure for row in plot.rows]
    tops = [row.top for row in plot.rows]
    assert tops == sorted(tops) and tops[-1] < plot.height


def test_a_week_that_was_asked_about_has_its_row_too(knowledge: Knowledge) -> None:
    """A question about week 48 gets a row that is blank, in its place, and marked as the one asked about."""
    plot = forest("meld", knowledge, asked=48)
    assert [(row.weeks, row.asked) for row in plot.rows][-1] == (48, True)
    assert plot.rows[-1].figure is None


@pytest.mark.parametrize("locale", LOCALES)
def test_the_better_side_is_the_one_that_the_words_name(knowledge: Knowledge, locale: str) -> None:
    """The direction that a picture marks is the one that the label of the outcome says."""
    for outcome, better in ((id, one.better) for id, one in knowledge.outcomes.items()):
        label = knowledge.locales[locale].labels.better[outcome]
        other = "lower" if better == "higher" else "higher"
        assert any(word in label for word in WORDS[better])
        assert not any(word in label for word in WORDS[other])


VALUES = st.decimals(Decimal("0.05"), Decimal(50), places=2)


@given(
    st.sampled_from(["OR", "MD"]), st.booleans(), st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=5)
)
def test_any_figures_stay_inside_and_in_order(measure: str, below: bool, values: list[tuple[Decimal, ...]]) -> None:
    """Whatever the numbers, nothing leaves the picture, larger values stand further right, and both sides show."""
    sign = -1 if below and measure == "MD" else 1
    figures = [effect(measure, *(sign * value for value in three)) for three in values]
    if measure == "OR" and all(value == 1 for three in values for value in three):
        return
    scale = scale_of(figures)
    null = scale.place(float(NULL[figures[0].measure]))
    assert 20 < null < 80
    places = sorted((value, scale.place(float(value))) for f in figures for value in (f.low, f.estimate, f.high))
    assert all(0 <= place <= 100 for _, place in places)
    assert [place for _, place in places] == sorted(place for _, place in places)
    for value, place in places:
        if abs(place - null) > 0.02:
            assert (place > null) == (value > NULL[figures[0].measure])


def test_figures_of_different_measures_share_no_scale() -> None:
    """An odds ratio and a mean difference are never drawn together."""
    with pytest.raises(ValueError, match="one measure"):
        scale_of([effect("OR", Decimal(1), Decimal(2), Decimal(3)), effect("MD", Decimal(1), Decimal(2), Decimal(3))])


@pytest.mark.parametrize(
    ("measure", "values", "points", "reaches"),
    [
        ("OR", ("0.5", "0.9", "1.2"), "lower", True),
        ("OR", ("1.1", "1.5", "2.0"), "higher", False),
        ("MD", ("-3", "-1", "0"), "lower", True),
        ("MD", ("-3", "-1", "-0.25"), "lower", False),
        ("MD", ("-1", "0", "1"), "same", True),
    ],
)
def test_direction_and_reach_are_told_apart(measure: str, values: tuple[str, ...], points: str, reaches: bool) -> None:
    """An interval that only touches "no difference" counts as one that reaches it."""
    figure = effect(measure, *map(Decimal, values))
    assert (direction(figure), reaches_null(figure)) == (points, reaches)
