"""Response headers: one table from the class of an address to what is sent with every response of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.serving.assets import Asset
from bot.serving.policy import EVERYWHERE, PAGE_CSP
from bot.web.routes import is_api
from bot.web.surface import is_embed, is_widget

RouteClass = Literal["page", "conversation", "embed", "widget", "widget-hashed", "api", "static", "static-hashed"]

_ELSEWHERE = {"Cross-Origin-Resource-Policy": "cross-origin"}
_WIDGET = {**_ELSEWHERE, "Content-Security-Policy": PAGE_CSP, "Access-Control-Allow-Origin": "*"}
"""The script is the same for everyone, and a site that checks its hash must be able to read it."""
_PAGE = {"Content-Security-Policy": PAGE_CSP, "X-Frame-Options": "DENY"}
BY_CLASS: Mapping[RouteClass, Mapping[str, str]] = {
    "page": {**_PAGE, "Cache-Control": "no-cache"},
    "conversation": {**_PAGE, "Cache-Control": "no-store"},
    "embed": {**_PAGE, "Cache-Control": "no-store"},
    "widget": {**_WIDGET, "Cache-Control": "public, max-age=3600"},
    "widget-hashed": {**_WIDGET, "Cache-Control": "public, max-age=31536000, immutable"},
    "api": {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "X-Frame-Options": "DENY",
        "Cache-Control": "no-store",
    },
    "static": {"Content-Security-Policy": PAGE_CSP, "Cache-Control": "no-cache"},
    "static-hashed": {"Content-Security-Policy": PAGE_CSP, "Cache-Control": "public, max-age=31536000, immutable"},
}
ERROR: Mapping[str, str] = {"Cache-Control": "no-store"}
"""Over those of its class, with every status from 400 on: an error ends, and no cache shall outlive it."""
SECURE: Mapping[str, str] = {"Strict-Transport-Security": "max-age=31536000"}
"""Where readers reach us by HTTPS. Without includeSubDomains: a clinic's domain has other servers."""
_DOCUMENTS = ("a", "questions", "glossary", "sources", "about", "api", "sitemap.xml", "robots.txt")


def framed(own: Mapping[str, str], sites: tuple[str, ...]) -> Mapping[str, str]:
    """The headers of a page that these sites may show in a frame."""
    if not sites:
        return own
    policy = PAGE_CSP.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(sites)}")
    kept = {name: value for name, value in own.items() if name != "X-Frame-Options"}
    # A page that embeds only what agrees to it can frame us too, as all that we load is our own.
    isolated = {"Cross-Origin-Embedder-Policy": "require-corp"}
    return {**kept, **_ELSEWHERE, **isolated, "Content-Security-Policy": policy}


def route_class(scope: Scope, assets: Mapping[str, Asset]) -> RouteClass:
    """The class of a request. What is not known to be free of a conversation counts as one."""
    path: str = scope["path"]
    if is_api(path):
        return "api"
    if is_widget(path):
        return "widget-hashed" if path == f"/embed/v1/widget.{assets['embed/widget.js'].hash}.js" else "widget"
    if is_embed(path):
        return "embed"
    if path.startswith("/static/"):
        asset = assets.get(path.removeprefix("/static/"))
        version = parse_qs(scope["query_string"].decode("latin-1")).get("v", [""])[0]
        return "static-hashed" if asset and version == asset.hash else "static"
    names = path.strip("/").split("/")
    document = scope["method"] in ("GET", "HEAD") and any(name in _DOCUMENTS for name in names[:2])
    return "page" if document else "conversation"


@dataclass(frozen=True, slots=True)
class _Sent:
    """Headers as they are sent, made once: every response has a dozen of them."""

    headers: tuple[tuple[bytes, bytes], ...]
    names: frozenset[bytes]

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> "_Sent":
        sent = tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items())
        return cls(sent, frozenset(name for name, _ in sent))


class Headers:
    """Middleware: sends the headers of its class with every response, errors and redirects included."""

    def __init__(
        self, app: ASGIApp, assets: Mapping[str, Asset], embed_sites: tuple[str, ...] = (), secure: bool = False
    ) -> None:
        self.app = app
        self.assets = assets
        everywhere = {**EVERYWHERE, **(SECURE if secure else {})}
        classes = {**BY_CLASS, "embed": framed(BY_CLASS["embed"], embed_sites)}
        by_class = {name: {**everywhere, **own} for name, own in classes.items()}
        self.answers = {name: _Sent.of(own) for name, own in by_class.items()}
        self.errors = {name: _Sent.of({**own, **ERROR}) for name, own in by_class.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        named = route_class(scope, self.assets)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = (self.errors if message["status"] >= 400 else self.answers)[named]
                others = [one for one in message["headers"] if one[0] not in own.names]
                message["headers"] = [*others, *own.headers]
            await send(message)

        await self.app(scope, receive, with_headers)
