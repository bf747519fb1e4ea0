"""The map of questions that lie near each other, measured once for each set of examples."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.model.knowledge import Locale
from bot.studio.desk import Bench, Desk
from bot.studio.forms import sent
from bot.studio.intents import questions
from bot.studio.shown import elsewhere, page
from bot.workshop.overlap import Pair, collisions
from bot.workshop.rehearsing import read_overlap
from bot.workshop.table import table_file

Fields = Annotated[Mapping[str, str], Depends(sent)]


def build_router(desk: Desk) -> APIRouter:
    """The routes of the map."""
    router = APIRouter()

    @router.get("/{locale}/overlap")
    def show(request: Request, locale: Locale, intent: str = "", asked: str = "") -> Response:
        bench = desk.bench()
        pairs = [pair for pair in measured(bench, desk) if intent in ("", pair.one, pair.other)]
        return page(
            bench, request, locale, "overlap.html", here="overlap", path="/overlap", pairs=pairs, intent=intent,
            progress=desk.jobs.progress(key_of(bench)), other=desk.jobs.other(key_of(bench)),
            questions=questions(bench.knowledge, locale), asked=asked,
        )  # fmt: skip

    @router.post("/{locale}/overlap")
    def measure(request: Request, locale: Locale, form: Fields) -> Response:
        key = key_of(desk.bench())
        if form.get("step") == "stop":
            desk.jobs.give_up(key)
        else:
            make_room(desk, form)
            desk.jobs.begin(key, ["overlap", str(desk.folder.resolve())])
        return elsewhere(request, locale, with_answer(desk, key, form, "/overlap"))

    return router


def make_room(desk: Desk, form: Mapping[str, str]) -> None:
    """Give up the other work that is running, where a form says so and names it."""
    if form.get("step") == "instead":
        desk.jobs.give_up(form.get("other", ""))


def with_answer(desk: Desk, key: str, form: Mapping[str, str], path: str) -> str:
    """Where to look after a form: the page tells that a work was to begin, and was not because of another."""
    refused = form.get("step") != "stop" and desk.jobs.other(key) is not None
    return f"{path}?asked=1" if refused else path


def key_of(bench: Bench) -> str:
    """The name of what is measured: it changes with the examples and with the code that ranks."""
    return f"overlap-{table_file(bench.knowledge).stem}"


def measured(bench: Bench, desk: Desk) -> tuple[Pair, ...]:
    """The pairs as they were measured; none before that."""
    try:
        return read_overlap(desk.jobs.out(key_of(bench)))
    except (OSError, ValueError, TypeError, KeyError):
        return ()


def collisions_of(bench: Bench, desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """Questions that are often taken for each other, as far as it was measured."""
    return collisions(measured(bench, desk))
