"""One turn: what was decided, the reply that says it, and the state that the next question may lean on."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bot.model.knowledge import Figure, Labels, Locale, Outcome, ReadSoFar, Region, Role
from bot.model.review import Review
from bot.model.spans import Spans

Kind = Literal["answer", "not_covered", "personal_advice", "emergency", "crisis", "clarify", "fallback", "smalltalk"]
DANGER = ("emergency-line", "same-day")
"""Ids of the notices that a danger sign leaves beside a reply."""
BlockPart = Literal["summary", "cell", "numbers", "meaning", "unknown", "cautions", "steps", "contacts", "for_doctor"]


@dataclass(frozen=True, slots=True)
class Slots:
    """What a question names beside its subject: an outcome, a number of weeks."""

    outcome: Outcome | None = None
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a turn decided. Small and free of text, so a conversation can be shown again in another language.

    `intents` holds the intent of an answer, or the candidates of a clarification or fallback, best first.
    `notices` are ids ("emergency-line", "same-day"). `variant` tells fixed replies of one kind apart
    (smalltalk: "hello", "thanks", "bye", "ok"; emergency: "overdose").
    """

    kind: Kind
    intents: tuple[str, ...] = ()
    slots: Slots = Slots()
    notices: tuple[str, ...] = ()
    variant: str = ""
    also: str | None = None
    """The second question of a message that held two: an intent, offered first among the suggestions."""
    short: bool = False
    """The reader asked to hear it more simply: the short answer alone."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered citation of a reply."""

    n: int
    source: str
    title: str
    url: str | None
    locator: str | None
    attributed_to: str | None
    """Id of the source that the cited one names for this."""
    role: Role
    read: ReadSoFar
    note: Spans = ()
    """For a number: how far it was checked, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Block:
    """A titled part of a reply: paragraphs or items, each a run of spans."""

    part: BlockPart
    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One line of the table of results: an outcome at a week, reported (with figure and mark) or not."""

    outcome: Outcome
    weeks: int
    figure: Figure | None
    mark: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that can be asked next, with the words shown on its button."""

    intent: str
    question: Spans
    slots: Slots = Slots()


@dataclass(frozen=True, slots=True)
class Notice:
    """A short warning beside a reply."""

    id: str
    text: Spans


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything a surface needs to show one reply. The disclaimer is required, so no surface can leave it out."""

    kind: Kind
    locale: Locale
    disclaimer: Spans
    review: Review
    content_version: str
    labels: Labels
    title: Spans = ()
    intent: str | None = None
    fixed: str | None = None
    """Name of a fixed reply."""
    understood_as: Spans = ()
    slots: Slots = Slots()
    blocks: tuple[Block, ...] = ()
    rows: tuple[ResultRow, ...] = ()
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    candidates: tuple[Offer, ...] = ()
    suggestions: tuple[Offer, ...] = ()
    notices: tuple[Notice, ...] = ()
    regions: tuple[Region, ...] = ()
    """Emergency numbers to show: filled for emergency and crisis."""
    crisis_lines: bool = False
    """Show the regions' crisis lines too: for a wish to die, where there may be one, and for an overdose, whatever its
    reason."""


def part(reply: Reply, name: str) -> tuple[Spans, ...]:
    """The items of a part of a reply; none if it has no such part."""
    return tuple(item for block in reply.blocks if block.part == name for item in block.items)


class Candidate(NamedTuple):
    """An intent the ranking considered, with its score from 0 to 1. Scores are never shown to a reader."""

    intent: str
    score: float


@dataclass(frozen=True, slots=True)
class Trace:
    """How a decision came about, for `--why`: what was recognised, candidates, and the rules that fired."""

    normalised: str = ""
    stage: str = ""
    recognised: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    margin: float | None = None
    gates: tuple[str, ...] = ()
    calm: bool = False
    """True where the safety screen found nothing whatever. Only then may the words of a question be kept."""


@dataclass(frozen=True, slots=True)
class Context:
    """The state of the last turn, carried by the client: intent, slots, and the offers of an open clarification."""

    intent: str | None = None
    slots: Slots = Slots()
    offers: tuple[str, ...] = ()
    asked: Slots = Slots()
    """What the question named that the offers are for; it goes with the one that is chosen."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The result of `conversation.respond`."""

    decision: Decision
    reply: Reply
    context: Context
    trace: Trace = field(default_factory=Trace)
