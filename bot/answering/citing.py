"""Numbering citations while a reply is put together, and turning template spans into reply spans."""

from bot.model.knowledge import Figure, Knowledge, Locale
from bot.model.spans import AskedWeek, Cite, FigureRef, Mark, ReportedWeeks, Span, Spans, Text, Week
from bot.model.turn import Citation


class Citations:
    """Collects the citations and figures of one reply, numbered in order of first use."""

    def __init__(self, knowledge: Knowledge, locale: Locale) -> None:
        self._knowledge = knowledge
        self._content = knowledge.locales[locale]
        self._locale = locale
        self._numbers: dict[Cite, int] = {}
        self._with_figure: set[Cite] = set()
        self._figures: dict[str, Figure] = {}

    def mark(self, cite: Cite) -> int:
        """The number of a citation, new or known."""
        return self._numbers.setdefault(cite, len(self._numbers) + 1)

    def figure(self, figure: Figure) -> int:
        """Note that a figure is shown; the number of its citation."""
        self._figures[figure.id] = figure
        cite = Cite(figure.sources[0], figure.locator, figure.sources[1] if len(figure.sources) > 1 else None)
        self._with_figure.add(cite)
        return self.mark(cite)

    def resolve(self, template: Spans, asked_week: int | None = None) -> Spans:
        """Template spans as reply spans: every figure followed by its mark, citations as marks, weeks filled in."""
        spans: list[Span] = []
        for span in template:
            match span:
                case FigureRef(figure=id):
                    spans += [span, Mark(self.figure(self._knowledge.figures[id]))]
                case Cite():
                    self._append_mark(spans, Mark(self.mark(span)))
                case AskedWeek() if asked_week is not None:
                    spans.append(Week(asked_week))
                case ReportedWeeks(outcome=outcome):
                    spans.append(ReportedWeeks(outcome, self._knowledge.weeks_of(outcome)))
                case _:
                    spans.append(span)
        return tuple(spans)

    @staticmethod
    def _append_mark(spans: list[Span], mark: Mark) -> None:
        """Add a mark unless the same one stands right before."""
        before = next((span for span in reversed(spans) if not isinstance(span, Text) or span.text.strip()), None)
        if before != mark:
            spans.append(mark)

    def figures(self) -> tuple[Figure, ...]:
        """Figures shown so far, in order of first use."""
        return tuple(self._figures.values())

    def citations(self) -> tuple[Citation, ...]:
        """The numbered list for the end of the reply."""
        return tuple(self._citation(n, cite) for cite, n in self._numbers.items())

    def _citation(self, n: int, cite: Cite) -> Citation:
        source = self._knowledge.sources[cite.source]
        return Citation(
            n=n,
            source=cite.source,
            title=source.title[self._locale],
            url=source.address,
            locator=self._content.labels.sections[cite.locator] if cite.locator else None,
            attributed_to=cite.attributed_to,
            role=source.role,
            read=source.read,
            note=self._content.cautions["as-printed"] if cite in self._with_figure else (),
        )
