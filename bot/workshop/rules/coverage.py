"""Which figure and which questions each part of the article has found its way into."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.content.texts import texts
from bot.model.knowledge import Figure, Intent, Knowledge, Section
from bot.model.spans import Cite
from bot.workshop.rules.material import Found, Material


@dataclass(frozen=True, slots=True)
class SectionCoverage:
    """A section of the article, and what of it is used where."""

    section: Section
    figures: Mapping[str, tuple[str, ...]]
    """Figures read from it, with the questions that show each."""
    cited_by: tuple[str, ...]
    """Questions whose answers cite it."""


def check(material: Material) -> Iterator[Found]:
    """Figures that no question shows, and sections that none draws on."""
    numbers = {id: index for index, id in enumerate(material.knowledge.figures)}
    for index, part in enumerate(coverage(material.knowledge)):
        for id, intents in part.figures.items():
            if not intents:
                message = f"{id}: no question shows this figure"
                yield Found("figures.yaml", ("figures", numbers[id]), "coverage", message, id)
        if not part.cited_by and not any(part.figures.values()):
            id = part.section.id
            message = f"no answer cites the section {id!r} or shows a figure of it"
            yield Found("article.yaml", ("sections", index), "coverage", message, id)


def coverage(knowledge: Knowledge) -> tuple[SectionCoverage, ...]:
    """Each section in the order of the article."""
    cited: dict[str, dict[str, None]] = {}
    for text in texts(knowledge):
        for span in text.spans:
            if isinstance(span, Cite) and span.source == "article" and span.locator and text.intent:
                cited.setdefault(span.locator, {})[text.intent] = None
    return tuple(
        SectionCoverage(
            section,
            {
                figure.id: tuple(intent.id for intent in knowledge.intents.values() if _shows(intent, figure))
                for figure in knowledge.figures.values()
                if figure.locator == section.id
            },
            tuple(cited.get(section.id, ())),
        )
        for section in knowledge.sections
    )


def coverage_text(parts: Iterable[SectionCoverage], knowledge: Knowledge) -> str:
    """The coverage for an auditor: for each section its numbers, where each is shown, and why others are not."""
    lines: list[str] = []
    for part in parts:
        lines.append(f"section {part.section.id}: cited by {', '.join(part.cited_by) or 'no answer'}")
        for id, intents in part.figures.items():
            printed = knowledge.figures[id].printed
            lines.append(f"  {printed or '(not printed)'} → figure {id} → {', '.join(intents) or 'no question'}")
        lines += [f"  {number.printed} → no figure: {number.reason}" for number in part.section.no_figure]
    return "\n".join(lines)


def _shows(intent: Intent, figure: Figure) -> bool:
    return figure.id in intent.figures or figure.outcome in intent.outcomes
