"""Pairwise combinations: few rows in which every two values of different questions meet at least once."""

from collections.abc import Sequence
from itertools import combinations, product


def pairwise_rows(*columns: Sequence[str]) -> list[tuple[str, ...]]:
    """Rows over all columns; greedy, so not the fewest, but always the same ones."""
    places = list(combinations(range(len(columns)), 2))
    open_pairs = {(a, b, x, y) for a, b in places for x, y in product(columns[a], columns[b])}
    rows = []
    while open_pairs:
        row = max(product(*columns), key=lambda row: len(_pairs(row, places) & open_pairs))
        open_pairs -= _pairs(row, places)
        rows.append(row)
    return rows


def _pairs(row: tuple[str, ...], places: list[tuple[int, int]]) -> set[tuple[int, int, str, str]]:
    return {(a, b, row[a], row[b]) for a, b in places}
