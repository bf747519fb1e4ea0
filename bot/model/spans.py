"""Typed spans: the pieces a reply is made of.

A reply never holds free text with a number in it. Numbers, week counts, dates, names with digits, phone numbers,
citation marks and the reader's own words each have a span of their own, so a proof can walk every reply and know
what each piece is. Only `Text` holds prose, and prose holds no digit and no number word.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.model.problem import TemplateError
from bot.model.told import Told


@dataclass(frozen=True, slots=True)
class Text:
    """Prose, without any digit or number word."""

    text: str


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A sourced number, by figure id. `form` is "full" (estimate with its interval) or "estimate" (alone)."""

    figure: str
    form: str = "full"


@dataclass(frozen=True, slots=True)
class Week:
    """A time point, in weeks. Prints the number alone; the text around it supplies the unit."""

    weeks: int


@dataclass(frozen=True, slots=True)
class ReportedWeeks:
    """The weeks at which the article reports an outcome, printed as a list ("8 and 12").

    `weeks` is empty in a template and filled from the figures when a reply is composed.
    """

    outcome: str
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedWeek:
    """The week the reader asked about; filled from the slot `weeks` when a reply is composed."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who signed the answer; filled from the signature when a reply is composed."""


@dataclass(frozen=True, slots=True)
class ReviewedOn:
    """The day of the signature; filled likewise."""


@dataclass(frozen=True, slots=True)
class Echo:
    """The reader's own words. Shown as theirs, never as ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody is reached. `form` is "phone" (a telephone number), "email", or "words" (a name, hours)."""

    number: str
    form: str = "phone"


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name that may hold digits (IL-10, SDF-1α, the title of a paper)."""

    name: str


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation of a statement without a number: which source, which section of it, and whom it attributes this to."""

    source: str
    locator: str | None = None
    attributed_to: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark [n] in a composed reply, counting from 1."""

    n: int


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date, or a year alone when `day` is None."""

    year: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Gloss:
    """A word of prose that the glossary explains. Made from `Text` when a page is shown, never by an editor."""

    term: str
    """Id of the glossary entry."""
    text: str


Blank = AskedWeek | Reviewer | ReviewedOn | Cite
"""What stands in a template alone, and is filled in before a reply is shown."""
Span = Text | FigureRef | Week | ReportedWeeks | Echo | Contact | Name | Mark | Date | Gloss | Blank
Spans = tuple[Span, ...]

_BARE: dict[type[Span], str] = {AskedWeek: "{asked-week}", Reviewer: "{reviewer}", ReviewedOn: "{reviewed-on}"}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def parse_template(source: str) -> Spans:
    """Split an editor's sentence into spans.

    Placeholders: `{figure:ID}` and `{figure:ID|estimate}`, `{week:8}`, `{weeks:OUTCOME}`, `{asked-week}`,
    `{name:IL-10}`, `{cite:SOURCE}`, `{cite:SOURCE/SECTION}`, `{cite:SOURCE/SECTION/ATTRIBUTED}`, `{year:2025}`,
    `{date:2025-01-02}`, `{reviewer}`, `{reviewed-on}`.

    Raises:
        TemplateError: an unknown or malformed placeholder, or a stray brace.
    """
    spans: list[Span] = []
    end = 0
    for match in _PLACEHOLDER.finditer(source):
        spans.extend(_text(source[end : match.start()]))
        spans.append(_placeholder(match[1]))
        end = match.end()
    spans.extend(_text(source[end:]))
    return tuple(spans)


def written(span: Span) -> str:
    """The span as an editor writes it in a template; prose as it is."""
    match span:
        case Text(text) | Echo(text) | Gloss(text=text):
            return text
        case FigureRef(figure, form):
            return f"{{figure:{figure}}}" if form == "full" else f"{{figure:{figure}|{form}}}"
        case Week(weeks):
            return f"{{week:{weeks}}}"
        case ReportedWeeks(outcome):
            return f"{{weeks:{outcome}}}"
        case Name(name):
            return f"{{name:{name}}}"
        case Cite(source, locator, attributed_to):
            return f"{{cite:{'/'.join(filter(None, (source, locator, attributed_to)))}}}"
        case Date(year, day):
            return f"{{date:{day.isoformat()}}}" if day else f"{{year:{year}}}"
        case Contact(number):
            return number
        case Mark(n):
            return f"[{n}]"
    return _BARE[type(span)]


def _text(piece: str) -> list[Span]:
    if "{" in piece or "}" in piece:
        said = f"a stray brace in {piece.strip()!r}; a placeholder looks like {{figure:survival-8w}}"
        raise TemplateError(Told("brace", said, piece=piece.strip()))
    return [Text(piece)] if piece else []


def _placeholder(body: str) -> Span:
    kind, _, value = body.partition(":")
    try:
        match kind:
            case "figure":
                figure, _, form = value.partition("|")
                return _figure(figure, form or "full")
            case "week":
                return Week(int(value))
            case "weeks" if value:
                return ReportedWeeks(value)
            case "asked-week" if not value:
                return AskedWeek()
            case "reviewer" if not value:
                return Reviewer()
            case "reviewed-on" if not value:
                return ReviewedOn()
            case "name" if value:
                return Name(value)
            case "cite" if value:
                return _cite(value)
            case "year":
                return Date(int(value))
            case "date":
                day = date.fromisoformat(value)
                return Date(day.year, day)
    except ValueError as error:
        raise TemplateError(Told("placeholder-form", f"{{{body}}}: {error}", body=body)) from None
    said = f"{{{body}}} is no known placeholder; see docs/content.md for the list"
    raise TemplateError(Told("placeholder-unknown", said, body=body))


def _figure(figure: str, form: str) -> FigureRef:
    if not figure or form not in ("full", "estimate"):
        raise ValueError("write {figure:ID} or {figure:ID|estimate}")
    return FigureRef(figure, form)


def _cite(value: str) -> Cite:
    parts = value.split("/")
    if len(parts) > 3 or not all(parts):
        raise ValueError("write {cite:SOURCE}, {cite:SOURCE/SECTION} or {cite:SOURCE/SECTION/ATTRIBUTED}")
    source, locator, attributed_to = (*parts, None, None)[:3]
    return Cite(str(source), locator, attributed_to)
