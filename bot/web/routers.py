"""Routers whose routes say that they answer: of the API, and of pages, which leave nothing to check or convert."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from bot.web.watch import note_route

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class NotedRoute(APIRoute):
    """A route that is noted where it answers."""

    def get_route_handler(self) -> Handler:
        """What FastAPI makes of the function, noted."""
        return self.noted(super().get_route_handler())

    def noted(self, handler: Handler) -> Handler:
        """A handler that notes this route before it answers."""

        async def answer(request: Request) -> Response:
            note_route(request, self.path)
            return await handler(request)

        return answer


class PageRoute(NotedRoute):
    """A route to a page or a file: its function takes the request and the named parts of the address, as text.

    FastAPI would look on each request for parameters to check, of which there are none.
    """

    def get_route_handler(self) -> Handler:
        """The function itself, noted."""
        endpoint = self.endpoint

        async def page(request: Request) -> Response:
            found: Response = await endpoint(request, **request.path_params)
            return found

        return self.noted(page)


def api_router() -> APIRouter:
    """For routes that programs read: described, with parameters that FastAPI checks."""
    return APIRouter(tags=["api"], route_class=NotedRoute)


def page_router() -> APIRouter:
    """For pages and files."""
    return APIRouter(include_in_schema=False, route_class=PageRoute)
