"""Compression of what anyone may fetch."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_SMALLEST = 1024


class Compression:
    """Middleware: gzip for answers to GET. Answers to POST hold a person's own words and are sent as they are.

    The length of a compressed page depends on what it says, and so would tell a listener on the line more about a
    question than the page does uncompressed. Pages that are fetched say the same to everyone and hold no secret.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.plain = app
        self.compressed = GZipMiddleware(app, minimum_size=_SMALLEST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""
        fetched = scope["type"] == "http" and scope["method"] == "GET"
        await (self.compressed if fetched else self.plain)(scope, receive, send)
