"""Signing a reply after reading it: everything that it can say in one language, and the name of who has read it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response

from bot.answering.reading import reading
from bot.content.signatures import signable
from bot.model.knowledge import Locale
from bot.model.problem import ContentError
from bot.studio.desk import Desk
from bot.studio.forms import sent
from bot.studio.intents import questions
from bot.studio.shown import Visit, elsewhere
from bot.studio.state import standings, today
from bot.workshop.review import Signing, SigningError, shown, sign

Fields = Annotated[Mapping[str, str], Depends(sent)]


def build_router(desk: Desk) -> APIRouter:
    """The routes of signing."""
    router = APIRouter()

    @router.get("/{locale}/sign/{answer}/{tongue}")
    def read(request: Request, locale: Locale, answer: str, tongue: Locale) -> Response:
        return _page(Visit(request, locale, desk.bench()), (answer, tongue))

    @router.post("/{locale}/sign/{answer}/{tongue}")
    def put(request: Request, locale: Locale, answer: str, tongue: Locale, form: Fields) -> Response:
        trouble = _signed(desk, (answer, tongue), form)
        if trouble:
            return _page(Visit(request, locale, desk.bench()), (answer, tongue), trouble, form)
        return elsewhere(request, locale, f"/sign/{answer}/{tongue}?done=true")

    return router


def _page(
    visit: Visit, which: tuple[str, Locale], trouble: str = "", form: Mapping[str, str] | None = None
) -> Response:
    bench = visit.bench
    answer, tongue = which
    if answer not in signable(bench.knowledge):
        raise HTTPException(404)
    standing = next(one for one in standings(bench.knowledge)[answer] if one.locale == tongue)
    return visit.page(
        "sign.html", 422 if trouble else 200, here="browse", path=f"/sign/{answer}/{tongue}",
        answer=answer, tongue=tongue, standing=standing, text=shown(answer, tongue, bench.knowledge),
        reading=reading(answer, tongue, bench.knowledge), trouble=trouble, form=form or {},
        done="done" in visit.request.query_params, questions=questions(bench.knowledge, visit.locale),
    )  # fmt: skip


def _signed(desk: Desk, which: tuple[str, Locale], form: Mapping[str, str]) -> str:
    """Sign what a form says was read. Returns why it was not signed, nothing if it was."""
    answer, tongue = which
    if form.get("read") != "yes":
        return "read"
    try:
        due = date.fromisoformat(form["due"]) if form.get("due") else None
    except ValueError:
        return "due"
    if not form.get("by", "").strip():
        return "name"
    try:
        sign(desk.folder, [answer], tongue, Signing(form["by"], today(), due), form.get("reading", ""))
    except SigningError as error:
        return str(error)
    except ContentError:
        return "content"
    return ""
