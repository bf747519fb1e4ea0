"""A page of the studio, made from one reading of the content."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.answering.compose import compose
from bot.model.knowledge import LOCALES, Locale
from bot.model.turn import Decision, Reply
from bot.rendering.view import View, read_view, seen_as
from bot.studio.desk import Bench


@dataclass(frozen=True, slots=True)
class Visit:
    """A request for a page, with the language of the page and the reading of the content that it is made from."""

    request: Request
    locale: Locale
    bench: Bench

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """See `page`."""
        return page(self.bench, self.request, self.locale, template, status, **values)

    def elsewhere(self, path: str) -> Response:
        """See `elsewhere`."""
        return elsewhere(self.request, self.locale, path)


def view_of(request: Request) -> View:
    """How the editor wants to see the pages."""
    return read_view(request.query_params.get("view"))


def page(bench: Bench, request: Request, locale: Locale, template: str, status: int = 200, **values: Any) -> Response:
    """A page. `here` says which entry of the menu it belongs to, `path` where it lies below the language."""
    made = {"here": "", "path": "/", **values}
    html = bench.pages.render(f"studio/{template}", locale, view=view_of(request), bench=bench, **made)
    return HTMLResponse(html, status)


def elsewhere(request: Request, locale: Locale, path: str) -> Response:
    """Send the browser on to another page of ours, in the same view."""
    return RedirectResponse(seen_as(f"/{locale}{path}", view_of(request)), 303)


def cards(bench: Bench, request: Request, chrome: Locale, decision: Decision) -> dict[Locale, Markup]:
    """The reply as readers see it, in every language. Its links lead to pages of the studio in the editor's own."""
    return {one: card(bench, request, chrome, compose(decision, one, bench.knowledge)) for one in LOCALES}


def card(bench: Bench, request: Request, chrome: Locale, reply: Reply) -> Markup:
    """One reply as readers of its language see it."""
    view = view_of(request)

    def url(_: Locale, path: str, other: View | None = None) -> str:
        return seen_as(f"/{chrome}{path}", other or view)

    html = bench.pages.render("studio/card.html", reply.locale, view=view, reply=reply, url=url)
    return Markup(html)  # noqa: S704  made by our own template, which escaped it
