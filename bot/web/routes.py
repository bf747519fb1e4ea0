"""What an address or a request is: API or page, whole page or fragment; and our own addresses."""

from collections.abc import Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.model.knowledge import Locale

_API = ("/api/", "/openapi.json", "/healthz", "/readyz", "/metrics")


def is_api(path: str) -> bool:
    """True for addresses that programs read."""
    return path == "/api" or path.startswith(_API)


def is_fragment(request: Request) -> bool:
    """True if htmx asks for a part of a page. The only place that reads its headers."""
    return request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers


def page_url(root_path: str) -> Callable[[Locale, str], str]:
    """A function from (locale, path below it) to an address of ours."""

    def url(locale: Locale, path: str) -> str:
        return f"{root_path}/{locale}{quote(path, safe='/?=&')}"

    return url


class RootPath:
    """Middleware, the outermost: takes the root path off, whether or not a proxy has done so already.

    Inside, every path is as if the application stood alone; only `page_url` and `static` put the root path on again.
    """

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self.app = app
        self.root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""
        path: str = scope.get("path", "")
        if self.root_path and (path == self.root_path or path.startswith(self.root_path + "/")):
            scope = {**scope, "path": path[len(self.root_path) :] or "/", "root_path": ""}
        await self.app(scope, receive, send)
