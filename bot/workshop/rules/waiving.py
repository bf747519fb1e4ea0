"""Waivers: which findings the content accepts with a reason, and which waivers accept nothing."""

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase

from bot.model.waiver import Waiver
from bot.workshop.rules.material import Found, Material
from bot.workshop.rules.registry import RULES

FILE = "waivers.yaml"


def accepts(waiver: Waiver, rule: str, file: str, about: str) -> bool:
    """True if a waiver speaks of such a finding."""
    return waiver.rule == rule and fnmatchcase(file, waiver.file) and fnmatchcase(about, waiver.about)


def check(material: Material, used: Collection[int], slow: bool) -> Iterator[Found]:
    """Waivers that waive nothing. `used` are the numbers of those that do; `slow` says that slow rules ran too."""
    for index, waiver in enumerate(material.waivers):
        rule = RULES.get(waiver.rule)
        if rule is None:
            message = f"there is no rule {waiver.rule!r}"
        elif rule.starts:
            message = f"the rule {waiver.rule!r} stops the start and cannot be waived"
        elif index in used or (rule.slow and not slow):
            continue
        else:
            message = f"nothing is found that it fits ({waiver.rule}, {waiver.about}); check `rule`, `file` and `about`"
        yield Found(FILE, ("waivers", index), "waiver", message)
