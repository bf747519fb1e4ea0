"""The whole content as one HTML file made for paper, in one language or in two that stand side by side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, get_args

from markupsafe import Markup

from bot.answering.compose import compose
from bot.answering.contact import contact_lines
from bot.answering.reviewing import review_of
from bot.conversation.about import about
from bot.model.knowledge import Intent, Knowledge, Locale, Source
from bot.model.spans import Date
from bot.model.turn import Reply, Slots
from bot.paths import templates_folder
from bot.rendering.emergency import add_numbers, by_nearness
from bot.rendering.html import Pages, build_pages
from bot.rendering.numbers import date_text
from bot.rendering.sheet import Cell, Row, Said, answer_rows, frame_row, part_html
from bot.text.scripts import has_han, is_traditional
from bot.workshop.booklet_styles import styles

TEMPLATE = "booklet/page.html"
PART = "booklet/part.html"
ANSWERED = ("short", "evidence", "numbers", "meaning", "unknown", "cautions", "doctor")
"""The parts of an answer, in the order of the page; where it comes from is said more briefly than on a sheet."""
_ROLES = get_args(Source.model_fields["role"].annotation)


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer, or an entry of a list (a number, a word, a source)."""

    id: str
    """The anchor."""
    rows: tuple[Row, ...]
    intent: str = ""
    number: int | None = None
    """Of a question, counted from 1 through the whole booklet."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A group of questions, or a list at the end."""

    id: str
    titles: tuple[Markup, ...]
    """In the languages of the booklet."""
    head: Row
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Press:
    """What a booklet is made with."""

    knowledge: Knowledge
    pages: Pages
    spoken: tuple[Locale, ...]
    day: date
    folios: Mapping[str, int] | None = None
    """The page of each anchor, where they are known."""

    @property
    def questions(self) -> dict[str, int]:
        """The number of each question, in the order of the contents page."""
        groups = list(dict.fromkeys(intent.group for intent in self.knowledge.intents.values()))
        ordered = sorted(self.knowledge.intents.values(), key=lambda intent: groups.index(intent.group))
        return {intent.id: number for number, intent in enumerate(ordered, 1)}

    def row(self, part: str, **values: Any) -> Row:
        """A part that says the same in each language."""
        return frame_row(part, self.spoken, self.pages, values, PART)

    def row_of(self, part: str, each: Iterable[dict[str, Any]]) -> Row:
        """A part with values of its own in each language."""
        pairs = zip(self.spoken, each, strict=True)
        return Row(part, tuple(Cell(one, part_html(self.pages, one, PART, part=part, **own)) for one, own in pairs))

    def names(self, id: str, **values: Any) -> tuple[Markup, ...]:
        """Words of the booklet itself (the name of a chapter, the running foot) in each language."""
        return tuple(part_html(self.pages, one, PART, part="name", id=id, **values) for one in self.spoken)

    def dates(self) -> list[dict[str, str]]:
        """The day, in the words of each language."""
        return [{"date_words": date_text(Date(self.day.year, self.day), one)} for one in self.spoken]

    def signatures(self) -> list[dict[str, int]]:
        """How many answers a clinician has signed in each language, and of how many."""
        names, known = tuple(self.knowledge.intents), self.knowledge
        states = ([review_of(name, one, known).state for name in names] for one in self.spoken)
        return [{"signed": found.count("signed"), "count": len(names)} for found in states]

    def using(self, field: str, id: str) -> list[str]:
        """Numbers of the questions whose answers may show a figure or cite a source; long runs as from–to."""
        numbers, intents = self.questions, self.knowledge.intents.values()
        return runs(numbers[intent.id] for intent in intents if id in getattr(intent, field) or _draws(intent, id))


def booklet(
    knowledge: Knowledge, spoken: tuple[Locale, ...], day: date, folios: Mapping[str, int] | None = None
) -> str:
    """The booklet as the text of an HTML page that needs nothing beside itself.

    Args:
        knowledge: The content.
        spoken: One language, or two.
        day: The day that it says it was made.
        folios: For paper: the page on which each anchor lies. The contents name it, and keep room for those that are
            missing. None: links only.
    """
    press = Press(knowledge, _pages(knowledge), spoken, day, folios)
    chapters = (*_groups(press), *_lists(press))
    running, foot = press.names("running")[0], press.names("foot", **press.dates()[0])[0]
    return press.pages.render(
        TEMPLATE,
        spoken[0],
        two=len(spoken) > 1,
        styles=styles(str(running.striptags()), str(foot.striptags()), [str(one.titles[0]) for one in chapters]),
        cover=(
            press.row_of("title", press.dates()),
            press.row("care"),
            press.row("is"),
            press.row_of("is-not", press.signatures()),
        ),
        contents=_contents(press, chapters),
        chapters=chapters,
    )


