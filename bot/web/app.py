"""The web application, put together."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.answering.contact import contact_lines
from bot.conversation.recall import Recall
from bot.conversation.respond import Memory
from bot.conversation.trained import Trained
from bot.model.knowledge import Locale
from bot.paths import content_folder, templates_folder
from bot.questionlog.notes import OFF, Notes
from bot.rendering.emergency import add_numbers
from bot.rendering.html import build_pages
from bot.serving.assets import Asset, read_assets
from bot.serving.offers import offer_value
from bot.settings import Settings
from bot.web import api, api_page, embed, kiosk, pages, sheet, views
from bot.web.bounds import Bounds
from bot.web.clinic_assets import clinic_assets
from bot.web.compression import Compression
from bot.web.errors import ErrorBoundary, build_error_pages, install_handlers
from bot.web.head import Head
from bot.web.headers import Headers
from bot.web.health import Health
from bot.web.hosts import trusted_hosts
from bot.web.metrics import Metrics
from bot.web.rate import Limiter, RateLimit
from bot.web.replies import Replies, Turns
from bot.web.routes import RootPath
from bot.web.screening import read_screening
from bot.web.site import Site, offered_names
from bot.web.slots import answer_path
from bot.web.surface import EMBED, KIOSK, PAGE, Surface
from bot.web.watch import Watch

if TYPE_CHECKING:
    from bot.questionlog.writer import Writer

FLUSH_SECONDS = 1.0
"""How long the end of a server waits for notes that are not stored yet."""
_NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""FastAPI tells nothing of a request to anybody, whatever the variables of the machine ask of it."""


class Shared:
    """What outlives a change of content: the limiter, metrics and health, and the question log."""

    def __init__(self, settings: Settings) -> None:
        self.limiter = Limiter(settings)
        self.health = Health()
        self.metrics = Metrics() if settings.metrics == "on" else None
        self.writer = _writer(settings, self.metrics) if settings.question_log != "off" else None
        self.notes = Notes(settings.question_log, self.writer.put) if self.writer else OFF

    @asynccontextmanager
    async def living(self, _: object = None) -> AsyncIterator[None]:
        """While the server runs, notes are written; at its end those that wait are stored, for a short while."""
        if self.writer:
            self.writer.start()
        yield
        if self.writer:
            await asyncio.to_thread(self.writer.close, FLUSH_SECONDS)


def _writer(settings: Settings, metrics: Metrics | None) -> "Writer":
    # SQLAlchemy takes time and memory to load: only where a log is kept.
    from bot.questionlog.opening import open_writer  # noqa: PLC0415
    from bot.questionlog.writer import UNTOLD, Told  # noqa: PLC0415

    return open_writer(settings, Told(metrics.noted, metrics.dropped) if metrics else UNTOLD)


def build_app(trained: Trained, settings: Settings, shared: Shared | None = None) -> FastAPI:
    """The application that answers from one knowledge base. Keeps nothing between requests but what is shared."""
    shared = shared or Shared(settings)
    clinic = trained.knowledge.clinic
    files = read_assets()
    assets = {**files, **embed.widget_for(files, trained.knowledge), **clinic_assets(clinic, settings.site)}
    replies = Replies(trained.knowledge, settings.reply_cache)
    memory = Memory(Recall(trained, settings.question_cache).decide, replies.reply)
    common = Common(assets, replies, memory, shared.notes)
    site, framed, waiting_room = (build_site(trained, settings, common, surface) for surface in (PAGE, EMBED, KIOSK))
    kiosk_router = kiosk.build_router(waiting_room)
    by_surface = {PAGE: site.pages, EMBED: framed.pages, KIOSK: waiting_room.pages}
    errors = build_error_pages(by_surface, trained.knowledge)
    app = FastAPI(
        title="Hepatica",
        version=trained.knowledge.version,
        servers=[{"url": settings.root_path}] if settings.root_path else None,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        lifespan=shared.living,
        telemetry=_NO_TELEMETRY,
    )
    for router in (
        # Most requests ask, so what answers them is looked at first.
        views.chat_router(site, PAGE),
        api.build_router(site, shared.health, shared.metrics, shared.notes.at("api")),
        pages.build_file_router(site),
        embed.build_router(framed),
        kiosk_router,
        pages.build_router(site),
        api_page.build_router(site, app),
        sheet.build_router(site),
        views.build_router(site),
    ):
        # As they are: FastAPI looks twice for the routes of a router that is included.
        app.router.routes.extend(router.routes)
    install_handlers(app, errors)
    # The last added is the outermost.
    app.add_middleware(Bounds, allowed_hosts=trusted_hosts(settings, clinic))
    app.add_middleware(RateLimit, limiter=shared.limiter)
    app.add_middleware(ErrorBoundary, errors=errors)
    secure = (site.public_url or "").startswith("https://")
    app.add_middleware(Headers, assets=assets, embed_sites=settings.embed_sites, secure=secure)
    app.add_middleware(Compression)
    app.add_middleware(Head)
    app.add_middleware(Watch, metrics=shared.metrics)
    app.add_middleware(RootPath, root_path=settings.root_path)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
    return app


@dataclass(frozen=True, slots=True)
class Common:
    """What the surfaces of an application share: files, replies, and where notes of questions go."""

    assets: Mapping[str, Asset]
    replies: Replies
    memory: Memory | None = None
    notes: Notes = OFF


def build_site(trained: Trained, settings: Settings, common: Common, surface: Surface = PAGE) -> Site:
    """What the pages of a surface are made from, with the addresses of these settings."""
    url = surface.url(settings.root_path)

    def static(name: str) -> str:
        return f"{settings.root_path}/static/{name}?v={common.assets[name].hash}"

    public_url = settings.public_url or trained.knowledge.clinic.public_url

    def share_url(locale: Locale, path: str) -> str:
        """An address to pass on: full where the public one is known, and without the view of whoever passes it on."""
        return f"{public_url or ''}{url(locale, path)}"

    shared: dict[str, Any] = {
        "share_url": share_url,
        "url": url,
        "static": static,
        "public_url": public_url,
        "language_names": offered_names(trained.knowledge.clinic),
        "layout": surface.layout,
        "framed": surface.framed,
        "embed_sites": " ".join(settings.embed_sites),
        "noted": common.notes.mode,
        "noted_days": settings.question_log_days,
    }
    knowledge = trained.knowledge
    made = build_pages(templates_folder(), knowledge, shared)
    add_numbers(made, knowledge)
    for locale, environment in made.environments.items():
        environment.filters["offer_value"] = offer_value
        environment.globals.update(answer_path=answer_path, contact=tuple(contact_lines(locale, knowledge)))
    indexed, notes = settings.index_unreviewed == "on", common.notes.at(surface.place)
    turns, screening = Turns(common.replies, made), read_screening(content_folder(settings.content))
    own = (url, settings.root_path, public_url, indexed, screening)
    return Site(trained, made, common.assets, *own, common.replies, common.memory, turns, notes)
