"""Which parts of the article the answers rest on: each section and each number, and where it is used."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.texts import texts
from bot.model.knowledge import Figure, Knowledge
from bot.model.spans import Cite, FigureRef


@dataclass(frozen=True, slots=True)
class Used:
    """A number of the article and where it is shown."""

    figure: Figure
    intents: tuple[str, ...]
    """Intents whose answer names it or shows it in its table."""
    elsewhere: tuple[str, ...]
    """Ids of cautions, notices and fixed replies that name it."""

    @property
    def unused(self) -> bool:
        """True if no reader ever sees it."""
        return not (self.intents or self.elsewhere)


@dataclass(frozen=True, slots=True)
class SectionUse:
    """A section of the article: its numbers, and the answers that cite it."""

    section: str
    figures: tuple[Used, ...]
    cited_by: tuple[str, ...]
    """Intents whose answer cites the section, for a statement or for a number."""


def coverage(knowledge: Knowledge) -> tuple[SectionUse, ...]:
    """Every section in the order of the article; the languages say the same, so one is looked at."""
    named, elsewhere, cited = _mentions(knowledge)
    for intent in knowledge.intents.values():
        for figure in knowledge.figures.values():
            if figure.outcome in intent.outcomes:
                named[figure.id][intent.id] = None
    used = {
        id: Used(figure, _ordered(named[id], knowledge), tuple(elsewhere[id]))
        for id, figure in knowledge.figures.items()
    }
    return tuple(
        SectionUse(
            section.id,
            tuple(one for one in used.values() if one.figure.locator == section.id),
            _ordered(
                {*cited[section.id], *(i for o in used.values() if o.figure.locator == section.id for i in o.intents)},
                knowledge,
            ),
        )
        for section in knowledge.sections
    )


_Found = defaultdict[str, dict[str, None]]


def _mentions(knowledge: Knowledge) -> tuple[_Found, _Found, _Found]:
    """Figures by intent, figures by other text, and sections by intent, as the English sentences name them."""
    named: _Found = defaultdict(dict)
    elsewhere: _Found = defaultdict(dict)
    cited: _Found = defaultdict(dict)
    for text in texts(knowledge):
        if text.locale != "en":
            continue
        for span in text.spans:
            if isinstance(span, FigureRef):
                found = named if text.intent else elsewhere
                found[span.figure][text.intent or ".".join(map(str, text.where))] = None
            elif isinstance(span, Cite) and span.locator and text.intent:
                cited[span.locator][text.intent] = None
    return named, elsewhere, cited


def _ordered(intents: Mapping[str, None] | set[str], knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(intent for intent in knowledge.intents if intent in intents)
