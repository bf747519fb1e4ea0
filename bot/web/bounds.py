"""Limits on what a request may be: its host, its address, its headers, and its body, counted while it arrives."""

import asyncio
import re
from collections.abc import Iterable

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.errors import Problem
from bot.web.routes import is_api

API_BYTES = 16 * 1024
PAGE_BYTES = 64 * 1024
"""Pages carry the transcript."""
ADDRESS_BYTES = 4 * 1024
HEADER_BYTES = 16 * 1024
"""Names and values of all headers together. Browsers send one or two KiB; we set no cookie."""
BODY_SECONDS = 15.0
"""Time for a whole body. The largest takes four seconds on the slowest mobile networks."""
_NO_BODY = ("GET", "HEAD", "OPTIONS")
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:(?P<port>[0-9]{1,5}))?")


class Bounds:
    """Middleware: refuses what is too large (413, 414, 431) or too slow (408), and hosts that are not ours (400)."""

    def __init__(self, app: ASGIApp, allowed_hosts: tuple[str, ...], body_seconds: float = BODY_SECONDS) -> None:
        self.app = app
        self.allowed_hosts = allowed_hosts
        self.body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point.

        Raises:
            Problem: 400 for another host, 408 for a body that does not arrive, 413, 414 and 431 for a body, an
                address and headers over their limits.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        _check_head(scope)
        request = Request(scope)
        if not _is_allowed(request.headers.get("host", ""), self.allowed_hosts):
            raise Problem(400, "Unknown host", "This server does not answer under that name.")
        if scope["method"] not in _NO_BODY:
            limit = API_BYTES if is_api(scope["path"]) else PAGE_BYTES
            try:
                async with asyncio.timeout(self.body_seconds):
                    messages = await _read(request, receive, limit)
            except TimeoutError:
                raise Problem(408, "Too slow", "The body did not arrive in time. Please send it again.") from None
            receive = _replay(messages, receive)
        await self.app(scope, receive, send)


def _check_head(scope: Scope) -> None:
    """Refuse an overlong address or headers before anything reads them.

    Raises:
        Problem: 414 or 431.
    """
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS_BYTES:
        raise Problem(414, "Address too long", f"An address has at most {ADDRESS_BYTES} bytes.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
        raise Problem(431, "Headers too large", f"Headers have at most {HEADER_BYTES} bytes together.")


def _is_allowed(host: str, allowed: Iterable[str]) -> bool:
    found = _HOST.fullmatch(host.lower())
    if not found or not 0 < int(found["port"] or 1) <= 65535:
        return "*" in allowed and not host
    name = found["name"]
    return any(
        pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:])) for pattern in allowed
    )


async def _read(request: Request, receive: Receive, limit: int) -> list[Message]:
    """All messages of the body; stops as soon as it is larger than the limit."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and (len(declared) > 12 or int(declared) > limit):
        raise _too_large(limit)
    messages: list[Message] = []
    size = 0
    while True:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if size > limit:
            raise _too_large(limit)
        if message["type"] != "http.request" or not message.get("more_body", False):
            return messages


def _replay(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def replayed() -> Message:
        message = next(waiting, None)
        return await receive() if message is None else message

    return replayed


def _too_large(limit: int) -> Problem:
    return Problem(413, "Body too large", f"Send at most {limit} bytes.")
