"""The pictures of a reply: which forest plots belong to it, with the citation and cautions that their figures need."""

from dataclasses import dataclass

from bot.answering.citing import Citations
from bot.model.knowledge import Figure, Knowledge
from bot.model.spans import Mark, Spans
from bot.model.turn import Reply
from bot.rendering.forest import Forest, forest


@dataclass(frozen=True, slots=True)
class Pictures:
    """Forest plots of a reply, in the order of its tables, and what the reply itself does not say about them yet."""

    forests: tuple[Forest, ...]
    cautions: tuple[Spans, ...]
    """Cautions of figures that only the pictures show (another week than the one asked about)."""
    overview: bool
    """The reply is about all outcomes: the overview belongs to it."""


def pictures(reply: Reply, knowledge: Knowledge) -> Pictures:
    """The pictures of a reply; none for a reply without a table of results."""
    marks = {row.outcome: row.mark for row in reversed(reply.rows) if row.mark}
    outcomes = dict.fromkeys(row.outcome for row in reply.rows)
    plots = tuple(
        forest(outcome, knowledge, marks[outcome], reply.slots.weeks) for outcome in outcomes if outcome in marks
    )
    drawn = [figure for plot in plots for figure in plot.figures]
    return Pictures(plots, _missing(reply, drawn, knowledge), len(outcomes) > 2)


def _missing(reply: Reply, drawn: list[Figure], knowledge: Knowledge) -> tuple[Spans, ...]:
    told = {id for figure in reply.figures for id in figure.cautions}
    told |= set(knowledge.intents[reply.intent].cautions) if reply.intent else set()
    wanted = dict.fromkeys(id for figure in drawn for id in figure.cautions if id not in told)
    cautions = knowledge.locales[reply.locale].cautions
    filled = (Citations(knowledge, reply.locale).resolve(cautions[id]) for id in wanted)
    # A mark would count from one again and point to another citation of the reply.
    return tuple(tuple(span for span in caution if not isinstance(span, Mark)) for caution in filled)
