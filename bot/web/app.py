"""The web application, put together."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from bot.conversation.trained import Trained
from bot.model.knowledge import Locale
from bot.paths import templates_folder
from bot.rendering.html import build_pages
from bot.settings import Settings
from bot.web import api, api_page, pages, views
from bot.web.assets import Asset, read_assets
from bot.web.bounds import Bounds
from bot.web.compression import Compression
from bot.web.emergency import by_nearness, number_groups
from bot.web.errors import ErrorBoundary, build_error_pages, install_handlers
from bot.web.forms import offer_value
from bot.web.head import Head
from bot.web.headers import Headers
from bot.web.routes import RootPath, page_url
from bot.web.screening import read_screening
from bot.web.site import LANGUAGE_NAMES, Site
from bot.web.slots import answer_path


def build_app(trained: Trained, settings: Settings) -> FastAPI:
    """The application that answers from one knowledge base. Keeps no state between requests."""
    assets = read_assets()
    site = build_site(trained, settings, assets)
    errors = build_error_pages(site.pages, trained.knowledge)
    app = FastAPI(
        title="Hepatica",
        version=trained.knowledge.version,
        servers=[{"url": settings.root_path}] if settings.root_path else None,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    for router in (
        api.build_router(trained),
        pages.build_file_router(site),
        pages.build_router(site),
        api_page.build_router(site, app),
        views.build_router(site),
    ):
        app.include_router(router)
    install_handlers(app, errors)
    # The last added is the outermost.
    app.add_middleware(Bounds, allowed_hosts=settings.allowed_hosts)
    app.add_middleware(ErrorBoundary, errors=errors)
    app.add_middleware(Headers, assets=assets)
    app.add_middleware(Compression)
    app.add_middleware(Head)
    app.add_middleware(RootPath, root_path=settings.root_path)
    return app


def build_site(trained: Trained, settings: Settings, assets: Mapping[str, Asset]) -> Site:
    """What the pages are made from, with the addresses of these settings."""
    url = page_url(settings.root_path)

    def static(name: str) -> str:
        return f"{settings.root_path}/static/{name}?v={assets[name].hash}"

    def share_url(locale: Locale, path: str) -> str:
        """An address to pass on: full where the public one is known, and without the view of whoever passes it on."""
        return f"{settings.public_url or ''}{url(locale, path)}"

    shared: dict[str, Any] = {
        "share_url": share_url,
        "url": url,
        "static": static,
        "language_names": LANGUAGE_NAMES,
        "public_url": settings.public_url,
    }
    knowledge = trained.knowledge
    made = build_pages(templates_folder(), knowledge, shared)
    for locale, environment in made.environments.items():
        environment.globals["emergency"] = number_groups(knowledge.regions, locale)
        environment.filters["offer_value"] = offer_value
        environment.globals["answer_path"] = answer_path
        environment.filters["by_nearness"] = lambda regions, locale=locale: by_nearness(regions, locale)
    indexed = settings.index_unreviewed == "on"
    return Site(trained, made, assets, url, settings.root_path, settings.public_url, indexed, read_screening())
