"""Everything that the routes of the pages share: knowledge, templates, addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from starlette.requests import Request

from bot import locales
from bot.conversation.trained import Trained
from bot.model.clinic import Clinic
from bot.model.knowledge import Intent, Locale
from bot.rendering.html import Pages
from bot.web.assets import Asset
from bot.web.errors import Moved, Problem

LANGUAGE_NAMES: Mapping[Locale, str] = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}
"""Each language in its own words, in the order of the toggle."""


def offered_names(clinic: Clinic) -> Mapping[Locale, str]:
    """The languages that the clinic offers, in the order of the toggle."""
    return {locale: name for locale, name in LANGUAGE_NAMES.items() if locale in clinic.languages}


@dataclass(frozen=True)
class Site:
    """What the pages are made from."""

    trained: Trained
    pages: Pages
    assets: Mapping[str, Asset]
    url: Callable[[Locale, str], str]
    root_path: str
    public_url: str | None

    @property
    def clinic(self) -> Clinic:
        """Who offers this."""
        return self.trained.knowledge.clinic

    @cached_property
    def live(self) -> Mapping[str, Intent]:
        """Intents that are not withdrawn, by id, in the order of the contents page."""
        return {name: intent for name, intent in self.trained.knowledge.intents.items() if intent.status == "live"}

    def groups(self) -> list[dict[str, Any]]:
        """Live intents by group: [{"id", "intents"}], in the order of the content."""
        ordered = list(dict.fromkeys(intent.group for intent in self.live.values()))
        intents = sorted(self.live.values(), key=lambda intent: ordered.index(intent.group))
        return [{"id": id, "intents": list(group)} for id, group in groupby(intents, key=lambda intent: intent.group)]


def page_locale(tag: str, request: Request, site: Site) -> Locale:
    """The language that an address names.

    Raises:
        Moved: it is written in another case.
        Problem: 404, it is none of ours, or not offered.
    """
    locale = locales.canonical(tag)
    if locale is None or locale not in site.clinic.languages:
        raise Problem(404)
    if locale != tag:
        rest = request.scope["path"].removeprefix(f"/{tag}") or "/"
        query = f"?{request.url.query}" if request.url.query else ""
        raise Moved(site.url(locale, rest) + query)
    return locale
