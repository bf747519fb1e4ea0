"""One of the two contents that are compared: what it says and draws, made when it is asked for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from markupsafe import Markup

from bot.answering.cells import fixed
from bot.answering.say import say
from bot.answering.withdrawn import standing
from bot.content.signatures import signable
from bot.model.clinic import NO_CLINIC
from bot.model.knowledge import Knowledge, Locale, Outcome
from bot.model.spans import Spans
from bot.model.turn import Decision, Reply, Slots
from bot.paths import templates_folder
from bot.rendering.forest import Forest, forest
from bot.rendering.html import Pages, build_pages
from bot.rendering.matrix import Matrix, matrix
from bot.rendering.pictures import pictures
from bot.rendering.plain import spans_text
from bot.workshop.wording import wording

OVERVIEW = "overview"
ANCHOR = "picture-anchor"
"""Stands in the ids of a drawing, and is replaced where two of them stand on one page."""
_ENDS = re.compile(r"</(?:title|desc|text)>")
Lines = tuple[str, ...]


class Side:
    """A knowledge base without its clinic and without its version, which say nothing about a change of content."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = replace(knowledge, clinic=NO_CLINIC, version="")
        self.answers = frozenset(signable(knowledge))
        self._drawn: dict[tuple[str, Locale], Markup | None] = {}

    @cached_property
    def pages(self) -> Pages:
        """Templates with the words of this content. Addresses lead nowhere: nothing of a page is compared."""
        return build_pages(templates_folder(), self.knowledge, {"url": lambda _locale, _path: ""})

    @cached_property
    def matrix(self) -> Matrix:
        """The overview."""
        return matrix(self.knowledge)

    def reply(self, answer: str, slots: Slots, locale: Locale) -> Reply | None:
        """What an answer (id of a question, or name of a fixed reply) says; None where there is no such answer."""
        if answer not in self.answers:
            return None
        intent = self.knowledge.intents.get(answer)
        decision = Decision(intent.kind, (answer,), slots) if intent else fixed(answer)
        return say(standing(decision, self.knowledge), locale, self.knowledge)

    def lines(self, reply: Reply | None) -> Lines | None:
        """Everything that a reply says, and the questions that it offers next."""
        if reply is None:
            return None
        offers = (*reply.candidates, *reply.suggestions)
        return (*wording(reply, self.knowledge), *(f"→ {spans_text(o.question, reply.locale)}" for o in offers))

    def sheet(self, reply: Reply | None) -> Lines | None:
        """What the take-home sheet of a reply holds: its words without the offers, and its pictures as text."""
        if reply is None or reply.intent is None:
            return None
        found = pictures(reply, self.knowledge)
        names = [OVERVIEW] if found.overview else [plot.outcome for plot in found.forests]
        drawn = (line for name in names for line in text_of(self.svg(name, reply.locale)) or ())
        cautions = (self.words(caution, reply.locale) for caution in found.cautions)
        return (*wording(reply, self.knowledge), *drawn, *cautions)

    def plot(self, name: str) -> Forest | Matrix | None:
        """The data of a picture: of an outcome, or the overview; None where nothing is reported."""
        if name == OVERVIEW:
            return self.matrix
        outcome = self.outcome(name)
        return forest(outcome, self.knowledge) if outcome else None

    def outcome(self, name: str) -> Outcome | None:
        """An outcome that has a picture, by its name."""
        return next((outcome for outcome, _ in self.knowledge.cells if outcome == name), None)

    def svg(self, name: str, locale: Locale) -> Markup | None:
        """A picture as it is drawn; None where there is none. Drawn once."""
        if (name, locale) not in self._drawn:
            self._drawn[name, locale] = self._svg(name, locale)
        return self._drawn[name, locale]

    def _svg(self, name: str, locale: Locale) -> Markup | None:
        plot = self.plot(name)
        if plot is None:
            return None
        values = {"plot": None if name == OVERVIEW else plot, "anchor": ANCHOR}
        return Markup(self.pages.render("diff/picture.html", locale, **values).strip())  # noqa: S704  # our own template

    def words(self, spans: Spans, locale: Locale) -> str:
        """A run of spans as text."""
        return spans_text(spans, locale, self.knowledge.figures)

    def texts(self, locale: Locale) -> Iterator[tuple[str, str, Lines]]:
        """What stands beside replies and belongs to none: kind, name and lines of each notice and each word."""
        content = self.knowledge.locales[locale]
        for id, spans in content.notices.items():
            yield "notice", id, (self.words(spans, locale),)
        for name, refusal in content.replies.items():
            if name not in self.answers:
                yield "notice", name, (self.words(refusal.title, locale), self.words(refusal.summary, locale))
        for term in content.glossary:
            yield "word", term.id, (term.term, *term.also, self.words(term.text, locale))


def text_of(drawing: Markup | None) -> Lines | None:
    """What a picture says: its title, its description and the words in it, as lines of text."""
    if drawing is None:
        return None
    lines = (Markup(line).striptags() for line in _ENDS.split(str(drawing)))  # noqa: S704  # for its text alone
    return tuple(line for line in lines if line)
