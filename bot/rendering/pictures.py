"""The pictures of a reply: which forest plots belong to it, with the citation and cautions that their figures need."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.citing import Citations
from bot.model.knowledge import Figure, Knowledge, Outcome
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


Plot = Callable[[Outcome, int, int | None], Forest]
"""The plot of an outcome, with the number of its citation and the week that is asked about."""
_NONE = Pictures((), (), overview=False)
_MOST = 64
"""Plots kept."""


def plots(knowledge: Knowledge) -> Plot:
    """A function for the plots of one knowledge base, which keeps what it made last: replies share them."""

    @lru_cache(_MOST)
    def plot(outcome: Outcome, mark: int, asked: int | None) -> Forest:
        return forest(outcome, knowledge, mark, asked)

    return plot


def pictures(reply: Reply, knowledge: Knowledge, plot: Plot | None = None) -> Pictures:
    """The pictures of a reply; none for a reply without a table of results."""
    if not reply.rows:
        return _NONE
    plot = plot or plots(knowledge)
    marks = {row.outcome: row.mark for row in reversed(reply.rows) if row.mark}
    outcomes = dict.fromkeys(row.outcome for row in reply.rows)
    found = tuple(plot(outcome, marks[outcome], reply.slots.weeks) for outcome in outcomes if outcome in marks)
    drawn = [figure for one in found for figure in one.figures]
    return Pictures(found, _missing(reply, drawn, knowledge), len(outcomes) > 2)


def _missing(reply: Reply, drawn: list[Figure], knowledge: Knowledge) -> tuple[Spans, ...]:
    told = {id for figure in reply.figures for id in figure.cautions}
    told |= set(knowledge.intents[reply.intent].cautions) if reply.intent else set()
    wanted = dict.fromkeys(id for figure in drawn for id in figure.cautions if id not in told)
    cautions = knowledge.locales[reply.locale].cautions
    filled = (Citations(knowledge, reply.locale).resolve(cautions[id]) for id in wanted)
    # A mark would count from one again and point to another citation of the reply.
    return tuple(tuple(span for span in caution if not isinstance(span, Mark)) for caution in filled)
