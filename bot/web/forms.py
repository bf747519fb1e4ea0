"""What the form of a page sends, checked: where it comes from, its type, its fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.conversation.about import about
from bot.conversation.trained import Trained
from bot.model.knowledge import Knowledge
from bot.model.turn import Decision, Kind
from bot.text.normalise import printable
from bot.web.errors import Problem
from bot.web.origin import check_origin
from bot.web.rate import refuse_if_limited
from bot.web.slots import read_slots
from bot.web.transcript import VERDICTS, Conversation, Verdict, decode

_PLAIN = "application/x-www-form-urlencoded"
_TYPES = (_PLAIN, "multipart/form-data")
_MAX_FIELDS = 20
FIRST: tuple[Kind, ...] = ("emergency", "crisis", "personal_advice")
"""Kinds of replies that no limit withholds."""


@dataclass(frozen=True, slots=True)
class AskForm:
    """A question or a chosen offer, and the conversation so far."""

    question: str
    conversation: Conversation
    offer: Decision | None = None


@dataclass(frozen=True, slots=True)
class VerdictForm:
    """What a reader says of an answer: the number of its turn, the verdict, and all that the page sends along."""

    page: AskForm
    n: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class KioskForm:
    """A step of the kiosk: which screen is wanted, what stands in the box, what was chosen, the visit so far."""

    show: str
    question: str
    conversation: Conversation
    offer: Decision | None
    verdict: Verdict = ""


async def read_kiosk_form(request: Request, trained: Trained) -> KioskForm:
    """The form of a screen of the kiosk. A question without a wish for a screen is asked.

    Raises:
        Problem: as `read_form`.
    """
    fields = await read_fields(request)
    asked = _ask_form(request, trained, fields)
    show = fields.get("show") or ("ask" if "question" in fields else "groups")
    return KioskForm(show, asked.question, asked.conversation, asked.offer, read_verdict(fields.get("verdict", "")))


async def read_verdict_form(request: Request, trained: Trained) -> VerdictForm:
    """What a reader says of an answer.

    Raises:
        Problem: as `read_form`, and 422 for what is no verdict.
    """
    fields = await read_fields(request)
    number, _, verdict = fields.get("verdict", "").partition(".")
    if not number.isascii() or not number.isdigit() or len(number) > 5 or not verdict:
        raise Problem(422)
    return VerdictForm(_ask_form(request, trained, fields), int(number), read_verdict(verdict))


def read_verdict(value: str) -> Verdict:
    """What was said to "was this what you asked?".

    Raises:
        Problem: 422 for anything but yes, no and nothing.
    """
    found = next((verdict for verdict in VERDICTS if verdict == value), None)
    if found is None:
        raise Problem(422)
    return found


async def read_form(request: Request, trained: Trained) -> AskForm:
    """The form of the chat.

    Raises:
        Problem: as `read_fields`, 422 for an offer that does not exist, 429.
    """
    return _ask_form(request, trained, await read_fields(request))


def _ask_form(request: Request, trained: Trained, fields: Mapping[str, str]) -> AskForm:
    """The question and the conversation of a form, unless the client has asked too much of late."""
    knowledge = trained.knowledge
    question = printable(fields.get("question", ""))
    conversation = decode(fields.get("transcript", ""), knowledge)
    if asks(request) or not any(entry.decision.kind in FIRST for entry in conversation.entries):
        refuse_if_limited(request, trained, question)
    return AskForm(
        question=question,
        conversation=conversation,
        offer=read_offer(fields["offer"], knowledge) if fields.get("offer") else None,
    )


def asks(request: Request) -> bool:
    """True where something new is said; a conversation that is only shown again may hold what is never withheld."""
    path: str = request.scope["path"]
    return path.endswith(("/ask", "/step", "/verdict"))


async def read_fields(request: Request) -> dict[str, str]:
    """The fields of a POST.

    Raises:
        Problem: 400 for too many of them, 403 if it comes from another site, 415 if it is no form.
    """
    check_origin(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind not in _TYPES:
        raise Problem(415)
    if kind == _PLAIN:
        return _plain_fields(await request.body())
    form = await request.form(max_files=0, max_fields=_MAX_FIELDS)
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _plain_fields(body: bytes) -> dict[str, str]:
    """The fields of a form as nearly every one is sent; what is no UTF-8 in it is replaced.

    Raises:
        Problem: 400 for more fields than any form of ours has.
    """
    try:
        text = body.decode("utf-8", "replace")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="replace"))
    except ValueError:
        raise Problem(400) from None


def read_offer(value: str, knowledge: Knowledge) -> Decision:
    """The decision that a button stands for.

    Raises:
        Problem: 422 for one that does not exist.
    """
    intent, outcome, weeks, *rest = (*value.split("."), "", "")
    if intent not in knowledge.intents or any(rest):
        raise Problem(422)
    return about(intent, read_slots(outcome or None, weeks or None, knowledge), knowledge)
