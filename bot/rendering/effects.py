"""What a picture may say of one result: which way it points, and whether its interval reaches "no difference"."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from bot.model.knowledge import Figure, Measure

Direction = Literal["higher", "lower", "same"]

NULL: Mapping[Measure, Decimal] = {"OR": Decimal(1), "MD": Decimal(0)}
"""The value of "no difference": an odds ratio of one, a mean difference of zero."""


def bounds(figure: Figure) -> tuple[Decimal, Decimal, Decimal]:
    """Low, estimate and high of an effect estimate.

    Raises:
        ValueError: the figure is none. The content check lets no odds ratio or mean difference lack one of the three.
    """
    if figure.measure not in NULL or figure.low is None or figure.estimate is None or figure.high is None:
        raise ValueError(f"{figure.id} is no effect estimate with an interval")
    return figure.low, figure.estimate, figure.high


def direction(figure: Figure) -> Direction:
    """On which side of "no difference" the estimate lies."""
    _, estimate, _ = bounds(figure)
    null = NULL[figure.measure]
    return "higher" if estimate > null else "lower" if estimate < null else "same"


def reaches_null(figure: Figure) -> bool:
    """True if the interval touches or crosses "no difference"."""
    low, _, high = bounds(figure)
    return low <= NULL[figure.measure] <= high
