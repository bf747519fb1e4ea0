"""The take-home sheet: of a conversation, of one turn of it, or of one question, in one language or two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot import locales
from bot.conversation.about import about
from bot.model.knowledge import Locale
from bot.model.turn import Reply
from bot.rendering.qr import qr
from bot.rendering.sheet import LEFT_OUT, Said, frame_rows, turn_rows
from bot.rendering.view import STANDARD, View
from bot.web.errors import Problem, view_of
from bot.web.forms import read_fields
from bot.web.rate import refuse_if_limited
from bot.web.routers import page_router
from bot.web.site import Site, page_locale
from bot.web.slots import read_slots
from bot.web.transcript import MAX_NUMBER, Conversation, Entry, decode, encode
from bot.web.views import gone_page, kept_view


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the sheet is to hold. `only` is the number of one turn in the conversation, or None for all of them."""

    conversation: Conversation
    only: int | None = None
    second: Locale | None = None

    def entries(self) -> list[tuple[int, Entry]]:
        """The turns to show, with their numbers."""
        numbered = enumerate(self.conversation.entries, self.conversation.dropped + 1)
        return [
            (n, entry)
            for n, entry in numbered
            if self.only in (None, n) and (self.only is not None or entry.decision.kind not in LEFT_OUT)
        ]


def build_router(site: Site) -> APIRouter:
    """The routes of the take-home sheet."""
    router = page_router()

    @router.post("/{tag}/sheet")
    async def sheet(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        refuse_if_limited(request, site.trained)
        fields = {**request.query_params, **await read_fields(request)}
        return sheet_page(site, locale, wanted(fields, locale, site), today(), view_of(request))

    @router.get("/{tag}/sheet")
    async def sheet_of_one(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        if not request.query_params.get("intent"):
            # A reload, or a shared address, of a sheet of a conversation: only the page of the reader held it.
            return RedirectResponse(kept_view(site.url(locale, "/"), request), 303)
        if request.query_params["intent"] in site.withdrawn:
            return gone_page(site, request, locale, request.query_params["intent"])
        return sheet_page(site, locale, wanted(request.query_params, locale, site), today(), view_of(request))

    return router


def today() -> date:
    """The day that is printed on a sheet, where the server stands."""
    return datetime.now(tz=UTC).astimezone().date()


def wanted(fields: Mapping[str, str], locale: Locale, site: Site) -> Wanted:
    """What a form or an address asks for: `intent` with `outcome` and `weeks`, or `transcript` and perhaps `turn`.

    Raises:
        Problem: 422 for a question, outcome, week, turn or language that does not exist.
    """
    second = _second(fields.get("second", ""), locale)
    intent = fields.get("intent", "")
    if intent:
        if intent not in site.live:
            raise Problem(422, "Unknown question", "intent must be the id of a question.")
        slots = read_slots(fields.get("outcome") or None, fields.get("weeks") or None, site.trained.knowledge)
        decision = about(intent, slots, site.trained.knowledge)
        return Wanted(Conversation((Entry(None, decision),)), second=second)
    conversation = decode(fields.get("transcript", ""), site.trained.knowledge)
    return Wanted(conversation, _number(fields.get("turn", "")), second)


def sheet_page(site: Site, locale: Locale, asked: Wanted, day: date, view: View = STANDARD) -> Response:
    """The sheet as a page. 422 where the conversation holds nothing to take along: the page says what to do."""
    spoken = (locale, asked.second) if asked.second else (locale,)
    turns = [turn_rows(n, tuple(_said(site, one, entry) for one in spoken), site.pages) for n, entry in asked.entries()]
    values = {
        "path": "/sheet",
        "transcript": encode(asked.conversation),
        "only": asked.only,
        "second": asked.second,
        "turns": turns,
        **frame_rows(spoken, day, site.pages),
    }
    return HTMLResponse(site.pages.render("pages/sheet.html", locale, view=view, **values), 200 if turns else 422)


def _said(site: Site, locale: Locale, entry: Entry) -> Said:
    reply = site.replies.reply(entry.decision, locale)
    address = _permalink(site, locale, reply)
    return Said(locale, entry.question, reply, address, qr(address) if address else None)


def _permalink(site: Site, locale: Locale, reply: Reply) -> str | None:
    """The public address of an answer; None where the server does not know its own, or there is no such page."""
    if not site.public_url or not reply.intent:
        return None
    choice = len(site.live[reply.intent].outcomes) > 1
    pairs = (("outcome", reply.slots.outcome if choice else None), ("weeks", reply.slots.weeks))
    query = "&".join(f"{name}={value}" for name, value in pairs if value is not None)
    return site.public_url + site.url(locale, f"/a/{reply.intent}" + (f"?{query}" if query else ""))


def _second(tag: str, locale: Locale) -> Locale | None:
    if not tag:
        return None
    second = locales.canonical(tag)
    if second is None:
        raise Problem(422, "Unknown language", "second must be one of our languages.")
    return None if second == locale else second


def _number(value: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 6 and 0 < int(value) <= 2 * MAX_NUMBER):
        raise Problem(422, "Unknown turn", "turn must be the number of a question of the conversation.")
    return int(value)
