"""Numbers of the article that no figure holds: each is listed in article.yaml with the reason, or it is a finding."""

import re
from collections.abc import Iterator, Mapping

from bot.model.knowledge import Knowledge

_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*|[二三四五六七八九十百千萬億兩]+")
"""Digits, and Chinese numerals from two on: 一 counts something only as part of a larger numeral."""
_AROUND = 8


def uncovered(sections: Mapping[str, str], knowledge: Knowledge) -> Iterator[str]:
    """A line for each number of a section that is in no figure and not listed, and for each listed one that is gone.

    `sections` are the texts of the article's sections by id.
    """
    for section in knowledge.sections:
        text = sections[section.id]
        listed = [number.printed for number in section.no_figure]
        for printed in listed:
            if printed not in text:
                yield f"article.yaml: {printed!r}, listed under no_figure, does not stand in the section {section.id!r}"
            elif not _NUMERAL.search(printed):
                yield f"article.yaml: {printed!r}, listed under no_figure of {section.id!r}, holds no number"
        held = [figure.printed for figure in knowledge.figures.values() if figure.locator == section.id]
        yield from _loose(text, section.id, [*listed, *(printed for printed in held if printed)])


def _loose(text: str, section: str, known: list[str]) -> Iterator[str]:
    covered = [match.span() for printed in known for match in re.finditer(re.escape(printed), text)]
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        if not any(first <= start and end <= last for first, last in covered):
            around = text[max(0, start - _AROUND) : end + _AROUND].replace("\n", " ")
            yield (
                f"{match[0]!r} in the section {section!r} ({around!r}) is in no figure; make it one, or list it under "
                "no_figure of that section in article.yaml with the reason"
            )
