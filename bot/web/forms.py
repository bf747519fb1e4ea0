"""What the form of a page sends, checked: where it comes from, its type, its fields."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.conversation.trained import Trained
from bot.model.knowledge import Knowledge
from bot.model.turn import Decision, Offer, Slots
from bot.web.errors import Problem
from bot.web.slots import read_slots
from bot.web.transcript import Conversation, decode

_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
_MAX_FIELDS = 20


@dataclass(frozen=True, slots=True)
class AskForm:
    """A question or a chosen offer, and the conversation so far."""

    question: str
    conversation: Conversation
    offer: Decision | None = None


async def read_form(request: Request, trained: Trained) -> AskForm:
    """The form of a POST.

    Raises:
        Problem: 403 if it comes from another site, 415 if it is no form, 422 for an offer that does not exist.
    """
    check_origin(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind not in _TYPES:
        raise Problem(415)
    form = await request.form(max_files=0, max_fields=_MAX_FIELDS)
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    knowledge = trained.knowledge
    return AskForm(
        question=fields.get("question", ""),
        conversation=decode(fields.get("transcript", ""), knowledge),
        offer=read_offer(fields["offer"], knowledge) if fields.get("offer") else None,
    )


def check_origin(request: Request) -> None:
    """Refuse posts from other sites. Old browsers that say nothing about it are let through; we keep no session.

    Raises:
        Problem: 403.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise Problem(403)
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise Problem(403)


def offer_value(offer: Offer) -> str:
    """An offered question as the value of its button: intent, and outcome and weeks where it has them."""
    weeks = "" if offer.slots.weeks is None else str(offer.slots.weeks)
    return ".".join((offer.intent, offer.slots.outcome or "", weeks)).rstrip(".")


def read_offer(value: str, knowledge: Knowledge) -> Decision:
    """The decision that a button stands for.

    Raises:
        Problem: 422 for one that does not exist.
    """
    intent, outcome, weeks, *rest = (*value.split("."), "", "")
    if intent not in knowledge.intents or any(rest):
        raise Problem(422)
    return intent_decision(intent, read_slots(outcome or None, weeks or None), knowledge)


def intent_decision(name: str, slots: Slots, knowledge: Knowledge) -> Decision:
    """The decision to answer an intent; an outcome that the intent alone implies is filled in."""
    intent = knowledge.intents[name]
    implied = intent.outcomes[0] if slots.outcome is None and len(intent.outcomes) == 1 else slots.outcome
    return Decision(intent.kind, (name,), Slots(implied, slots.weeks))
