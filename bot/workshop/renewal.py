"""Changed content for a server that is running: with the table in use, or with the one that `hepatica train` made.

A server never learns while it serves: that takes minutes of all cores, once for each process.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.conversation.trained import SMALLTALK, Trained, train, with_words
from bot.matching.index import OUT_OF_SCOPE
from bot.matching.meaning import Encoder
from bot.model.knowledge import Knowledge
from bot.model.problem import ContentError, Problem
from bot.workshop.table import stored, table_file


@dataclass(frozen=True)
class Serving:
    """What a server answers with, and the table that fits what it was learnt from."""

    trained: Trained
    chosen: Path | None = None
    """The table in use, where the content has changed since it was chosen."""

    @cached_property
    def table(self) -> Path:
        """The table in use. Worked out only for a change of content: a start should not wait for it."""
        return self.chosen or table_file(self.trained.knowledge)

    @property
    def fits(self) -> bool:
        """False where the examples of the content have changed since the table was learnt."""
        return table_file(self.trained.knowledge) == self.table


def renewed(knowledge: Knowledge, before: Serving, encoder: Encoder | None = None) -> Serving:
    """Changed content, ready to answer.

    The table in use goes on where it was learnt from the same examples: a corrected answer needs no new one. Where
    the examples have changed, a stored table that fits is taken; else the one in use ranks on, with the new answers.

    Raises:
        ContentError: a question that the table in use knows is gone, and no other table is there.
    """
    wanted = table_file(knowledge)
    if wanted != before.table:
        learnt = stored(knowledge, encoder)
        if learnt is not None:
            return Serving(train(knowledge, learnt, encoder), wanted)
        _check_labels(knowledge, before)
    # The concepts stay those that it was learnt with.
    used = before.trained
    trained = with_words(used.matcher, used.pinyin, used.thresholds, used.safety.listener, knowledge)
    return Serving(trained, before.table)


def _check_labels(knowledge: Knowledge, before: Serving) -> None:
    known = {*knowledge.intents, *(SMALLTALK + kind for kind in knowledge.lexicon.smalltalk), OUT_OF_SCOPE}
    gone = sorted(set(before.trained.matcher.index.labels) - known)
    if gone:
        message = f"gone, but still asked for by the table in use: {', '.join(gone)}; run `hepatica train`"
        raise ContentError([Problem("intents.yaml", 1, "table", message)])
