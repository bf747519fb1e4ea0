"""Ambulance numbers for showing: one line for each number, with the places where it works, nearest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from bot.content.site_file import leading_regions
from bot.model.knowledge import Knowledge, Locale, Region
from bot.rendering.html import COMMA, Pages

_NEAREST: dict[Locale, tuple[str, ...]] = {
    "en": ("GB", "US", "HK", "CA", "AU", "NZ", "IE", "EU", "SG", "MY", "MO", "CN", "TW"),
    "zh-Hans": ("CN", "SG", "MY", "HK", "MO", "TW", "US", "CA", "AU", "NZ", "GB", "IE", "EU"),
    "zh-Hant": ("TW", "HK", "MO", "MY", "SG", "CN", "US", "CA", "AU", "NZ", "GB", "IE", "EU"),
}
"""Where readers of each language mostly are. Every region is listed all the same."""


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """A number and the places where it calls an ambulance."""

    number: str
    nearest: str
    places: str


def by_nearness(regions: Iterable[Region], locale: Locale, leading: tuple[Region, ...] = ()) -> tuple[Region, ...]:
    """Regions in the order that suits readers of a language; before all of them those that the clinic puts first."""
    order = _NEAREST[locale]

    def place(region: Region) -> tuple[bool, int]:
        if region in leading:
            return False, leading.index(region)
        return True, order.index(region.id) if region.id in order else len(order)

    return tuple(sorted(regions, key=place))


def number_groups(regions: Iterable[Region], locale: Locale) -> tuple[NumberGroup, ...]:
    """Each number once, with its places, in the order of the regions."""
    places: dict[str, list[str]] = {}
    for region in regions:
        places.setdefault(region.ambulance, []).append(region.name[locale])
    comma = COMMA[locale]
    return tuple(NumberGroup(number, names[0], comma.join(names)) for number, names in places.items())


def add_numbers(pages: Pages, knowledge: Knowledge) -> None:
    """Give every template the emergency numbers of its language: `emergency`, how many of them lead, `by_nearness`."""
    leading = leading_regions(knowledge)
    for locale, environment in pages.environments.items():
        # The clinic's own numbers keep their places to themselves: 999 in Hong Kong is not 999 in London.
        first = number_groups(leading, locale)
        others = number_groups(by_nearness(knowledge.regions, locale, leading)[len(leading) :], locale)
        environment.globals.update(emergency=(*first, *others), leading=len(first))
        environment.filters["by_nearness"] = partial(by_nearness, locale=locale, leading=leading)
