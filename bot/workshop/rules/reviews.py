"""Answers whose review has run out."""

from collections.abc import Iterator

from bot.workshop.review import reviews_due
from bot.workshop.rules.material import Found, Material


def check(material: Material) -> Iterator[Found]:
    """Signatures that are to be renewed by the day of the check."""
    for path, where, rule, message in reviews_due(material.knowledge, material.today):
        yield Found(path, where, rule, message)
