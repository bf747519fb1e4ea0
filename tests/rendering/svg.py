"""Reading pictures in tests: the SVG as a browser gets it, taken apart."""

import re
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Drawn:
    """A row of a forest plot as it is drawn: its texts, and its positions in percent."""

    week: int
    figure: str | None
    texts: dict[str, str]
    low: float | None
    dot: float | None
    high: float | None

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Estimate, low and high as printed."""
        text = f"{self.texts.get('forest-estimate', '')} {self.texts.get('forest-interval', '')}"
        return tuple(map(Decimal, NUMBER.findall(text)))


def svgs(page: str, name: str) -> list[ET.Element]:
    """The pictures of a page whose class is the one given. They are well-formed XML, or this raises."""
    return [ET.fromstring(svg) for svg in re.findall(rf'<svg class="{name}".*?</svg>', page, re.DOTALL)]


def by_class(element: ET.Element, name: str) -> list[ET.Element]:
    """Elements below that have a class."""
    return [found for found in element.iter() if name in found.get("class", "").split()]


def percent(element: ET.Element, attribute: str) -> float:
    """A position across."""
    value = element.get(attribute, "")
    assert value.endswith("%"), value
    return float(value[:-1])


def null_of(svg: ET.Element) -> float:
    """Where "no difference" stands; the line through the plot and those in its lanes agree."""
    lines = by_class(svg, "forest-null") + by_class(svg, "forest-null-here")
    (place,) = {percent(line, end) for line in lines for end in ("x1", "x2")}
    return place


def rows_of(svg: ET.Element) -> list[Drawn]:
    """The rows of a forest plot."""
    return [_row(group) for group in by_class(svg, "forest-row")]


def _row(group: ET.Element) -> Drawn:
    lines, dots = by_class(group, "forest-line"), by_class(group, "forest-dot")
    texts = {text.get("class", ""): "".join(text.itertext()) for text in group.iter("text")}
    return Drawn(
        int(group.get("data-week", "")),
        group.get("data-figure"),
        texts,
        percent(lines[0], "x1") if lines else None,
        percent(dots[0], "cx") if dots else None,
        percent(lines[0], "x2") if lines else None,
    )


def all_text(svg: ET.Element) -> str:
    """Every word of a picture, title and description included."""
    return " ".join(svg.itertext())
