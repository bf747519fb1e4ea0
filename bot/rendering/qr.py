"""QR codes as one SVG path: no inline style, so that the strict policy lets them through."""

from dataclasses import dataclass

import segno

QUIET = 4
"""Modules left white around a code, as the standard asks."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A code: its path, in units of one module, inside a square of `size` modules with the quiet zone."""

    path: str
    size: int


def qr(address: str) -> Qr:
    """The QR code of an address, with error correction M (a fold or a stain of the paper does no harm).

    Raises:
        segno.DataOverflowError: the address is longer than a QR code can hold (over two thousand characters).
    """
    rows = [bytes(row) for row in segno.make_qr(address, error="m").matrix]
    runs = (f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z" for y, row in enumerate(rows) for x, length in _runs(row))
    return Qr("".join(runs), len(rows) + 2 * QUIET)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """The dark stretches of a row: where each begins, and how long it is."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((x, 1))
    return found
