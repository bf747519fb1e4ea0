"""How many requests are answered: of one client in a minute, of all in a second.

Danger comes first: whoever is over the limit and asks is still screened, and a question that speaks of danger, of
self-harm, or asks for personal advice is answered. Nothing is kept but counts, in the memory of one process, under
numbers that no address can be worked out from.
"""

import hashlib
import math
import secrets
import time
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.conversation.respond import answered_first
from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.errors import Problem

CLIENTS = 16_384
"""Clients are told apart by a number below this, so that no flood of addresses fills the memory."""
_FREE = ("/static/", "/embed/v1/", "/healthz", "/readyz", "/metrics", "/favicon.ico", "/robots.txt")
"""Files that are the same for everyone, and what watches the server."""


class Limiter:
    """Counts requests. `hit` is what the middleware asks; one limiter serves a process as long as it lives."""

    def __init__(self, settings: Settings) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        # Each process counts by itself, so each gets its share.
        share = settings.workers
        self._client = RateLimitItemPerMinute(math.ceil(settings.rate_client / share)) if settings.rate_client else None
        self._total = RateLimitItemPerSecond(math.ceil(settings.rate_total / share)) if settings.rate_total else None
        self._salt = secrets.token_bytes(16)

    def hit(self, client: str) -> int:
        """Count a request of a client: 0 if it may be answered, else the seconds to wait."""
        if self._client and (found := client_key(client)):
            digest = hashlib.blake2b(found.encode(), key=self._salt, digest_size=4).digest()
            number = str(int.from_bytes(digest, "big") % CLIENTS)
            if not self._counter.hit(self._client, "client", number):
                return self._wait(self._client, "client", number)
        if self._total and not self._counter.hit(self._total, "all"):
            return self._wait(self._total, "all")
        return 0

    def _wait(self, item: RateLimitItem, *names: str) -> int:
        return max(1, math.ceil(self._counter.get_window_stats(item, *names).reset_time - time.time()))


def client_key(client: str) -> str | None:
    """Who counts as one client: an IPv4 address, or an IPv6 network of a household; None for this machine itself."""
    try:
        address = ip_address(client)
    except ValueError:
        return None  # a socket on this machine
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback:
        return None
    return str(address) if address.version == 4 else str(IPv6Address(int(address) >> 64 << 64))


class RateLimit:
    """Middleware: counts each request. One too many is refused; a post is refused once its question was screened."""

    def __init__(self, app: ASGIApp, limiter: Limiter) -> None:
        self.app = app
        self.limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point.

        Raises:
            Problem: 429.
        """
        if scope["type"] == "http" and not scope["path"].startswith(_FREE):
            wait = self.limiter.hit((scope.get("client") or ("",))[0])
            if wait and scope["method"] != "POST":
                raise too_many(wait)
            scope = {**scope, "state": {**scope.get("state", {}), "wait": wait}}
        await self.app(scope, receive, send)


def refuse_if_limited(request: Request, trained: Trained, *questions: str) -> None:
    """Refuse a post over the limit, unless one of its questions is of those that are always answered.

    Raises:
        Problem: 429.
    """
    wait: int = getattr(request.state, "wait", 0)
    if wait and not any(answered_first(question, trained) for question in questions):
        raise too_many(wait)


def too_many(wait: int) -> Problem:
    """The refusal, with the seconds to wait."""
    problem = Problem(429, "Too many requests", f"Please wait {wait} seconds. In an emergency, call now.")
    problem.headers["Retry-After"] = str(wait)
    return problem
