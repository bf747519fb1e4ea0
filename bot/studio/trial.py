"""Trying a question on every surface and in every language, why it went where it went, and pinning it as a test."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Depends, HTTPException, Request
from markupsafe import Markup
from starlette.responses import Response

from bot.answering.compose import compose
from bot.conversation.about import about
from bot.conversation.context import encode
from bot.conversation.respond import next_context, respond
from bot.model.knowledge import LOCALES, Locale
from bot.model.refusal import Refusal
from bot.model.turn import Context, Decision, Kind, Slots, Turn
from bot.rendering.data import reply_data
from bot.rendering.plain import turn_text
from bot.rendering.sheet import Said, frame_rows, turn_rows
from bot.rendering.view import View
from bot.studio.desk import Bench, Desk
from bot.studio.forms import sent
from bot.studio.intents import questions
from bot.studio.shown import Visit, card
from bot.workshop.cases import CaseError
from bot.workshop.pins import FILE, Pin, PinError, pin, pin_of, questions_folder, unpin
from bot.workshop.report_reasons import reasons
from bot.workshop.saving import ConflictError

Surface = Literal["chat", "frame", "kiosk", "sheet", "api", "terminal"]
SURFACES: tuple[Surface, ...] = get_args(Surface)
KINDS: tuple[Kind, ...] = get_args(Kind)
WITH_QUESTION: tuple[Kind, ...] = ("answer", "not_covered")
"""Kinds of reply that belong to a question."""
REFUSED = ("intent", "no-intent", "pinned", "example", "file", "meanwhile")
"""Why a question was not pinned, or a pin not taken back."""
Fields = Annotated[Mapping[str, str], Depends(sent)]


def build_router(desk: Desk) -> APIRouter:
    """The routes of trying."""
    router = APIRouter()

    @router.get("/{locale}/try")
    def empty(request: Request, locale: Locale) -> Response:
        return _page(desk, Visit(request, locale, desk.bench()), {})

    @router.post("/{locale}/try")
    def ask(request: Request, locale: Locale, form: Fields) -> Response:
        return _page(desk, Visit(request, locale, desk.bench()), form)

    @router.post("/{locale}/try/pin")
    def keep(request: Request, locale: Locale, form: Fields) -> Response:
        visit = Visit(request, locale, desk.bench())
        return _page(desk, visit, form, said=_pinned(desk, visit.bench, form))

    @router.post("/{locale}/try/unpin")
    def take_back(request: Request, locale: Locale, form: Fields) -> Response:
        visit = Visit(request, locale, desk.bench())
        return _page(desk, visit, form, said=_unpinned(desk, form))

    return router


def turn_of(bench: Bench, question: str, locale: Locale, after: str) -> Turn | Refusal:
    """Ask as a reader does; `after` is the question that was answered before, empty for the first."""
    context = Context()
    if after in bench.knowledge.intents:
        context = next_context(about(after, Slots(), bench.knowledge), context, bench.trained)
    return respond(question, locale, context, bench.trained)


def _page(desk: Desk, visit: Visit, form: Mapping[str, str], said: str = "") -> Response:
    bench, locale = visit.bench, visit.locale
    question, after = form.get("question", "").strip(), form.get("after", "")
    surface: Surface = next((one for one in SURFACES if one == form.get("surface")), "chat")
    asked = next((one for one in LOCALES if one == form.get("asked")), locale)
    values: dict[str, Any] = {
        "question": question, "after": after, "surface": surface, "surfaces": SURFACES, "asked": asked,
        "questions": questions(bench.knowledge, locale), "said": said, "file": f"tests/questions/{FILE}",
        "kinds": KINDS, "with_question": WITH_QUESTION, "outcomes": tuple(bench.knowledge.outcomes),
        "can_pin": questions_folder(desk.checkout) is not None,
        "right": None, "pinned": _pin_of(desk, question, asked) if said in ("done", "pinned") else None,
        "turn": None, "refused": None, "found": None, "shown": {},
    }  # fmt: skip
    if question:
        turn = turn_of(bench, question, asked, after)
        if isinstance(turn, Refusal):
            values["refused"] = turn.reason
        else:
            values["turn"] = turn
            values["right"] = _right(form, turn.decision)
            values["found"] = reasons(question, turn.trace, bench.trained, bench.written)
            values["shown"] = {one: _shown(visit, turn, one, surface, question) for one in LOCALES}
    status = 422 if said in REFUSED else 200
    return visit.page("try.html", status, here="try", path="/try", **values)


def _right(form: Mapping[str, str], decision: Decision) -> Mapping[str, str]:
    """What the fields of the pin hold: what was chosen in them; before that, what the program itself decided."""
    if "kind" in form:
        return {name: form.get(name, "") for name in ("kind", "intent", "outcome", "weeks")}
    weeks = decision.slots.weeks
    return {
        "kind": decision.kind,
        "intent": decision.intents[0] if decision.kind in WITH_QUESTION and decision.intents else "",
        "outcome": decision.slots.outcome or "",
        "weeks": "" if weeks is None else str(weeks),
    }


def _pin_of(desk: Desk, question: str, asked: Locale) -> Pin | None:
    folder = questions_folder(desk.checkout)
    return pin_of(folder, question, asked) if folder else None


def _shown(visit: Visit, turn: Turn, locale: Locale, surface: Surface, question: str) -> Markup | str:
    """The reply on a surface, in a language."""
    bench, knowledge = visit.bench, visit.bench.knowledge
    reply = compose(turn.decision, locale, knowledge)
    match surface:
        case "chat" | "frame":
            return card(bench, visit.request, visit.locale, reply)
        case "kiosk":
            return _markup(bench, locale, "studio/kiosk.html", reply=reply)
        case "sheet":
            rows = turn_rows(1, (Said(locale, question, reply),), bench.pages)
            day = datetime.now(tz=UTC).astimezone().date()
            return _markup(
                bench, locale, "studio/sheet_of.html", turns=[rows], frame=frame_rows((locale,), day, bench.pages)
            )
        case "api":
            data = reply_data(reply, knowledge, encode(turn.context, knowledge))
            return json.dumps(data, ensure_ascii=False, indent=2)
        case "terminal":
            return turn_text(reply, knowledge)


def _markup(bench: Bench, locale: Locale, template: str, **values: Any) -> Markup:
    return Markup(bench.pages.render(template, locale, view=View(), **values))  # noqa: S704  made by our own template


def _pinned(desk: Desk, bench: Bench, form: Mapping[str, str]) -> str:
    """Pin what a form says is right. Returns "done", or why not: one of `REFUSED`."""
    folder = questions_folder(desk.checkout)
    question = form.get("question", "").strip()
    kind = next((one for one in KINDS if one == form.get("kind")), None)
    asked = next((one for one in LOCALES if one == form.get("asked")), None)
    intent, outcome, weeks = (form.get(name) or None for name in ("intent", "outcome", "weeks"))
    sound = (
        (intent is None or intent in bench.knowledge.intents)
        and (outcome is None or outcome in bench.knowledge.outcomes)
        and (weeks is None or (weeks.isascii() and weeks.isdigit() and int(weeks) <= 520))
    )
    if folder is None or not question or kind is None or asked is None or not sound:
        raise HTTPException(422)
    if (kind in WITH_QUESTION) != (intent is not None):
        return "intent" if intent is None else "no-intent"
    one = Pin(question, asked, kind, intent, outcome, int(weeks) if weeks else None)
    try:
        pin(folder, one, bench.knowledge)
    except PinError as error:
        return str(error)
    except CaseError:
        return "file"
    except ConflictError:
        return "meanwhile"
    return "done"


def _unpinned(desk: Desk, form: Mapping[str, str]) -> str:
    """Take back the pin that a form names. Returns "back" or "meanwhile"."""
    folder = questions_folder(desk.checkout)
    asked = next((one for one in LOCALES if one == form.get("asked")), None)
    if folder is None or asked is None:
        raise HTTPException(422)
    try:
        unpin(folder, form.get("question", "").strip(), asked)
    except ConflictError:
        return "meanwhile"
    return "back"
