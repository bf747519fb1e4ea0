"""Limits on what a request may be: its host, and the size of its body, counted while it arrives."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.errors import Problem
from bot.web.routes import is_api

API_BYTES = 16 * 1024
PAGE_BYTES = 64 * 1024
"""Pages carry the transcript."""
_NO_BODY = ("GET", "HEAD", "OPTIONS")


class Bounds:
    """Middleware: refuses hosts that are not ours (400) and bodies that are too large (413)."""

    def __init__(self, app: ASGIApp, allowed_hosts: tuple[str, ...]) -> None:
        self.app = app
        self.allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point.

        Raises:
            Problem: 400 for another host, 413 for a body over its limit.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if not _is_allowed(request.headers.get("host", ""), self.allowed_hosts):
            raise Problem(400, "Unknown host", "This server does not answer under that name.")
        if scope["method"] not in _NO_BODY:
            limit = API_BYTES if is_api(scope["path"]) else PAGE_BYTES
            receive = _replay(await _read(request, receive, limit), receive)
        await self.app(scope, receive, send)


def _is_allowed(host: str, allowed: Iterable[str]) -> bool:
    name = host.lower()
    name = name[: name.rfind("]") + 1] if name.startswith("[") else name.partition(":")[0]
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
