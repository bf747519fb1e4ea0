"""The knowledge base: the frozen types that content files are read into, and the whole they make.

One description serves as schema and as runtime type, so they cannot drift apart. Field docstrings appear in the
JSON Schemas that editors' tools use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, ValidationInfo, WithJsonSchema

from bot.model import tongue
from bot.model.clinic import NO_CLINIC, Clinic
from bot.model.entry import Entry
from bot.model.lexicon import Lexicon
from bot.model.problem import TemplateError
from bot.model.review import Answered, Signatures
from bot.model.spans import Spans, parse_template
from bot.model.told import Told

Locale = tongue.Locale
Outcome = str
"""The id of something that is measured; `outcomes` in figures.yaml lists them."""
Measure = Literal["OR", "MD", "count", "range", "dose", "year", "years"]
Part = Literal["numbers", "meaning", "unknown"]
Hedge = Literal["none", "may"]
Role = Literal["article", "attributed", "named-only", "independent"]
ReadSoFar = Literal["whole", "abstract", "summary", "not-read"]

LOCALES = tongue.LOCALES


def _template(value: Any) -> Spans:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(Told("empty", "a sentence is expected here"))
    try:
        return parse_template(value.strip())
    except TemplateError as error:
        raise ValueError(error.args[0]) from None  # as it was told


def _exact(value: Any, info: ValidationInfo) -> Any:
    """Whole numbers are exact; so are decimals, which JSON keeps as text."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return Decimal(value) if whole or (info.mode == "json" and isinstance(value, str)) else value


Template = Annotated[Spans, PlainValidator(_template), WithJsonSchema({"type": "string", "minLength": 1})]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Exact = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]


class Figure(Entry):
    """A number with its source. Every number that a reply can show is one of these."""

    id: Id
    """Results are named OUTCOME-WEEKSw, for example survival-8w."""
    measure: Measure
    """OR odds ratio, MD mean difference, count, range (an observed range, never a confidence interval), dose, year."""
    estimate: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    level: Exact | None = None
    """Confidence level in percent; only where low and high are a confidence interval."""
    outcome: Outcome | None = None
    comparator: Literal["control"] | None = None
    weeks: int | None = Field(default=None, ge=0, le=520)
    unit: str | None = None
    """As the article prints it; null where it prints none."""
    approximate: bool = False
    """True where the source says "about"."""
    printed: str | None = None
    """The shortest stretch of the article that holds time point, measure, estimate and interval."""
    locator: Id
    """The section of the article (labels are in answers/*/labels.yaml)."""
    sources: tuple[Id, ...] = Field(min_length=1)
    """Where it was read first, then whom that source attributes it to."""
    cautions: tuple[Id, ...] = ()

    @property
    def is_result(self) -> bool:
        """True for an effect estimate: an outcome at a time point."""
        return self.outcome is not None


class Measured(Entry):
    """Something that was measured: an outcome of the study that the article reports."""

    id: Id
    better: Literal["higher", "lower"]
    """Which way is better; the labels `better` say it in words."""


class Source(Entry):
    """A publication, with how far it was read."""

    id: Id
    title: Mapping[Locale, str]
    """The title or a description, in each language."""
    citation: str
    """Bibliographic line as far as it is known."""
    doi: str | None = None
    url: str | None = None
    role: Role
    read: ReadSoFar
    intents: tuple[Id, ...] = ()
    """Intents whose replies may cite it; empty means any."""

    @property
    def address(self) -> str | None:
        """Where it can be opened, or None when no web address is known."""
        return self.url or (f"https://doi.org/{self.doi}" if self.doi else None)


class Printed(Entry):
    """A number of the article that is no figure."""

    printed: str = Field(min_length=1)
    """The stretch of the article that holds it."""
    reason: str = Field(min_length=10)
    """Why no reply needs it as a figure."""


class Section(Entry):
    """A section of the article."""

    id: Id
    starts: str | None
    """What the line that opens it begins with; null for the part before all others."""
    no_figure: tuple[Printed, ...] = ()
    """Its numbers that stand in no figure; `hepatica verify` says whether one is missing."""
    text: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """Hash of its text when figures were last compared with it; written by `hepatica verify --store`."""


class Intent(Entry):
    """A question that people have, one id for all languages."""

    id: Id
    kind: Literal["answer", "not_covered"]
    group: Id
    outcomes: tuple[Outcome, ...] = ()
    """Outcomes whose results this intent shows as a table."""
    figures: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()
    cautions: tuple[Id, ...] = ()
    notices: tuple[Id, ...] = ()
    related: tuple[Id, ...] = ()
    status: Literal["live", "withdrawn"] = "live"


class Point(Entry):
    """One claim. The three languages hold the same claims, in the same order, with the same placeholders."""

    id: Id
    part: Part
    """numbers: what was found · meaning: what it means in plain words · unknown: what is not known."""
    hedge: Hedge = "none"
    """may: the sentence must say "may", 可能."""
    text: Template


class Answer(Entry):
    """What one intent says in one language."""

    question: Template
    """The question as a reader would put it; shown as "I understood"."""
    summary: Template
    """The short answer: true whether the question was asked as "is it" or "is it not"."""
    points: tuple[Point, ...] = Field(min_length=1)
    for_doctor: tuple[Template, ...] = Field(min_length=1)
    """Questions to take to the liver doctor."""


