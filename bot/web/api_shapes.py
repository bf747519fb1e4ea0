"""The shapes of requests and replies of the JSON API, as its description gives them."""

from typing import Literal

from pydantic import BaseModel, Field

from bot.model.knowledge import Locale


class AskBody(BaseModel):
    """A question. Unknown members are ignored."""

    question: str = Field(min_length=1, description="up to 300 characters, of which one can be seen")
    locale: Locale | None = None
    context: str | None = None


class SlotsBody(BaseModel):
    """What the question names beside its subject."""

    outcome: str | None = None
    weeks: int | None = None


class FigureBody(BaseModel):
    """A sourced number; numbers are strings as printed."""

    id: str
    outcome: str | None
    measure: str
    estimate: str | None
    low: str | None
    high: str | None
    level: str | None
    weeks: int | None
    sources: list[str]


class CitationBody(BaseModel):
    """A numbered citation. `url` is null where no web address is known."""

    n: int
    source: str
    title: str
    url: str | None
    locator: str | None
    attributed_to: str | None
    role: str
    read: str
    note: str | None


class OfferBody(BaseModel):
    """A question that can be asked next."""

    intent: str
    question: str


class NoticeBody(BaseModel):
    """A warning beside the reply."""

    id: str
    text: str


class ContactBody(BaseModel):
    """How the clinic that offers this is reached."""

    name: str | None
    phone: str | None
    email: str | None
    address: str | None
    hours: list[str]


class ReplyBody(BaseModel):
    """A reply. Kinds without an intent have `intent` and `understood_as` null and empty lists."""

    kind: str
    intent: str | None
    locale: Locale
    slots: SlotsBody
    understood_as: str | None
    text: str
    figures: list[FigureBody]
    citations: list[CitationBody]
    candidates: list[OfferBody]
    suggestions: list[OfferBody]
    notices: list[NoticeBody]
    contact: ContactBody | None
    disclaimer: str
    review: str
    review_state: Literal["unsigned", "signed", "stale"]
    reviewed_by: str | None
    reviewed_on: str | None
    emergency: str
    content_version: str
    context: str


class IntentBody(BaseModel):
    """An intent with its canonical question."""

    id: str
    kind: str
    group: str
    question: str


class IntentsBody(BaseModel):
    """All intents that can be answered."""

    intents: list[IntentBody]


class HealthBody(BaseModel):
    """Whether the server answers from the newest content."""

    status: Literal["ok", "degraded"]
    content_version: str
    problems: list[str] = []
    """Only where it is degraded."""


class ReadyBody(BaseModel):
    """That this server can answer."""

    status: Literal["ready"]


class ProblemBody(BaseModel):
    """RFC 9457 problem details, with the emergency numbers."""

    type: str
    title: str
    status: int
    detail: str
    emergency: str
