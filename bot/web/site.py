"""Everything that the routes of the pages share: knowledge, templates, addresses, and how a page is sent."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot import locales
from bot.answering.reviewing import review_of
from bot.conversation.respond import Memory
from bot.conversation.trained import Trained
from bot.locales import LANGUAGE_NAMES
from bot.model.clinic import Clinic
from bot.model.knowledge import Intent, Locale
from bot.questionlog.notes import OFF, Notes
from bot.rendering.html import Pages
from bot.rendering.view import read_view
from bot.serving.assets import Asset
from bot.web.errors import Moved, Problem
from bot.web.replies import Replies, Turns
from bot.web.screening import Screening


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
    index_unreviewed: bool
    screening: Screening | None
    """None where the danger signs of this content were not measured."""
    replies: Replies
    memory: Memory | None
    turns: Turns
    notes: Notes = OFF

    @property
    def offered(self) -> tuple[Locale, ...]:
        """The languages that the clinic offers, in the order of the toggle."""
        return tuple(offered_names(self.clinic))

    @property
    def clinic(self) -> Clinic:
        """Who offers this."""
        return self.trained.knowledge.clinic

    @cached_property
    def live(self) -> Mapping[str, Intent]:
        """Intents that are not withdrawn, by id, in the order of the contents page."""
        return {name: intent for name, intent in self.trained.knowledge.intents.items() if intent.status == "live"}

    @property
    def withdrawn(self) -> frozenset[str]:
        """Ids of the questions whose answer was taken out."""
        return frozenset(self.trained.knowledge.intents) - frozenset(self.live)

    def groups(self) -> list[dict[str, Any]]:
        """Live intents by group: [{"id", "intents"}], in the order of the content."""
        ordered = list(dict.fromkeys(intent.group for intent in self.live.values()))
        intents = sorted(self.live.values(), key=lambda intent: ordered.index(intent.group))
        return [{"id": id, "intents": list(group)} for id, group in groupby(intents, key=lambda intent: intent.group)]

    def indexed(self) -> Mapping[str, tuple[Locale, ...]]:
        """Paths below the language that search engines may list, each with the languages in which they may."""
        offered = self.clinic.languages
        always = ("/", "/questions", "/sources", "/about", *(("/glossary",) if self.index_unreviewed else ()))
        answers = {f"/a/{name}": tuple(filter(partial(self.is_listed, name), offered)) for name in self.live}
        return dict.fromkeys(always, offered) | answers

    def is_listed(self, answer: str, locale: Locale) -> bool:
        """True where search engines may list an answer: it is signed as it stands, or a setting lists all."""
        return self.index_unreviewed or review_of(answer, locale, self.trained.knowledge).state == "signed"

    def public(self, locale: Locale, path: str) -> str | None:
        """The full address of a page of ours where the public one is known."""
        return f"{self.public_url}{self.url(locale, path)}" if self.public_url else None

    def page(self, request: Request, template: str, locale: Locale, status: int = 200, **values: Any) -> Response:
        """A page of a conversation, or a part of one, in the view that the address names."""
        html = self.pages.render(template, locale, view=read_view(request.query_params.get("view")), **values)
        return HTMLResponse(html, status, {"Vary": "HX-Request"})

    def document(self, request: Request, template: str, locale: Locale, **values: Any) -> Response:
        """A page that says the same to everyone. Whoever has this very version already gets a 304 without a body."""
        html = self.pages.render(template, locale, view=read_view(request.query_params.get("view")), **values)
        # Content version first, so that a person can see which one a cache holds; then all else that a page is made of.
        tag = f'W/"{self.trained.knowledge.version}-{hashlib.sha256(html.encode()).hexdigest()[:12]}"'
        if tag in (known.strip() for known in request.headers.get("if-none-match", "").split(",")):
            return Response(status_code=304, headers={"ETag": tag})
        return HTMLResponse(html, headers={"ETag": tag})


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
