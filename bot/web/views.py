"""The chat: whole pages and fragments, the language toggle, and permalinks."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bot import locales
from bot.conversation.about import about
from bot.conversation.respond import MATCHED, respond
from bot.model.knowledge import Locale
from bot.model.refusal import Refusal
from bot.model.turn import Slots
from bot.rendering.plain import spans_text
from bot.rendering.view import View, seen_as
from bot.web.errors import Problem, view_of
from bot.web.forms import AskForm, VerdictForm, read_form, read_verdict_form
from bot.web.linked_data import answer_data
from bot.web.replies import Look, ShownTurn
from bot.web.routers import page_router
from bot.web.routes import is_fragment
from bot.web.site import Site, page_locale
from bot.web.slots import answer_path, read_slots
from bot.web.surface import Surface
from bot.web.transcript import MAX_TURNS, Conversation, Entry, context_of, encode
from bot.web.verdict import asks_back, with_verdict
from bot.web.watch import note_kind

GONE = 410
"""A withdrawn answer: search engines drop the page at once, where a 404 is asked for again and again."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no reply, in the reader's language."""

    title: str
    text: str


def build_router(site: Site) -> APIRouter:
    """The ways to the chat, and the pages of one answer."""
    router = page_router()

    @router.get("/")
    async def root(request: Request) -> Response:
        locale = locales.negotiate(request.headers.get("accept-language"), site.clinic.languages, site.clinic.default)
        return RedirectResponse(kept_view(site.url(locale, "/"), request), 302, {"Vary": "Accept-Language"})

    @router.get("/{tag}")
    async def bare(request: Request, tag: str) -> Response:
        return RedirectResponse(kept_view(site.url(page_locale(tag, request, site), "/"), request), 308)

    @router.get("/{tag}/a/{intent}")
    async def answer(request: Request, tag: str, intent: str) -> Response:
        named = request.query_params.get("outcome"), request.query_params.get("weeks")
        return _answer(site, request, page_locale(tag, request, site), intent, named)

    return router


