"""The chat on other sites: the page inside the frame, and the script that makes the frame."""

import base64
import hashlib
import json
from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from bot.model.knowledge import Knowledge
from bot.rendering.plain import spans_text
from bot.serving.assets import Asset, asset_of
from bot.web.errors import Problem
from bot.web.routers import page_router
from bot.web.site import Site
from bot.web.surface import EMBED
from bot.web.views import chat_router

WIDGET = "embed/widget.js"
_SUBJECT = b"const SUBJECT = {};"


def build_router(site: Site) -> APIRouter:
    """The routes below /embed/ and /{locale}/embed. `site` is that of the frame: its addresses lead back into it."""
    router = page_router()
    script = site.assets[WIDGET]
    hashed = f"widget.{script.hash}.js"

    @router.get("/embed/v1/widget.json")
    async def about_widget(_: Request) -> Response:
        digest = base64.b64encode(hashlib.sha384(script.body).digest()).decode()
        return JSONResponse({"script": f"{site.root_path}/embed/v1/{hashed}", "integrity": f"sha384-{digest}"})

    @router.get("/embed/v1/{name}")
    async def widget(_: Request, name: str) -> Response:
        if name not in ("widget.js", hashed):
            raise Problem(404)
        return Response(script.body, media_type=script.media_type)

    router.routes.extend(chat_router(site, EMBED).routes)
    return router


def widget_for(assets: Mapping[str, Asset], knowledge: Knowledge) -> Mapping[str, Asset]:
    """The script among the static files, with the words of this content for its button and the title of its frame."""
    script = assets[WIDGET].body
    words = {
        locale: {"label": spans_text(one.subject.button, locale), "title": spans_text(one.subject.title, locale)}
        for locale, one in knowledge.locales.items()
    }
    filled = f"const SUBJECT = {json.dumps(words, ensure_ascii=False)};".encode()
    assert _SUBJECT in script
    return {WIDGET: asset_of(WIDGET, script.replace(_SUBJECT, filled, 1))}
