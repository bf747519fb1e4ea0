"""Errors, in one shape per surface: problem details for the API, a friendly page or fragment for people.

Each carries the emergency numbers. None repeats what was sent.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import locales
from bot.model.clinic import Clinic
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.rendering.html import Pages
from bot.rendering.plain import emergency_line
from bot.rendering.view import STANDARD, View, read_view
from bot.web.routes import is_api, is_fragment
from bot.web.surface import PAGE, Surface, surface_of

log = logging.getLogger(__name__)
FAILED = 500


class Problem(Exception):
    """An answer that is an error: HTTP status, title and detail (for the API), and the language if it is known."""

    def __init__(self, status: int, title: str = "", detail: str = "", locale: Locale | None = None) -> None:
        super().__init__(f"{status} {title}")
        self.status = status
        self.title = title or HTTPStatus(status).phrase
        self.detail = detail or HTTPStatus(status).description
        self.locale = locale
        self.headers: dict[str, str] = {}


class Moved(Exception):
    """The page is at another address, given as a path that starts with the root path."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True)
class ErrorPages:
    """Renders errors. The page of an internal error is rendered at start: when it is needed, it needs nothing."""

    pages: Mapping[Surface, Pages]
    knowledge: Knowledge
    failed: Mapping[tuple[Surface, Locale, bool], str] = field(default_factory=dict)

    def response(self, request: Request, problem: Problem) -> Response:
        """The error as problem details, as a fragment or as a page."""
        path: str = request.scope["path"]
        locale = problem.locale or _locale(path, request, self.knowledge.clinic)
        if is_api(path):
            body = {
                "type": "about:blank",
                "title": problem.title,
                "status": problem.status,
                "detail": problem.detail,
                "emergency": emergency_line(self.knowledge, locale),
            }
            return JSONResponse(body, problem.status, problem.headers, "application/problem+json")
        html = self.html(problem.status, locale, is_fragment(request), surface_of(path), view_of(request))
        return HTMLResponse(html, problem.status, {**problem.headers, "Vary": "HX-Request, Accept-Language"})

    def html(self, status: int, locale: Locale, fragment: bool, surface: Surface = PAGE, view: View = STANDARD) -> str:
        """The page or fragment of a status. An internal error is shown in the standard view."""
        if status >= FAILED and self.failed:
            return self.failed[surface, locale, fragment]
        template = surface.error_part if fragment else surface.error
        return self.pages[surface].render(template, locale, status=status, path="/", view=view)


def build_error_pages(pages: Mapping[Surface, Pages], knowledge: Knowledge) -> ErrorPages:
    """Error pages of every surface, with those of internal errors rendered already."""
    plain = ErrorPages(pages, knowledge)
    failed = {
        (surface, locale, part): plain.html(FAILED, locale, part, surface)
        for surface in pages
        for locale in LOCALES
        for part in (False, True)
    }
    return ErrorPages(pages, knowledge, failed)


def install_handlers(app: FastAPI, errors: ErrorPages) -> None:
    """Answer every kind of error that a route can raise."""

    async def problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return errors.response(request, error)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        found = Problem(error.status_code)
        found.headers = {key: value for key, value in (error.headers or {}).items() if key.lower() == "allow"}
        return errors.response(request, found)

    async def invalid(request: Request, _: Exception) -> Response:
        return errors.response(request, Problem(422, "The request cannot be used", "A parameter is missing or wrong."))

    async def moved(_: Request, error: Exception) -> Response:
        assert isinstance(error, Moved)
        return RedirectResponse(error.path, 308)

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Moved, moved)


class ErrorBoundary:
    """Middleware: whatever is raised and not answered becomes an error page; only the log knows the reason."""

    def __init__(self, app: ASGIApp, errors: ErrorPages) -> None:
        self.app = app
        self.errors = errors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            # Nobody is there to be answered, and nothing went wrong here.
            return
        except Exception as error:
            if not isinstance(error, Problem):
                log.exception("unanswered error at %s", scope["method"])
            if started:
                raise
            found = error if isinstance(error, Problem) else Problem(FAILED)
            await self.errors.response(Request(scope), found)(scope, receive, send)


def view_of(request: Request) -> View:
    """The view that an address names."""
    return read_view(request.query_params.get("view"))


def _locale(path: str, request: Request, clinic: Clinic) -> Locale:
    """The language of the page's address, else of the browser, among those that are offered."""
    named = locales.canonical(path.lstrip("/").partition("/")[0])
    if named and named in clinic.languages:
        return named
    return locales.negotiate(request.headers.get("accept-language"), clinic.languages, clinic.default)
