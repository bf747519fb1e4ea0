"""Pages to read: all questions, glossary, sources, about; and the files for search engines."""

from itertools import groupby
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from bot.answering.reviewing import review_of
from bot.model.knowledge import Source
from bot.model.turn import Decision
from bot.web.errors import Problem
from bot.web.routers import page_router
from bot.web.site import Site, page_locale
from bot.web.sitemap import sitemap_xml

_ROLES = get_args(Source.model_fields["role"].annotation)


def build_router(site: Site) -> APIRouter:
    """The routes of the pages to read."""
    router = page_router()
    knowledge = site.trained.knowledge

    @router.get("/{tag}/questions")
    async def questions(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        return site.document(request, "pages/questions.html", locale, path="/questions", groups=site.groups())

    @router.get("/{tag}/glossary")
    async def glossary(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        return site.document(request, "pages/glossary.html", locale, path="/glossary", indexed=site.index_unreviewed)

    @router.get("/{tag}/sources")
    async def sources(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        ordered = sorted(knowledge.sources.values(), key=lambda source: _ROLES.index(source.role))
        groups = [(role, list(found)) for role, found in groupby(ordered, key=lambda source: source.role)]
        return site.document(request, "pages/sources.html", locale, path="/sources", groups=groups)

    @router.get("/{tag}/about")
    async def about(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        intent = knowledge.places.about or ""
        reply = site.replies.reply(Decision("answer", (intent,)), locale) if intent in site.live else None
        signed = sum(review_of(name, locale, knowledge).state == "signed" for name in site.live)
        values = {"reply": reply, "screening": site.screening, "signed": signed, "count": len(site.live)}
        return site.document(request, "pages/about.html", locale, path="/about", **values)

    return router


def build_file_router(site: Site) -> APIRouter:
    """Static files, robots and sitemap. Comes before the pages, whose first segment is a language."""
    router = page_router()

    @router.get("/static/{path:path}")
    async def static(_: Request, path: str) -> Response:
        asset = site.assets.get(path)
        if asset is None:
            raise Problem(404)
        return Response(asset.body, media_type=asset.media_type)

    @router.get("/favicon.ico")
    async def favicon(_: Request) -> Response:
        asset = site.assets["favicon.ico"]
        return Response(asset.body, media_type=asset.media_type)

    @router.get("/robots.txt")
    async def robots(_: Request) -> Response:
        kept_out = (site.url(locale, path) for path in ("/ask", "/sheet") for locale in site.clinic.languages)
        lines = ["User-agent: *", *(f"Disallow: {place}" for place in kept_out)]
        if site.public_url:
            lines.append(f"Sitemap: {site.public_url}{site.root_path}/sitemap.xml")
        return PlainTextResponse("\n".join(lines) + "\n")

    @router.get("/sitemap.xml")
    async def sitemap(_: Request) -> Response:
        if not site.public_url:
            raise Problem(404)
        xml = sitemap_xml(site.indexed(), site.public_url, site.url)
        return Response(xml, media_type="application/xml")

    return router
