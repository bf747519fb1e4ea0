"""Learning again from changed examples: what `hepatica train` does, in a process of its own."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.model.knowledge import Locale
from bot.studio.desk import Bench, Desk
from bot.studio.forms import sent
from bot.studio.overlaps import make_room, with_answer
from bot.studio.shown import elsewhere, page
from bot.workshop.table import table_file

Fields = Annotated[Mapping[str, str], Depends(sent)]


def build_router(desk: Desk) -> APIRouter:
    """The routes of learning."""
    router = APIRouter()

    @router.get("/{locale}/learn")
    def look(request: Request, locale: Locale, asked: str = "") -> Response:
        key = _key(desk.bench())
        progress, other = desk.jobs.progress(key), desk.jobs.other(key)
        if progress.state == "done":
            desk.read_again()
        return page(
            desk.bench(), request, locale, "learn.html", path="/learn", progress=progress, other=other, asked=asked
        )

    @router.post("/{locale}/learn")
    def learn(request: Request, locale: Locale, form: Fields) -> Response:
        encoder = "encoder" if desk.encoder is not None else "light"
        bench = desk.bench()
        if form.get("step") == "stop":
            desk.jobs.give_up(_key(bench))
        elif not bench.fits:
            make_room(desk, form)
            # What was learnt before may have given way to another table since.
            desk.jobs.forget(_key(bench))
            desk.jobs.begin(_key(bench), ["train", str(desk.folder.resolve()), encoder])
        return elsewhere(request, locale, with_answer(desk, _key(bench), form, "/learn"))

    return router


def _key(bench: Bench) -> str:
    return f"train-{table_file(bench.knowledge).stem}"