def chat_router(site: Site, surface: Surface) -> APIRouter:
    """The chat of a surface: at its start, shown again in another language, and a question asked."""
    router = page_router()
    home, ask_path = "/{tag}" + surface.path("/"), "/{tag}" + surface.path("/ask")

    # Most requests ask, so this is looked at first.
    @router.post(ask_path)
    async def ask(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        return asked(site, request, locale, await read_form(request, site.trained))

    @router.get(ask_path)
    async def ask_again(request: Request, tag: str) -> Response:
        # A reload, or a shared address, of the page that a form without JavaScript leads to.
        return RedirectResponse(kept_view(site.url(page_locale(tag, request, site), "/"), request), 303)

    @router.get(home)
    async def chat(request: Request, tag: str) -> Response:
        return chat_page(site, request, page_locale(tag, request, site), Conversation())

    @router.post(home)
    async def again(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        form = await read_form(request, site.trained)
        return chat_page(site, request, locale, form.conversation, draft=form.question)

    if site.notes.on:
        _add_verdict(router, site, "/{tag}" + surface.path("/verdict"))
    return router


def _add_verdict(router: APIRouter, site: Site, path: str) -> None:
    """The routes where a page says whether an answer was to what was asked."""

    @router.post(path)
    async def verdict(request: Request, tag: str) -> Response:
        return judged(site, request, page_locale(tag, request, site), await read_verdict_form(request, site.trained))

    @router.get(path)
    async def verdict_again(request: Request, tag: str) -> Response:
        return RedirectResponse(kept_view(site.url(page_locale(tag, request, site), "/"), request), 303)


def kept_view(address: str, request: Request) -> str:
    """The address a redirect leads to, in the view of the one it comes from."""
    return seen_as(address, view_of(request))


def asked(site: Site, request: Request, locale: Locale, form: AskForm) -> Response:
    """Run one turn and show it."""
    context = context_of(form.conversation, site.trained)
    turn = respond(form.question, locale, context, site.trained, site.memory)
    # A button was pressed: it decides, unless what stands in the box speaks of danger.
    if form.offer and (isinstance(turn, Refusal) or turn.decision.kind not in ("emergency", "crisis")):
        entry = Entry(None, form.offer)
        site.notes.picked(entry.decision, locale)
    elif isinstance(turn, Refusal):
        return _refused(site, request, locale, form, turn)
    else:
        entry = Entry(form.question, turn.decision)
        site.notes.typed(form.question, turn, (earlier.decision for earlier in form.conversation.entries))
    note_kind(request, entry.decision.kind)
    conversation = form.conversation.plus(entry)
    if is_fragment(request):
        shown = _shown(site, request, locale, conversation, newest=1)[-1]
        return site.page(request, "pages/fragment.html", locale, shown=shown, transcript=encode(conversation))
    draft = form.question if entry.question is None and form.offer else ""
    return chat_page(site, request, locale, conversation, draft=draft)


def judged(site: Site, request: Request, locale: Locale, form: VerdictForm) -> Response:
    """Note what a reader says of an answer, and say thank you: in place of the question, or on the whole page."""
    conversation = with_verdict(site, locale, form.page.conversation, form.n, form.verdict)
    if is_fragment(request):
        said: dict[str, Any] = {"n": form.n, "verdict": form.verdict, "transcript": encode(conversation)}
        return site.page(request, "pages/verdict.html", locale, **said)
    return chat_page(site, request, locale, conversation, draft=form.page.question)


def _refused(site: Site, request: Request, locale: Locale, form: AskForm, refusal: Refusal) -> Response:
    """Nothing to answer, or too much: say so, and keep the text."""
    fixed = site.trained.knowledge.locales[locale].replies[refusal.reason]
    trouble = Trouble(spans_text(fixed.title, locale), spans_text(fixed.summary, locale))
    if is_fragment(request):
        return site.page(request, "pages/trouble.html", locale, 422, trouble=trouble)
    return chat_page(site, request, locale, form.conversation, draft=form.question, trouble=trouble)


def chat_page(site: Site, request: Request, locale: Locale, conversation: Conversation, **kept: Any) -> Response:
    """The chat with a conversation. `kept`: `draft`, the text in the box, and `trouble`, why it got no reply."""
    trouble: Trouble | None = kept.get("trouble")
    values = {
        "turns": _shown(site, request, locale, conversation),
        "starters": [name for name in site.trained.knowledge.places.starters if name in site.live],
        "trouble": trouble,
        "live": True,
        **composer_values(conversation, kept.get("draft", "")),
    }
    return site.page(request, "pages/chat.html", locale, 422 if trouble else 200, path="/", **values)


def composer_values(conversation: Conversation, draft: str = "") -> dict[str, Any]:
    """What the form at the foot of a page needs."""
    return {"transcript": encode(conversation), "draft": draft, "limit": MATCHED}


def _shown(
    site: Site, request: Request, locale: Locale, conversation: Conversation, newest: int = MAX_TURNS
) -> list[ShownTurn]:
    """The newest turns of a conversation."""
    view = view_of(request)
    numbered = list(enumerate(conversation.entries, conversation.dropped + 1))[-newest:]
    return [_shown_turn(site, n, entry, locale, view) for n, entry in numbered]


def _shown_turn(site: Site, n: int, entry: Entry, locale: Locale, view: View) -> ShownTurn:
    look = Look(view, entry.question is not None, asks_back(site, entry), entry.verdict)
    return site.turns.shown(n, entry.question, entry.decision, locale, look)


def _answer(
    site: Site, request: Request, locale: Locale, intent: str, parameters: tuple[str | None, str | None]
) -> Response:
    """The page of one answer; where it was taken out, a page that says so."""
    if intent in site.withdrawn:
        return gone_page(site, request, locale, intent)
    if intent not in site.live:
        raise Problem(404, locale=locale)
    decision = about(intent, read_slots(*parameters, site.trained.knowledge), site.trained.knowledge)
    reply = site.replies.reply(decision, locale)
    path = answer_path(site.live[intent], decision.slots)
    values = {
        "reply": reply,
        "path": path,
        "indexed": site.index_unreviewed or reply.review.state == "signed",
        "linked_data": answer_data(reply, site.trained.knowledge, site.public(locale, path)),
        "live": False,
        **composer_values(Conversation((Entry(None, decision),))),
    }
    return site.document(request, "pages/answer.html", locale, **values)


def gone_page(site: Site, request: Request, locale: Locale, intent: str) -> Response:
    """In the place of an answer that was taken out: the notice that says so, and the questions related to it."""
    decision = about(intent, Slots(), site.trained.knowledge)
    values = {
        "reply": site.replies.reply(decision, locale),
        "question": site.trained.knowledge.locales[locale].answers[intent].question,
        "path": f"/a/{intent}",
        "live": False,
        **composer_values(Conversation()),
    }
    return site.page(request, "pages/withdrawn.html", locale, GONE, **values)
