"""What was put aside of the questions that were not understood: the list of it, and taking it back."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response

from bot.model.knowledge import Locale
from bot.studio.addresses import misses_at
from bot.studio.desk import Desk
from bot.studio.forms import sent
from bot.studio.missed import groups_of, settled
from bot.studio.shown import Visit, elsewhere

Fields = Annotated[Mapping[str, str], Depends(sent)]


def build_router(desk: Desk) -> APIRouter:
    """The routes of what was put aside."""
    router = APIRouter()

    @router.get("/{locale}/aside")
    def show(request: Request, locale: Locale) -> Response:
        visit = Visit(request, locale, desk.bench())
        groups, trouble = groups_of(desk.log, "ignored")
        return visit.page("aside.html", here="misses", path="/aside", groups=groups, trouble=trouble, log=desk.log)

    @router.post("/{locale}/aside")
    def take_back(request: Request, locale: Locale, form: Fields) -> Response:
        ids = read_ids(form.get("ids", ""))
        if desk.log is None or not ids:
            raise HTTPException(422)
        done = "back" if settled(desk.log, ids, "open") else "unreached"
        return elsewhere(request, locale, misses_at(done))

    return router


def read_ids(written: str) -> tuple[int, ...]:
    """The ids in a field or an address; none where they cannot be read."""
    parts = written.split(".")
    return tuple(map(int, parts)) if all(one.isascii() and one.isdigit() and len(one) < 10 for one in parts) else ()
