"""Colours: how well one can be read on another, and an accent that can be read everywhere it is used."""

import re

READABLE = 4.5
"""Least contrast of text on its ground: WCAG 2.2, success criterion 1.4.3, level AA."""
LIGHT_GROUNDS = ("#ffffff", "#eeecfa")
"""The lightest and the darkest ground that an accent is written on in the light scheme."""
DARK_GROUND = "#2b2843"
"""The lightest ground of the dark scheme."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lightened(colour: str, ground: str, wanted: float) -> str:
    """The colour with just as much white in it as is needed to reach a contrast on a dark ground."""
    steps = (mix(colour, "#ffffff", step / 20) for step in range(21))
    return next(made for made in steps if contrast(made, ground) >= wanted or made == "#ffffff")


def parse_accent(value: str) -> str:
    """An accent colour, in lower case.

    Raises:
        ValueError: not written as #rrggbb, or too pale to be read on the light grounds and under white words.
    """
    if not _HEX.fullmatch(value):
        raise ValueError('a colour such as "#1d6f5c" is expected: # and six hexadecimal digits, in double quotes')
    worst = min(contrast(value, ground) for ground in LIGHT_GROUNDS)
    if worst < READABLE:
        raise ValueError(f"the contrast is {worst:.1f}, at least {READABLE} is needed to read it; take a darker colour")
    return value.lower()


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
