"""The gate before every page: only this machine's names, only our own pages, only a session that was begun here."""

import logging
from http.cookies import CookieError, SimpleCookie
from typing import Protocol

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.serving.policy import EVERYWHERE, PAGE_CSP
from bot.studio.keys import Keys

log = logging.getLogger(__name__)
START = "/start"
MAX_BODY = 256 * 1024
"""Bytes of a form. The longest holds one text in three languages."""
_SENT = {**EVERYWHERE, "Content-Security-Policy": PAGE_CSP, "X-Frame-Options": "DENY", "Cache-Control": "no-store"}


class Refuse(Protocol):
    """Makes the page that says why there is no other."""

    def __call__(self, request: Request, status: int, reason: str) -> Response:
        """`reason` is "host", "origin", "session", "start" or "size"."""


class Gate:
    """Middleware, the outermost."""

    def __init__(self, app: ASGIApp, keys: Keys, port: int, refuse: Refuse) -> None:
        self.app = app
        self.keys = keys
        self.hosts = tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))
        self.cookie = f"hepatica-studio-{port}"
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        answer = self._answer(request)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_SENT)
            await send(message)

        try:
            await (answer or self.app)(scope, receive, with_headers)
        except Exception:
            log.exception("the studio could not answer %s %s", request.method, scope["path"])
            await self.refuse(request, 500, "wrong")(scope, receive, with_headers)

    def _answer(self, request: Request) -> Response | None:
        """What the gate itself answers; None lets the request through."""
        path: str = request.scope["path"]
        host = request.headers.get("host", "")
        if host not in self.hosts:
            return self.refuse(request, 421, "host")
        if request.method not in ("GET", "HEAD") and not _from_our_pages(request.headers, host):
            return self.refuse(request, 403, "origin")
        if path.startswith("/static/"):
            return None
        if path == START:
            return self._start(request)
        if not self.keys.known(_cookie(request.headers, self.cookie)):
            return self.refuse(request, 403, "session")
        if request.method == "POST" and not _bounded(request.headers):
            return self.refuse(request, 413, "size")
        return None

    def _start(self, request: Request) -> Response:
        """Exchange the token of a start address for a session."""
        # A browser that fetches ahead what is being typed must not use the token up.
        ahead = "prefetch" in request.headers.get("sec-purpose", "")
        token = request.query_params.get("token", "")
        session = None if ahead or request.method != "GET" else self.keys.begin(token)
        if session is None:
            return self.refuse(request, 403, "start")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.cookie, session, path="/", httponly=True, samesite="strict")
        return answer


def _from_our_pages(headers: Headers, host: str) -> bool:
    """True where the browser says that one of our own pages sent this. One that says nothing is not believed."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None and site is None:
        return False
    return origin in (None, f"http://{host}") and site in (None, "same-origin")


def _bounded(headers: Headers) -> bool:
    length = headers.get("content-length", "")
    return length.isascii() and length.isdigit() and len(length) < 10 and int(length) <= MAX_BODY


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
