"""Whether known questions are answered otherwise: the same questions, asked of two contents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot import locales
from bot.conversation.respond import respond
from bot.conversation.trained import Learnt, Trained, canonical_questions, learn_from, train
from bot.model.knowledge import Knowledge, Locale
from bot.model.turn import Context, Turn
from bot.workshop.cases import CaseError, read_cases
from bot.workshop.table import read_table, table_file

CASE_FILES = ("questions.jsonl", "dialogues.jsonl", "oos.jsonl", "safety.jsonl", "own_safety.jsonl")


@dataclass(frozen=True, slots=True)
class Talk:
    """Questions that are asked one after the other; mostly one."""

    questions: tuple[str, ...]
    locale: Locale


@dataclass(frozen=True, slots=True)
class Reroute:
    """A question that is understood otherwise than before."""

    question: str
    locale: Locale
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Routing:
    """What the known questions say of two contents."""

    words: str
    """One sentence."""
    changed: tuple[Reroute, ...] = ()


UNTOUCHED = Routing("Routing cannot change: examples, word lists and questions are the same.")
UNASKED = Routing("It can change how questions are understood; the known questions were not asked.")


def routing(before: Trained, after: Trained, talks: tuple[Talk, ...]) -> Routing:
    """Ask all questions of both contents."""
    changed = tuple(reroutes(before, after, talks))
    asked = sum(len(talk.questions) for talk in talks)
    words = f"{len(changed)} of {asked} known questions are understood otherwise, asked without the sentence encoder."
    return Routing(words, changed)


def can_change(before: Knowledge, after: Knowledge) -> bool:
    """False if nothing differs that understanding a question rests on; answers may differ as they like."""
    return _rests_on(before) != _rests_on(after) or table_file(before) != table_file(after)


def _rests_on(knowledge: Knowledge) -> object:
    intents = [(i.id, i.kind, i.group, i.outcomes, i.related, i.status) for i in knowledge.intents.values()]
    return knowledge.lexicon, intents, set(knowledge.cells)


def pair_prepared(before: Knowledge, after: Knowledge) -> tuple[Trained, Trained]:
    """Both contents, ready to answer without the sentence encoder, so that they are asked alike.

    One table serves both where they learn from the same; learning one that is not stored takes minutes.
    """
    first = _table(before)
    second = first if table_file(before) == table_file(after) else _table(after)
    return train(before, first), train(after, second)


def _table(knowledge: Knowledge) -> Learnt:
    return read_table(table_file(knowledge)) or learn_from(knowledge)


def known_questions(before: Knowledge, after: Knowledge, cases: Path, utterances: bool = True) -> tuple[Talk, ...]:
    """Every question that is known: the cases of a folder, canonical questions, and the utterances of both contents.

    Cases that are not there, or cannot be read, are left out.
    """
    talks = dict.fromkeys(talk for name in CASE_FILES for talk in _cases(cases / name))
    for knowledge in (before, after):
        asked = [text for texts in canonical_questions(knowledge).values() for text in texts]
        examples = [text for texts in knowledge.utterances.values() for text in texts] if utterances else []
        talks |= dict.fromkeys(Talk((text,), locales.detect(text)) for text in (*asked, *examples))
    return tuple(talks)


def _cases(file: Path) -> tuple[Talk, ...]:
    try:
        cases = read_cases(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, CaseError):
        return ()
    return tuple(Talk(tuple(turn.question for turn in case.turns), case.locale) for case in cases)


def reroutes(before: Trained, after: Trained, talks: Iterable[Talk]) -> Iterator[Reroute]:
    """The questions whose decision differs: kind, question understood, outcome, week, warnings."""
    for talk in talks:
        old, new = Context(), Context()
        for question in talk.questions:
            was, old = _decided(question, talk.locale, old, before)
            now, new = _decided(question, talk.locale, new, after)
            if was != now:
                yield Reroute(question, talk.locale, was, now)


def _decided(question: str, locale: Locale, context: Context, trained: Trained) -> tuple[str, Context]:
    turn = respond(question, locale, context, trained)
    if not isinstance(turn, Turn):
        return turn.reason, context
    made = turn.decision
    parts = [" or ".join(made.intents), made.variant, made.slots.outcome or ""]
    parts += ["" if made.slots.weeks is None else f"week {made.slots.weeks}"]
    parts += [f"then {made.also}" if made.also else "", *made.notices]
    said = ", ".join(part for part in parts if part)
    return made.kind + (f": {said}" if said else ""), turn.context
