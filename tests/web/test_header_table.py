"""The table of headers, against every route, method and status that the application can answer with."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.serving.assets import read_assets
from bot.settings import Settings
from bot.web import views
from bot.web.app import build_app
from bot.web.embed import WIDGET, widget_for
from bot.web.headers import BY_CLASS, ERROR, EVERYWHERE, SECURE, framed
from tests.conftest import shared_knowledge
from tests.web.conftest import BASE

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
READ = ("GET", "HEAD")
GUARDED = {
    name.lower()
    for table in (EVERYWHERE, SECURE, ERROR, *BY_CLASS.values(), framed(BY_CLASS["embed"], ("https://c.example",)))
    for name in table
}
"""Every header that the table knows of: one that its class does not name must not be there."""
UNKNOWN = ("set-cookie", "server", "x-powered-by", "access-control-allow-credentials")
CSS = read_assets()["app.css"].hash
SCRIPT = widget_for(read_assets(), shared_knowledge())[WIDGET].hash

ROUTES = {
    "/": ["/"],
    "/{tag}": ["/en", "/xx"],
    "/{tag}/": ["/en/", "/EN/", "/xx/"],
    "/{tag}/ask": ["/en/ask"],
    "/{tag}/a/{intent}": ["/en/a/survival", "/en/a/survival?weeks=x", "/en/a/nothing"],
    "/{tag}/sheet": ["/en/sheet", "/en/sheet?intent=survival"],
    "/{tag}/questions": ["/zh-Hans/questions"],
    "/{tag}/glossary": ["/en/glossary"],
    "/{tag}/sources": ["/en/sources"],
    "/{tag}/about": ["/en/about"],
    "/{tag}/api": ["/en/api"],
    "/{tag}/kiosk": ["/en/kiosk"],
    "/{tag}/kiosk/step": ["/en/kiosk/step"],
    "/{tag}/kiosk/test": ["/en/kiosk/test"],
    "/{tag}/embed": ["/en/embed"],
    "/{tag}/embed/ask": ["/zh-Hant/embed/ask"],
    "/embed/v1/widget.json": ["/embed/v1/widget.json"],
    "/embed/v1/{name}": ["/embed/v1/widget.js", f"/embed/v1/widget.{SCRIPT}.js", "/embed/v1/other.js"],
    "/static/{path:path}": ["/static/app.css", f"/static/app.css?v={CSS}", "/static/nothing.css"],
    "/favicon.ico": ["/favicon.ico"],
    "/robots.txt": ["/robots.txt"],
    "/sitemap.xml": ["/sitemap.xml"],
    "/openapi.json": ["/openapi.json"],
    "/healthz": ["/healthz"],
    "/readyz": ["/readyz"],
    "/api/v1/ask": ["/api/v1/ask"],
    "/api/v1/intents": ["/api/v1/intents", "/api/v1/intents?locale=xx"],
    "/api/v1/intents/{intent_id}": ["/api/v1/intents/survival", "/api/v1/intents/nothing"],
}
"""Addresses of each route, some of them right, some wrong."""


def class_of(route: str, address: str, method: str) -> str:
    """The class that a route belongs to, as its readers would say it."""
    if route.startswith(("/api/", "/openapi", "/healthz", "/readyz")):
        return "api"
    if "embed" in route:
        widget = "widget-hashed" if SCRIPT in address else "widget"
        return widget if route.startswith("/embed") else "embed"
    if route.startswith("/static"):
        return "static-hashed" if CSS in address else "static"
    if method in READ and route.endswith(
        ("/a/{intent}", "/questions", "/glossary", "/sources", "/about", "/api", "/sitemap.xml", "/robots.txt")
    ):
        return "page"
    return "conversation"


def expected(name: str, status: int, secure: bool, sites: tuple[str, ...]) -> dict[str, str]:
    """All guarded headers of a response, in lower case."""
    own = framed(BY_CLASS["embed"], sites) if name == "embed" else BY_CLASS[name]
    headers = {**EVERYWHERE, **(SECURE if secure else {}), **own, **(ERROR if status >= 400 else {})}
    return {key.lower(): value for key, value in headers.items()}


def requests() -> Iterator[tuple[str, str, str, dict[str, object]]]:
    """(route, address, method, what is sent) for every route and method, and for every status a request can earn."""
    for route, addresses in ROUTES.items():
        for address in addresses:
            yield from ((route, address, method, {}) for method in METHODS)
    for route, address in (("/{tag}/ask", "/en/ask"), ("/{tag}/embed/ask", "/en/embed/ask"), ("/{tag}/", "/en/")):
        yield route, address, "POST", {"data": {"question": "is it safe"}}
        yield route, address, "POST", {"data": {"question": "is it safe"}, "headers": {"HX-Request": "true"}}
        yield route, address, "POST", {"data": {"offer": "nothing"}}
        yield route, address, "POST", {"headers": {"Sec-Fetch-Site": "cross-site"}}
        yield route, address, "POST", {"json": {}}
        yield route, address, "POST", {"content": b"x" * 70_000}
    for body in (b'{"question": "is it safe"}', b"{}", b"x", b"x" * 20_000):
        kind = {"Content-Type": "application/json"}
        yield "/api/v1/ask", "/api/v1/ask", "POST", {"content": body, "headers": kind}


def check(client: TestClient, secure: bool, sites: tuple[str, ...]) -> set[int]:
    """Compare every response with the table; the statuses that were seen."""
    seen = set()
    for route, address, method, sent in requests():
        response = client.request(method, address, **sent)
        found = {name: value for name, value in response.headers.items() if name in GUARDED}
        name = class_of(route, address, method)
        assert found == expected(name, response.status_code, secure, sites), (method, address, response.status_code)
        assert not set(UNKNOWN) & set(response.headers), (method, address)
        seen.add(response.status_code)
    return seen


def test_every_route_method_and_status_has_the_headers_of_the_table(client: TestClient) -> None:
    """Exactly those headers, with exactly those values, on pages, redirects, files, JSON and errors alike."""
    seen = check(client, secure=False, sites=())
    assert seen == {200, 302, 303, 308, 400, 403, 404, 405, 413, 415, 422}


def test_https_and_frames_add_only_what_the_table_says(trained: Trained) -> None:
    """With a public address by HTTPS browsers are told to stay there; the frame opens for its sites alone."""
    sites = ("https://clinic.example", "https://*.ward.example")
    settings = Settings(public_url="https://liver.example.org", embed_sites=sites)
    client = TestClient(build_app(trained, settings), base_url="https://liver.example.org", follow_redirects=False)
    check(client, secure=True, sites=sites)


def test_a_page_that_is_still_good_keeps_its_headers(client: TestClient) -> None:
    """A 304 renews the stored headers, so it must carry them."""
    tag = client.get("/en/questions").headers["etag"]
    again = client.get("/en/questions", headers={"If-None-Match": tag})
    assert again.status_code == 304
    found = {name: value for name, value in again.headers.items() if name in GUARDED}
    assert found == expected("page", 304, secure=False, sites=())


def test_a_fault_of_ours_keeps_its_headers(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    """An internal error is as guarded as any other answer."""

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(views, "respond", broken)
    client = TestClient(build_app(trained, Settings()), base_url=BASE)
    response = client.post("/en/ask", data={"question": "x"})
    assert response.status_code == 500
    found = {name: value for name, value in response.headers.items() if name in GUARDED}
    assert found == expected("conversation", 500, secure=False, sites=())


def test_no_route_is_left_out(client: TestClient) -> None:
    """A new route needs a line above."""
    assert {route.path for route in routes_of(client.app.routes)} == set(ROUTES)


def routes_of(routes: list[object]) -> Iterator[object]:
    """The routes of an application, those of included routers among them."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from routes_of(inner.routes)
