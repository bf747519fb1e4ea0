"""Changed content for a server that is running: with the table in use, or with the one that `hepatica train` made.

A server never learns while it serves: that takes minutes of all cores, once for each process.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.content.loader import load_to_answer
from bot.content.site_file import for_clinic, load_for
from bot.conversation.trained import SMALLTALK, Trained, learn_from, train, with_words
from bot.matching.index import OUT_OF_SCOPE
from bot.matching.meaning import Encoder
from bot.model.knowledge import Knowledge
from bot.model.problem import ContentError, Problem
from bot.paths import table_folder
from bot.safety.screen import CompiledSafety, compile_lexicon
from bot.workshop.table import ready, stored_for, table_file


@dataclass(frozen=True)
class Serving:
    """What a server answers with, and the table that fits what it was learnt from."""

    trained: Trained
    table: Path
    """The table in use."""
    fits: bool = True
    """False where the examples of the content have changed since the table was learnt."""


def begun(trained: Trained) -> Serving:
    """A content with the table that was learnt from it."""
    return Serving(trained, table_file(trained.knowledge))


def ready_to_serve(content: Path, site_file: Path | None, encoder: Encoder | None = None) -> Serving:
    """A content folder with its stored table, or a new one where none fits, for whoever only answers.

    Raises:
        ContentError: the folder or the site file cannot be used; carries all problems.
    """
    return _kept_to_serve(content, site_file, encoder) or _learnt_to_serve(load_for(content, site_file), encoder)


def _kept_to_serve(content: Path, site_file: Path | None, encoder: Encoder | None) -> Serving | None:
    """What `hepatica train` has kept for a server; None where it is not there."""
    kept = load_to_answer(content)
    if kept is None:
        return None
    knowledge, table = for_clinic(kept[0], site_file), table_folder() / kept[1]
    learnt = stored_for(table, encoder)
    return None if learnt is None else Serving(ready(knowledge, encoder, learnt), table)


def _learnt_to_serve(knowledge: Knowledge, encoder: Encoder | None) -> Serving:
    file = table_file(knowledge)
    learnt = stored_for(file, encoder) or learn_from(knowledge, encoder)
    # Before all else that is worked out from it takes its place in memory.
    knowledge = without_examples(knowledge)
    return Serving(ready(knowledge, encoder, learnt), file)


def only_to_answer(serving: Serving) -> Serving:
    """The same for whoever only answers."""
    knowledge = without_examples(serving.trained.knowledge)
    return replace(serving, trained=replace(serving.trained, knowledge=knowledge))


def without_examples(knowledge: Knowledge) -> Knowledge:
    """The knowledge without the texts that are learnt from and the files as they were read: no reply needs them."""
    lexicon = replace(knowledge.lexicon, smalltalk={}, safety=replace(knowledge.lexicon.safety, examples={}))
    return replace(knowledge, utterances={}, out_of_scope=(), entries={}, lexicon=lexicon)


def renewed(knowledge: Knowledge, before: Serving, encoder: Encoder | None = None) -> Serving:
    """Changed content, ready to answer.

    The table in use goes on where it was learnt from the same examples: a corrected answer needs no new one. Where
    the examples have changed, a stored table that fits is taken; else the one in use ranks on, with the new answers.

    Raises:
        ContentError: a question that the table in use knows is gone, and no other table is there.
    """
    wanted = table_file(knowledge)
    fits = wanted == before.table
    if not fits:
        learnt = stored_for(wanted, encoder)
        if learnt is not None:
            return Serving(train(knowledge, learnt, encoder), wanted)
        _check_labels(knowledge, before)
    # The concepts stay those that it was learnt with.
    used = before.trained
    trained = with_words(used.matcher, used.pinyin, used.thresholds, _screen(knowledge, used), knowledge)
    return Serving(trained, before.table, fits)


def _screen(knowledge: Knowledge, used: Trained) -> CompiledSafety:
    """The screen in use where its word lists are the same: they are a third of what a content takes in memory."""
    if _lists(knowledge) == _lists(used.knowledge):
        return used.safety
    return compile_lexicon(knowledge.lexicon.safety, used.safety.listener)


def _lists(knowledge: Knowledge) -> tuple[str, ...]:
    """The files that the screen is compiled from, as texts: the order of their entries has a meaning too."""
    safety = knowledge.lexicon.safety
    return tuple(one.model_dump_json() for one in (safety.redflags, safety.frames, safety.personal, safety.premises))


def _check_labels(knowledge: Knowledge, before: Serving) -> None:
    known = {*knowledge.intents, *(SMALLTALK + kind for kind in knowledge.lexicon.smalltalk), OUT_OF_SCOPE}
    gone = sorted(set(before.trained.matcher.index.labels) - known)
    if gone:
        message = f"gone, but still asked for by the table in use: {', '.join(gone)}; run `hepatica train`"
        raise ContentError([Problem("intents.yaml", 1, "table", message)])
