"""Every text in a language that a reader may see: the texts of replies, and the names around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.texts import texts
from bot.model.knowledge import Knowledge, Locale
from bot.model.spans import Cite, Spans, Text
from bot.workshop.rules.material import Where


@dataclass(frozen=True, slots=True)
class Shown:
    """The prose of a text, with the place it comes from."""

    path: str
    where: Where
    locale: Locale
    prose: str
    """With a line break for whatever is not prose: words do not reach across it."""


def prose_of(spans: Spans, stand_in: str = " ", mark: str = "") -> str:
    """The prose of a text, with a stand-in for whatever else is read there, and one for citation marks."""
    return "".join(
        span.text if isinstance(span, Text) else mark if isinstance(span, Cite) else stand_in for span in spans
    )


def shown(knowledge: Knowledge) -> Iterator[Shown]:
    """Texts of replies, terms of the glossary, titles of sources, and names of regions and of crisis lines."""
    for text in texts(knowledge):
        yield Shown(text.path, text.where, text.locale, prose_of(text.spans, "\n", "\n"))
    for locale, content in knowledge.locales.items():
        for index, term in enumerate(content.glossary):
            yield Shown(f"answers/{locale}/glossary.yaml", ("glossary", index, "term"), locale, term.term)
    for index, source in enumerate(knowledge.sources.values()):
        for locale, title in source.title.items():
            yield Shown("sources.yaml", ("sources", index, "title", locale), locale, title)
    yield from _lines(knowledge)


def _lines(knowledge: Knowledge) -> Iterator[Shown]:
    for index, region in enumerate(knowledge.regions):
        where: Where = ("regions", index)
        for locale, name in region.name.items():
            yield Shown("lines.yaml", (*where, "name", locale), locale, name)
        for number, line in enumerate(region.crisis):
            for key, words in (("name", line.name), ("run_by", line.run_by), ("hours", line.hours or {})):
                for locale, text in words.items():
                    yield Shown("lines.yaml", (*where, "crisis", number, key, locale), locale, text)
