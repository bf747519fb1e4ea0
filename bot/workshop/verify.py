"""Every figure against the article: its printed form stands once in its section, and holds the same numbers.

And every number of the article against the figures: it stands in one, or article.yaml says why in none.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.model.knowledge import Figure, Knowledge, Section
from bot.workshop.article_numbers import uncovered

_NUMBER = r"-?\d+(?:\.\d+)?"
_EFFECT = re.compile(
    rf"(?P<weeks>\d+)周.*?\((?:OR|MD)\s*(?P<estimate>{_NUMBER})\s*,\s*(?P<level>\d+)%\s*CI?\s*"
    rf"(?P<low>{_NUMBER})\s*(?:-|至)\s*(?P<high>{_NUMBER})"
)
_POWER = re.compile(r"(\d+(?:\.\d+)?)×10\^(\d+)")
_COUNT = re.compile(r"(\d+(?:\.\d+)?|[一二兩三四五六七八九])([萬億]?)")
_DIGITS = {"一": 1, "二": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SCALE = {"": 1, "萬": 10_000, "億": 100_000_000}


def verify(article: str, knowledge: Knowledge) -> tuple[list[str], int]:
    """Compare all figures of the article with its text.

    Returns the findings, one line each, and how many figures were compared.
    """
    sections = split_sections(article, knowledge.sections)
    figures = [figure for figure in knowledge.figures.values() if figure.printed]
    missing = [f"section {id!r} does not begin anywhere in the article" for id, text in sections.items() if not text]
    lines = [line for figure in figures for line in _compare(figure, sections)]
    return [*missing, *lines, *uncovered(sections, knowledge)], len(figures)


def split_sections(article: str, sections: tuple[Section, ...]) -> dict[str, str]:
    """The text of each section by its id; empty where its opening line is not found."""
    texts: dict[str, list[str]] = {section.id: [] for section in sections}
    waiting = [section for section in sections if section.starts]
    current = sections[0].id
    for line in article.splitlines():
        if waiting and line.startswith(str(waiting[0].starts)):
            current = waiting.pop(0).id
        texts[current].append(line)
    return {id: "\n".join(lines) for id, lines in texts.items()}


def _compare(figure: Figure, sections: dict[str, str]) -> Iterator[str]:
    printed = figure.printed or ""
    count = sections.get(figure.locator, "").count(printed)
    if count != 1:
        yield f"{figure.id}: {printed!r} stands {count} times in the section {figure.locator!r}; it must stand once"
    found = printed_numbers(figure)
    for name, value in _expected(figure).items():
        if value not in found.get(name, found.get("", ())):
            yield f"{figure.id}: {name} is {value}, but {printed!r} does not say so"


def _expected(figure: Figure) -> dict[str, Decimal]:
    values = {"estimate": figure.estimate, "low": figure.low, "high": figure.high, "level": figure.level}
    if figure.weeks is not None:
        values["weeks"] = Decimal(figure.weeks)
    return {name: value for name, value in values.items() if value is not None}


def printed_numbers(figure: Figure) -> dict[str, tuple[Decimal, ...]]:
    """The numbers in a figure's printed form: by role for an effect, all under "" for anything else."""
    printed = figure.printed or ""
    if figure.is_result:
        match = _EFFECT.search(_bracketed(printed))
        return {name: (Decimal(value),) for name, value in match.groupdict().items()} if match else {}
    powers = [Decimal(a) * 10 ** int(b) for a, b in _POWER.findall(printed)]
    counts = [Decimal(_DIGITS.get(n) or n) * _SCALE[scale] for n, scale in _COUNT.findall(_POWER.sub(" ", printed))]
    return {"": (*powers, *counts)}


def _bracketed(printed: str) -> str:
    """The printed form with the outcome's name before the bracket left out ("2周后ALT水平(MD…" as "2周(MD…")."""
    return re.sub(r"周[^()]*\(", "周(", printed)
