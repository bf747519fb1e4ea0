"""The JSON API. Shapes are the contract of DESIGN §4; additions are free, changes are not."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import WithJsonSchema

from bot import locales
from bot.answering.compose import compose
from bot.conversation.about import about
from bot.conversation.context import decode, encode
from bot.conversation.respond import next_context, respond
from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Locale
from bot.model.refusal import Refusal
from bot.model.turn import Context, Slots
from bot.questionlog.notes import OFF, Notes
from bot.rendering.plain import spans_text
from bot.web.api_shapes import AskBody, HealthBody, IntentsBody, ProblemBody, ReadyBody, ReplyBody
from bot.web.errors import Problem
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.origin import check_origin
from bot.web.rate import refuse_if_limited
from bot.web.request_json import BadJson, check_content_type, parse_object, text_member
from bot.web.routers import api_router
from bot.web.site import Site
from bot.web.slots import MAX_WEEKS, read_slots
from bot.web.watch import note_kind

ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemBody, "content": {"application/problem+json": {}}}
    for status in (400, 403, 404, 405, 408, 410, 413, 414, 415, 422, 429, 431, 500)
}
ASK_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": AskBody.model_json_schema()}}}}

# Read as texts, so that what is wrong gets our own words; described as what is right.
LocaleQuery = Annotated[
    str, Query(description="en, zh-Hans or zh-Hant"), WithJsonSchema({"type": "string", "enum": list(LOCALES)})
]
WeeksQuery = Annotated[
    str | None,
    Query(description="a whole number from 0 to 520"),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MAX_WEEKS}),
]


def build_router(site: Site, health: Health, metrics: Metrics | None = None, notes: Notes = OFF) -> APIRouter:
    """The routes of the API for the knowledge base of a site."""
    router, trained, replies = api_router(), site.trained, site.replies
    outcomes = list(trained.knowledge.outcomes)
    outcome_query = Query(description=", ".join(outcomes) or "none: this content has no results")
    OutcomeQuery = Annotated[str | None, outcome_query, WithJsonSchema({"type": "string", "enum": outcomes or [""]})]  # noqa: N806  # a type, though made here

    @router.post("/api/v1/ask", response_model=ReplyBody, responses=ERRORS, openapi_extra=ASK_BODY)
    async def ask(request: Request) -> Response:
        """Ask a question. Locale absent: detected from the question."""
        check_origin(request)
        try:
            check_content_type(request.headers.get("content-type", ""))
            body = parse_object(await request.body())
            question = text_member(body, "question", required=True) or ""
            locale = read_locale(text_member(body, "locale"), locales.detect(question))
            token = text_member(body, "context")
        except BadJson as error:
            raise Problem(error.status, _TITLES[error.status], error.detail) from None
        refuse_if_limited(request, trained, question)
        before = decode(token, trained.knowledge)
        turn = respond(question, locale, before, trained, site.memory)
        if isinstance(turn, Refusal):
            raise refusal_problem(turn, locale, trained)
        note_kind(request, turn.decision.kind)
        notes.typed(question, turn)
        return _reply(replies.json(turn.decision, locale, encode(turn.context, trained.knowledge)))

    @router.get("/api/v1/intents", response_model=IntentsBody, responses=ERRORS)
    async def intents(locale: LocaleQuery = "en") -> JSONResponse:
        """All questions Hepatica knows, in the order of the contents page."""
        chosen = read_locale(locale, "en")
        answers = trained.knowledge.locales[chosen].answers
        live = [i for i in trained.knowledge.intents.values() if i.status == "live"]
        rows = [
            {"id": i.id, "kind": i.kind, "group": i.group, "question": spans_text(answers[i.id].question, chosen)}
            for i in live
        ]
        return JSONResponse({"intents": rows})

    @router.get("/api/v1/intents/{intent_id}", response_model=ReplyBody, responses=ERRORS)
    async def intent(
        intent_id: str, locale: LocaleQuery = "en", outcome: OutcomeQuery = None, weeks: WeeksQuery = None
    ) -> Response:
        """The reply of one intent, as if its question had been asked."""
        chosen = read_locale(locale, "en")
        known = trained.knowledge.intents.get(intent_id)
        if known and known.status == "withdrawn":
            raise withdrawn_problem(chosen, trained)
        if known is None:
            raise Problem(404, "No such intent", "GET /api/v1/intents lists the intents.")
        decision = about(intent_id, read_slots(outcome, weeks, trained.knowledge), trained.knowledge)
        context = next_context(decision, Context(), trained)
        return _reply(replies.json(decision, chosen, encode(context, trained.knowledge)))

    @router.get("/healthz", response_model=HealthBody)
    async def healthz() -> JSONResponse:
        """Whether this server answers from the newest content; degraded: from the last that was good, and why."""
        wrong = {"problems": list(health.problems)} if health.problems else {}
        return JSONResponse({"status": health.status, "content_version": trained.knowledge.version, **wrong})

    @router.get("/readyz", response_model=ReadyBody)
    async def readyz() -> JSONResponse:
        """Whether this server can answer: a reply is made, from the knowledge to the last sentence."""
        intent = next(name for name, one in trained.knowledge.intents.items() if one.status == "live")
        compose(about(intent, Slots(), trained.knowledge), "en", trained.knowledge)
        return JSONResponse({"status": "ready"})

    if metrics:

        @router.get("/metrics", include_in_schema=False)
        async def counted() -> Response:
            text = metrics.text(trained.knowledge.version, degraded=bool(health.problems))
            return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    return router


_TITLES = {400: "Not JSON", 415: "Unsupported media type", 422: "The request cannot be used"}


def _reply(body: bytes) -> Response:
    return Response(body, media_type="application/json")


def refusal_problem(refusal: Refusal, locale: Locale, trained: Trained) -> Problem:
    """An empty or overlong question as a problem, in the reader's language."""
    fixed = trained.knowledge.locales[locale].replies[refusal.reason]
    return Problem(422, spans_text(fixed.title, locale), spans_text(fixed.summary, locale), locale)


def withdrawn_problem(locale: Locale, trained: Trained) -> Problem:
    """An answer that was taken out as a problem, in the reader's language."""
    fixed = trained.knowledge.locales[locale].replies["withdrawn"]
    return Problem(410, spans_text(fixed.title, locale), spans_text(fixed.summary, locale), locale)


def read_locale(value: str | None, default: Locale) -> Locale:
    """A locale parameter.

    Raises:
        Problem: 422 for a locale that is not one of ours.
    """
    if value is None:
        return default
    if value not in LOCALES:
        raise Problem(422, "Unknown locale", f"locale must be one of {', '.join(LOCALES)}.")
    return value
