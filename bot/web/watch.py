"""What is seen of each request from outside: a count, a time, a line in the log; nothing that was typed."""

import logging
import time
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.logs import REQUESTS
from bot.web.metrics import Metrics

log = logging.getLogger(REQUESTS)
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Watch:
    """Middleware: counts and logs each answer by the pattern of its route. `metrics` is None where none are wanted."""

    def __init__(self, app: ASGIApp, metrics: Metrics | None) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Shared with the inner layers, which copy the scope but not this.
        seen: dict[str, Any] = scope.setdefault("state", {}).setdefault("seen", {})
        status, began = 0, time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            self._note(scope["method"], seen, status, time.perf_counter() - began)

    def _note(self, method: str, seen: dict[str, Any], status: int, seconds: float) -> None:
        method = method if method in _METHODS else "other"
        route = seen.get("route", "none")
        if self.metrics:
            self.metrics.answered(method, route, status, seconds)
            if "kind" in seen:
                self.metrics.replied(seen["kind"])
        values = {"method": method, "route": route, "status": status, "milliseconds": round(seconds * 1000, 1)}
        log.info("answered", extra={**values, **({"kind": seen["kind"]} if "kind" in seen else {})})


def note_kind(request: Request, kind: str) -> None:
    """Say which kind of reply a question gets."""
    _seen(request)["kind"] = kind


def note_route(request: Request, pattern: str) -> None:
    """Say which route answers, by the pattern of its address."""
    _seen(request)["route"] = pattern


def _seen(request: Request) -> dict[str, Any]:
    seen: dict[str, Any] = request.scope.get("state", {}).get("seen", {})
    return seen
