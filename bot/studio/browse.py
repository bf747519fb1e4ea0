"""Browsing: the list of questions, one question in three languages side by side, its sheet, the article's coverage."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from bot import locales
from bot.answering.compose import compose
from bot.conversation.about import about
from bot.locales import LANGUAGE_NAMES
from bot.model.knowledge import Figure, Knowledge, Locale, Outcome
from bot.model.turn import Reply, Slots
from bot.rendering.sheet import Said, frame_rows, turn_rows
from bot.rendering.view import seen_as
from bot.studio.addresses import answer_at, sheet_at
from bot.studio.desk import Bench, Desk
from bot.studio.intents import STATES, State, groups, questions, row_of
from bot.studio.overlaps import collisions_of
from bot.studio.shown import Visit, cards, page, view_of
from bot.studio.state import reviews_of, standings
from bot.workshop.coverage import coverage

Weeks = Annotated[int | None, Query(ge=0, le=520)]


def build_router(desk: Desk) -> APIRouter:
    """The routes that only show."""
    router = APIRouter()

    @router.get("/")
    def root(request: Request) -> Response:
        locale = locales.negotiate(request.headers.get("accept-language"))
        return RedirectResponse(seen_as(f"/{locale}/", view_of(request)), 303)

    @router.get("/{locale}/")
    def home(request: Request, locale: Locale, state: State | None = None) -> Response:
        bench = desk.bench()
        found = groups(bench.knowledge, reviews_of(bench.knowledge), collisions_of(bench, desk), state)
        return page(
            bench, request, locale, "home.html", here="browse", groups=found, state=state, states=STATES,
            standings={id: {one.locale: one for one in found} for id, found in standings(bench.knowledge).items()},
            path="/" + (f"?state={state}" if state else ""),
        )  # fmt: skip

    @router.get("/{locale}/a/{intent}")
    def answer(
        request: Request, locale: Locale, intent: str, outcome: Outcome | None = None, weeks: Weeks = None
    ) -> Response:
        return _answer(desk, request, locale, intent, Slots(outcome, weeks))

    @router.get("/{locale}/a/{intent}/sheet")
    def sheet(  # noqa: PLR0913, PLR0917  the parts of the address
        request: Request, locale: Locale, intent: str,
        second: Locale | None = None, outcome: Outcome | None = None, weeks: Weeks = None,
    ) -> Response:  # fmt: skip
        return _sheet(Visit(request, locale, desk.bench()), intent, second, Slots(outcome, weeks))

    @router.get("/{locale}/coverage")
    def article(request: Request, locale: Locale) -> Response:
        bench = desk.bench()
        return page(
            bench, request, locale, "coverage.html", here="coverage", path="/coverage",
            sections=coverage(bench.knowledge), questions=questions(bench.knowledge, locale),
        )  # fmt: skip

    return router


def known(bench: Bench, intent: str) -> str:
    """The id of a question.

    Raises:
        HTTPException: 404, there is none.
    """
    if intent not in bench.knowledge.intents:
        raise HTTPException(404)
    return intent


def _answer(desk: Desk, request: Request, locale: Locale, name: str, slots: Slots) -> Response:
    bench = desk.bench()
    knowledge, intent = bench.knowledge, bench.knowledge.intents[known(bench, name)]
    if slots.outcome not in (None, *knowledge.outcomes):
        raise HTTPException(404)
    decision = about(intent.id, slots, knowledge)
    reply = compose(decision, locale, knowledge)
    return page(
        bench, request, locale, "answer.html", here="browse",
        path=answer_at(intent, slots),
        row=row_of(intent, knowledge, reviews_of(bench.knowledge), collisions_of(bench, desk)),
        cards=cards(bench, request, locale, decision),
        figures=figures_of(reply, knowledge), slots=decision.slots, cautions=_cautions(reply, knowledge),
        questions=questions(knowledge, locale),
        standings={one.locale: one for one in standings(knowledge)[intent.id]},
    )  # fmt: skip


def figures_of(reply: Reply, knowledge: Knowledge) -> tuple[Figure, ...]:
    """Every number that a reply shows, in its order, and those that its question lists."""
    listed = knowledge.intents[reply.intent].figures if reply.intent else ()
    found = [row.figure for row in reply.rows if row.figure] + list(reply.figures)
    return tuple({figure.id: figure for figure in [*found, *(knowledge.figures[id] for id in listed)]}.values())


def _cautions(reply: Reply, knowledge: Knowledge) -> tuple[str, ...]:
    """Cautions that can stand beside a reply: those of its question, then those of its numbers."""
    own = knowledge.intents[reply.intent].cautions if reply.intent else ()
    numbers = (id for figure in figures_of(reply, knowledge) for id in figure.cautions)
    return tuple(dict.fromkeys((*own, *numbers)))


def _sheet(visit: Visit, name: str, second: Locale | None, slots: Slots) -> Response:
    bench, locale = visit.bench, visit.locale
    intent = bench.knowledge.intents[known(bench, name)]
    if slots.outcome not in (None, *bench.knowledge.outcomes):
        raise HTTPException(404)
    decision = about(name, slots, bench.knowledge)
    spoken = (locale, second) if second is not None and second != locale else (locale,)
    said = tuple(Said(one, None, compose(decision, one, bench.knowledge)) for one in spoken)
    return visit.page(
        "sheet.html", here="browse", path=sheet_at(intent, decision.slots, second), intent=intent,
        slots=decision.slots, second=second, others=[one for one in LANGUAGE_NAMES if one != locale],
        turns=[turn_rows(1, said, bench.pages)],
        frame=frame_rows(tuple(one.locale for one in said), datetime.now(tz=UTC).astimezone().date(), bench.pages),
    )  # fmt: skip
