"""The studio, put together."""

from collections.abc import Mapping

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import HTMLResponse, Response

from bot import locales
from bot.model.knowledge import LOCALES, Locale
from bot.serving.assets import Asset
from bot.studio import aside, browse, editing, inbox, overlaps, relearning, signing, trial
from bot.studio.desk import Desk
from bot.studio.gate import Gate
from bot.studio.keys import Keys
from bot.studio.shown import view_of


def build_studio(desk: Desk, keys: Keys, port: int, assets: Mapping[str, Asset]) -> FastAPI:
    """The application for one editor's machine. `port` is the one that it is reached at."""
    app = FastAPI(title="Hepatica Studio", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)

    @app.get("/static/{path:path}")
    def static(path: str) -> Response:
        asset = assets.get(path)
        if asset is None:
            raise HTTPException(404)
        return Response(asset.body, media_type=asset.media_type)

    for part in (aside, browse, editing, inbox, overlaps, relearning, signing, trial):
        app.include_router(part.build_router(desk))

    def trouble(request: Request, status: int, reason: str) -> Response:
        html = desk.bench().pages.render(
            "studio/trouble.html", language(request), view=view_of(request), status=status, reason=reason
        )
        return HTMLResponse(html, status)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, StarletteHTTPException)
        return trouble(request, error.status_code, "missing" if error.status_code == 404 else "wrong")

    async def invalid(request: Request, _: Exception) -> Response:
        return trouble(request, 422, "wrong")

    app.add_exception_handler(StarletteHTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_middleware(Gate, keys=keys, port=port, refuse=trouble)
    return app


def language(request: Request) -> Locale:
    """The language of an address, else of the browser."""
    named = request.scope["path"].lstrip("/").partition("/")[0]
    if named in LOCALES:
        found: Locale = named
        return found
    return locales.negotiate(request.headers.get("accept-language"))
