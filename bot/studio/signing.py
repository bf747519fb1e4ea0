"""Signing a reply after reading it: everything that it can say in one language, and the name of who has read it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response

from bot.answering.cells import blank_week
from bot.answering.reading import reading
from bot.content.signatures import signable
from bot.model.knowledge import Locale
from bot.model.problem import ContentError
from bot.studio.desk import Desk
from bot.studio.forms import sent
from bot.studio.intents import questions
from bot.studio.refusals import Refusal
from bot.studio.shown import Visit, elsewhere
from bot.studio.state import standings, today
from bot.workshop.review import Signing, SigningError, flaws, passages, sign

Fields = Annotated[Mapping[str, str], Depends(sent)]


def build_router(desk: Desk) -> APIRouter:
    """The routes of signing."""
    router = APIRouter()

    @router.get("/{locale}/sign/{answer}/{tongue}")
    def read(request: Request, locale: Locale, answer: str, tongue: Locale) -> Response:
        return _page(Visit(request, locale, desk.bench()), (answer, tongue))

    @router.post("/{locale}/sign/{answer}/{tongue}")
    def put(request: Request, locale: Locale, answer: str, tongue: Locale, form: Fields) -> Response:
        refused = _signed(desk, (answer, tongue), form)
        if refused:
            return _page(Visit(request, locale, desk.bench()), (answer, tongue), refused, form)
        return elsewhere(request, locale, f"/sign/{answer}/{tongue}?done=true")

    return router


def _page(
    visit: Visit, which: tuple[str, Locale], refused: tuple[Refusal, ...] = (), form: Mapping[str, str] | None = None
) -> Response:
    bench = visit.bench
    answer, tongue = which
    if answer not in signable(bench.knowledge):
        raise HTTPException(404)
    intent = bench.knowledge.intents.get(answer)
    standing = next(one for one in standings(bench.knowledge)[answer] if one.locale == tongue)
    return visit.page(
        "sign.html", 422 if refused else 200, here="browse", path=f"/sign/{answer}/{tongue}",
        answer=answer, tongue=tongue, standing=standing, passages=passages(answer, tongue, bench.knowledge),
        blank=blank_week(intent, bench.knowledge) if intent else 0,
        reading=reading(answer, tongue, bench.knowledge), refused_for=refused, form=form or {},
        done="done" in visit.request.query_params, questions=questions(bench.knowledge, visit.locale),
    )  # fmt: skip


def _signed(desk: Desk, which: tuple[str, Locale], form: Mapping[str, str]) -> tuple[Refusal, ...]:
    """Sign what a form says was read. Returns every reason why it was not signed, none if it was."""
    answer, tongue = which
    due, refused = _day(form.get("due", ""))
    signing = Signing(form.get("by", ""), today(), due)
    found = [*(Refusal(flaw, box) for box, flaw in flaws(signing)), *refused]
    if form.get("read") != "yes":
        found.append(Refusal("read", "read"))
    if found:
        return tuple(found)
    try:
        sign(desk.folder, [answer], tongue, signing, form.get("reading", ""))
    except SigningError as error:
        return (Refusal(error.args[0]),)
    except ContentError:
        return (Refusal("content"),)
    return ()


def _day(written: str) -> tuple[date | None, tuple[Refusal, ...]]:
    """The day in a box that may stay empty, and why it is none."""
    try:
        return date.fromisoformat(written) if written else None, ()
    except ValueError:
        return None, (Refusal("due", "due"),)