def _contents(press: Press, chapters: Iterable[Chapter]) -> list[Row]:
    lines = [
        press.row_of("toc", ({"chapter": one, "title": title, "folios": press.folios} for title in one.titles))
        for one in chapters
    ]
    return [press.row("contents"), *lines]


def _pages(knowledge: Knowledge) -> Pages:
    """The templates with what they share. Every address of ours is a place in the booklet."""
    pages = build_pages(templates_folder(), knowledge, {"url": lambda _locale, _path: "#contents"})
    add_numbers(pages, knowledge)
    for locale, environment in pages.environments.items():
        environment.globals.update(contact=tuple(contact_lines(locale, knowledge)))
        environment.filters["written"] = _written
    return pages


def _written(text: str) -> str:
    """The language of a stretch of the article."""
    return "en" if not has_han(text) else "zh-Hant" if is_traditional(text) else "zh-Hans"


def _groups(press: Press) -> Iterator[Chapter]:
    intents = [press.knowledge.intents[id] for id in press.questions]
    for group, members in groupby(intents, key=lambda intent: intent.group):
        titles = tuple(Markup.escape(press.knowledge.locales[one].labels.groups[group]) for one in press.spoken)
        yield _chapter(press, f"group-{group}", titles, (_question(press, intent) for intent in members))


def _chapter(press: Press, id: str, titles: tuple[Markup, ...], entries: Iterable[Entry]) -> Chapter:
    head = press.row_of("chapter", ({"title": title, "id": id} for title in titles))
    return Chapter(id, titles, head, tuple(entries))


def _question(press: Press, intent: Intent) -> Entry:
    number = press.questions[intent.id]
    decision = about(intent.id, Slots(), press.knowledge)
    replies = tuple(compose(decision, one, press.knowledge) for one in press.spoken)
    head = press.row("question", intent=intent, number=number)
    return Entry(f"q-{intent.id}", (head, *_answer(press, number, replies)), intent.id, number)


def _answer(press: Press, number: int, replies: tuple[Reply, ...]) -> tuple[Row, ...]:
    """The parts of an answer; of one that was taken out, the notice that says so."""
    if replies[0].intent is None:
        return (press.row_of("withdrawn", ({"reply": reply} for reply in replies)),)
    said = tuple(Said(reply.locale, None, reply) for reply in replies)
    cited = press.row_of("cited", ({"reply": one, "anchor": f"s{number}-{one.locale}"} for one in replies))
    return (*answer_rows(number, said, ANSWERED, press.pages, level=4), cited)


def _lists(press: Press) -> Iterator[Chapter]:
    """The chapters at the end. The three languages hold the same words, so an entry is the same in each."""
    knowledge = press.knowledge
    regions = by_nearness(knowledge.regions, press.spoken[0])
    glossaries = zip(*(knowledge.locales[one].glossary for one in press.spoken), strict=True)
    listed: dict[str, Iterable[Entry]] = {
        "emergency": (Entry(f"region-{one.id}", (press.row("region", region=one),)) for one in regions),
        "words": (
            Entry(f"word-{terms[0].id}", (press.row_of("term", ({"term": term} for term in terms)),))
            for terms in glossaries
        ),
        "numbers": _figures(press),
        "sources": _sources(press),
        "limits": (Entry("limits-list", (press.row_of("limits", press.signatures()),)),),
    }
    for id, entries in listed.items():
        yield _chapter(press, id, press.names(id), entries)


def _figures(press: Press) -> Iterator[Entry]:
    """Every number; the first of those with the same sources comes with their titles."""
    figures = press.knowledge.figures.values()
    order = list(dict.fromkeys(figure.sources for figure in figures))
    for sources, members in groupby(sorted(figures, key=lambda one: order.index(one.sources)), lambda one: one.sources):
        head: tuple[Row, ...] = (press.row("from", sources=sources),)
        for figure in members:
            row = press.row("figure", figure=figure, numbers=press.using("figures", figure.id))
            yield Entry(f"figure-{figure.id}", (*head, row))
            head = ()


def _sources(press: Press) -> Iterator[Entry]:
    """Every source; the first of a role comes with its heading."""
    ordered = sorted(press.knowledge.sources.values(), key=lambda source: _ROLES.index(source.role))
    for role, sources in groupby(ordered, key=lambda source: source.role):
        head: tuple[Row, ...] = (press.row("role", role=role),)
        for source in sources:
            row = press.row("source", source=source, numbers=press.using("sources", source.id))
            yield Entry(f"source-{source.id}", (*head, row))
            head = ()


def runs(numbers: Iterable[int]) -> list[str]:
    """Numbers in order, three and more that follow each other as one: 1, 2, 4, 5, 6 becomes 1, 2, 4–6."""
    ordered = sorted(numbers)
    found: list[str] = []
    for _, pairs in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        found += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return found


def _draws(intent: Intent, figure: str) -> bool:
    """True if the answer shows the figure in its table of results."""
    return any(figure.startswith(f"{outcome}-") for outcome in intent.outcomes)
