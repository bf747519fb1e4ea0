"""The screens of the kiosk: what a step asks for, and what the screen that answers it needs."""

from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlencode

from bot.conversation.respond import respond
from bot.model.knowledge import Locale
from bot.model.refusal import Refusal
from bot.model.spans import Contact, Spans
from bot.model.turn import Decision, Reply
from bot.rendering.plain import spans_text
from bot.rendering.qr import Qr, qr
from bot.web.errors import Problem
from bot.web.forms import KioskForm
from bot.web.site import Site
from bot.web.transcript import Conversation, Entry, context_of, encode
from bot.web.verdict import asks_back, judged_last

Name = Literal["attract", "groups", "questions", "type", "answer", "urgent"]
URGENT_IDLE_SECONDS = 300
"""How long an emergency stays without a touch: somebody may be fetching help."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its template, what shows it again (in another language), and what its template needs."""

    name: Name
    again: str
    idle_seconds: int
    conversation: Conversation
    values: tuple[tuple[str, Any], ...] = ()

    def template_values(self) -> dict[str, Any]:
        """What the template is rendered with."""
        return {
            "kind": self.name,
            "again": self.again,
            "idle": self.idle_seconds,
            "transcript": encode(self.conversation),
            **dict(self.values),
        }


def attract() -> Screen:
    """What waits for the next person. It knows nothing of the last one."""
    return Screen("attract", "attract", 0, Conversation())


def next_screen(site: Site, locale: Locale, form: KioskForm) -> Screen:
    """The screen that a step leads to.

    Raises:
        Problem: 422 for a screen, a group or an offered question that does not exist.
    """
    name, _, group = form.show.partition(":")
    if form.offer:
        site.notes.picked(form.offer, locale)
        return _answered(site, locale, form.conversation.plus(Entry(None, form.offer)))
    match name:
        case "attract":
            return attract()
        case "groups":
            return _screen(site, "groups", "groups", form.conversation, groups=site.groups())
        case "group" if group in {found["id"] for found in site.groups()}:
            intents = next(found["intents"] for found in site.groups() if found["id"] == group)
            return _screen(site, "questions", form.show, form.conversation, group=group, intents=intents)
        case "type":
            return typing(site, form)
        case "again" if form.conversation.entries:
            return _answered(site, locale, judged_last(site, locale, form.conversation, form.verdict))
        case "ask":
            return _asked(site, locale, form)
    raise Problem(422, locale=locale)


def typing(site: Site, form: KioskForm, trouble: str = "") -> Screen:
    """The box and the keyboard, with what has been typed so far."""
    values = {"draft": form.question, "trouble": trouble, "own_keyboard": site.clinic.keyboard == "own"}
    return _screen(site, "type", "type", form.conversation, **values)


def _asked(site: Site, locale: Locale, form: KioskForm) -> Screen:
    context = context_of(form.conversation, site.trained)
    turn = respond(form.question, locale, context, site.trained, site.memory)
    if isinstance(turn, Refusal):
        fixed = site.trained.knowledge.locales[locale].replies[turn.reason]
        return typing(site, form, spans_text(fixed.summary, locale))
    site.notes.typed(form.question, turn, (earlier.decision for earlier in form.conversation.entries))
    return _answered(site, locale, form.conversation.plus(Entry(form.question, turn.decision)))


def _answered(site: Site, locale: Locale, conversation: Conversation) -> Screen:
    """The reply to the last turn. An emergency keeps nothing of what was said before."""
    entry = conversation.entries[-1]
    reply = inert(site.replies.reply(entry.decision, locale))
    if reply.regions:
        kept = Conversation((Entry(None, entry.decision),))
        return replace(_screen(site, "urgent", "again", kept, reply=reply), idle_seconds=URGENT_IDLE_SECONDS)
    values = {
        "reply": reply,
        "asked": entry.question,
        "back": _back(site, entry),
        "take": _page_code(site, locale, reply),
        "asks_back": asks_back(site, entry),
        "verdict": entry.verdict,
    }
    return _screen(site, "answer", "again", conversation, **values)


def _page_code(site: Site, locale: Locale, reply: Reply) -> Qr | None:
    """The code that leads a phone to the page of the answer; None where phones cannot reach this server."""
    if not (site.public_url and reply.intent):
        return None
    slots = {"outcome": reply.slots.outcome, "weeks": reply.slots.weeks}
    query = urlencode({name: value for name, value in slots.items() if value is not None})
    return qr(f"{site.public_url}{site.url(locale, f'/a/{reply.intent}')}" + (f"?{query}" if query else ""))


def _back(site: Site, entry: Entry) -> str:
    """Where "back" leads: to the questions of the group, or to the box."""
    made: Decision = entry.decision
    if entry.question is None and made.intents:
        group = site.trained.knowledge.intents[made.intents[0]].group
        return f"group:{group}" if group in {found["id"] for found in site.groups()} else "groups"
    return "type"


def _screen(site: Site, name: Name, again: str, conversation: Conversation, **values: Any) -> Screen:
    return Screen(name, again, site.clinic.idle_seconds, conversation, tuple(values.items()))


def inert(reply: Reply) -> Reply:
    """The reply without anything that can be dialled or opened: telephone numbers and addresses are only shown."""
    blocks = tuple(replace(block, items=tuple(_inert(item) for item in block.items)) for block in reply.blocks)
    return replace(reply, blocks=blocks)


def _inert(spans: Spans) -> Spans:
    return tuple(Contact(span.number, "words") if isinstance(span, Contact) else span for span in spans)
