"""Taking times, and printing them as a table that a person can read."""

import time
from collections.abc import Callable, Sequence

import numpy as np

Ask = Callable[[str], object]


def machine_speed() -> float:
    """Seconds for ten million additions in plain Python: what to hold absolute times of different runs against."""
    start = time.perf_counter()
    total = 0
    for number in range(10_000_000):
        total += number
    return time.perf_counter() - start


def best_times(ask: Ask, texts: Sequence[str], repeat: int) -> list[float]:
    """Milliseconds for each text: the best of the rounds, so that a busy machine disturbs less."""
    best = [float("inf")] * len(texts)
    for _ in range(repeat):
        for number, text in enumerate(texts):
            start = time.perf_counter()
            ask(text)
            best[number] = min(best[number], (time.perf_counter() - start) * 1000)
    return best


def times_of(ask: Ask, text: str, rounds: int = 50) -> list[float]:
    """Milliseconds of one text, over and over."""
    return [time for _ in range(rounds) for time in best_times(ask, [text], 1)]


def middle_and_slow(times: Sequence[float]) -> tuple[float, float]:
    """The 50th and the 99th percentile."""
    return float(np.quantile(times, 0.5)), float(np.quantile(times, 0.99))


def milliseconds(value: float) -> str:
    """A time with three digits that count: 0.123, 1.23, 12.3, 123."""
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}" if value >= 1 else f"{value:.3f}"


def print_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under heads: the first column to the left, the others to the right."""
    cells = [(title, *heads), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join((row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:]))) for row in cells]
    print("\n".join((lines[0], "-" * len(lines[0]), *lines[1:])), end="\n\n", flush=True)