class FixedReply(Entry):
    """A reply without an intent: personal advice, emergency, crisis, clarify, fallback, smalltalk."""

    title: Template
    summary: Template
    points: tuple[Template, ...] = ()
    for_doctor: tuple[Template, ...] = ()
    cautions: tuple[Id, ...] = ()
    """Cautions that stand below its points."""


class Term(Entry):
    """A glossary entry."""

    id: Id
    term: str
    also: tuple[str, ...] = ()
    """Other spellings under which the term appears in answers."""
    text: Template


class ContactLabels(Entry):
    """What stands before the parts of a clinic's contact."""

    lead: Template
    phone: Template
    email: Template
    address: Template
    hours: Template


class Labels(Entry):
    """Short names and the sentences around results."""

    outcomes: Mapping[Outcome, str]
    measures: Mapping[Measure, str]
    better: Mapping[Outcome, str]
    """Which way is better, in plain words."""
    sections: Mapping[Id, str]
    groups: Mapping[Id, str]
    roles: Mapping[Role, str]
    read: Mapping[ReadSoFar, str]
    reported: Template
    """Lead of a result that was asked for by week, holding {asked-week}."""
    unreported: Template
    """Said where the article gives no result for the week asked about; holds {asked-week}."""
    never_reported: Template
    """Closes the not-reported sentence: which weeks there are follows as a list."""
    contact: ContactLabels


class SubjectWords(Entry):
    """What the pages themselves say about the subject of the content."""

    title: Template
    """Of the chat, in the window and in search results."""
    ask: Template
    """Heading above an empty conversation."""
    lead: Template
    """What this explains, and that it is a program."""
    description: Template
    """For search engines."""
    take_home: Template
    """First sentence of a take-home sheet: whom to show it to, and what it comes from."""
    touch: Template
    """On a kiosk that waits."""
    button: Template
    """On the button that opens the chat on a clinic's website."""


class CrisisLine(Entry):
    """A helpline for people who think of ending their life."""

    number: str
    name: Mapping[Locale, str]
    run_by: Mapping[Locale, str]
    hours: Mapping[Locale, str] | None = None
    verified: bool
    source: str


class Region(Entry):
    """Emergency numbers of a region."""

    id: str = Field(pattern=r"^[A-Z]{2}$")
    name: Mapping[Locale, str]
    ambulance: str
    verified: bool
    source: str
    crisis: tuple[CrisisLine, ...] = ()


class Places(Entry):
    """Questions that have a place of their own, whatever the content is about. File `content/places.yaml`."""

    starters: tuple[Id, ...]
    """Offered at the start, in this order: those that people ask first."""
    about: Id | None = None
    """Shown on the page about Hepatica."""
    danger: Id | None = None
    """Answers a question that speaks of danger and is otherwise not understood."""
    honest: tuple[Id, ...] = ()
    """Offered where someone tries to make the program say or be something else."""


@dataclass(frozen=True)
class LocaleContent:
    """Everything written in one language."""

    answers: Mapping[str, Answer]
    cautions: Mapping[str, Spans]
    notices: Mapping[str, Spans]
    disclaimer: Spans
    not_reviewed: Spans
    reviewed: Spans
    reviewed_before: Spans
    replies: Mapping[str, FixedReply]
    labels: Labels
    subject: SubjectWords
    glossary: tuple[Term, ...]


@dataclass(frozen=True)
class Knowledge:
    """The whole knowledge base, validated: references resolve and the three languages are parallel."""

    version: str
    outcomes: Mapping[Outcome, Measured]
    figures: Mapping[str, Figure]
    sources: Mapping[str, Source]
    places: Places
    sections: tuple[Section, ...]
    intents: Mapping[str, Intent]
    locales: Mapping[Locale, LocaleContent]
    utterances: Mapping[str, tuple[str, ...]]
    """Examples per intent, all languages together, as written."""
    out_of_scope: tuple[str, ...]
    lexicon: Lexicon
    regions: tuple[Region, ...]
    entries: Mapping[str, Entry]
    """Every file as it was read, by its path in the content folder; for checks that name a file and line."""
    signatures: Signatures = field(default_factory=dict)
    """Who has read which answer. Has no part in the version: a signature changes nothing of what is said."""
    clinic: Clinic = NO_CLINIC
    """Who offers this. Goes wherever the knowledge goes, and has no part in its version."""

    @cached_property
    def readings(self) -> dict[Answered, str]:
        """Hashes of what answers say, each put here when it is first worked out. A changed copy starts without any."""
        return {}

    @cached_property
    def cells(self) -> Mapping[tuple[Outcome, int], Figure]:
        """Reported results by (outcome, weeks)."""
        return {(f.outcome, f.weeks): f for f in self.figures.values() if f.outcome and f.weeks is not None}

    def weeks_of(self, outcome: str) -> tuple[int, ...]:
        """Weeks at which the article reports this outcome, ascending."""
        return tuple(sorted(weeks for name, weeks in self.cells if name == outcome))
