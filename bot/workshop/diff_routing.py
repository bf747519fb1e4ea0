"""Whether known questions are answered otherwise: the same questions, asked of two contents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot import locales
from bot.conversation.respond import respond
from bot.conversation.trained import Trained, canonical_questions
from bot.model.knowledge import Knowledge, Locale
from bot.model.turn import Context, Turn
from bot.workshop.cases import CaseError, read_cases
from bot.workshop.diff_fates import FATES, Decided, Fate, decided, fate, reached
from bot.workshop.table import table_file

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
    before: Decided
    after: Decided

    @property
    def fate(self) -> Fate:
        """What becomes of it."""
        return fate(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Routing:
    """What the known questions say of two contents."""

    words: str
    """What was asked, and what is counted but not listed."""
    changed: tuple[Reroute, ...] = ()
    """What an editor should see, the gravest first."""

    def by_fate(self) -> list[tuple[str, tuple[Reroute, ...]]]:
        """The questions under what becomes of them, with its title; the gravest first, and none that is empty."""
        found = ((title, tuple(one for one in self.changed if one.fate == what)) for what, title in FATES.items())
        return [(title, those) for title, those in found if those]


UNTOUCHED = Routing("Routing cannot change: examples, word lists and questions are the same.")
UNASKED = Routing("It can change how questions are understood; the known questions were not asked.")


def routing(before: Trained, after: Trained, talks: tuple[Talk, ...]) -> Routing:
    """Ask all questions of both contents.

    Examples of a question that is new, and reach it, are left out: that is what they were written for. Counted only
    are questions that stay without an answer, whatever is guessed at instead.
    """
    new = set(after.knowledge.intents) - set(before.knowledge.intents)
    written = {text for id in new for text in after.knowledge.utterances.get(id, ())}
    found = tuple(reroutes(before, after, talks))
    own = {one for one in found if one.question in written and reached(one.after, new) and one.fate != "danger"}
    listed = {one for one in found if one not in own and one.fate != "unanswered"}
    asked = sum(len(talk.questions) for talk in talks)
    words = f"{len(listed)} of {asked} known questions are understood otherwise, asked without the sentence encoder."
    quiet = len(found) - len(own) - len(listed)
    words += f" Not listed: examples of a new question that reach it ({len(own)})" if own or quiet else ""
    words += f", questions that stay without an answer, whatever else was guessed at ({quiet})." if own or quiet else ""
    return Routing(words, tuple(one for what in FATES for one in found if one in listed and one.fate == what))


def can_change(before: Knowledge, after: Knowledge) -> bool:
    """False if nothing differs that understanding a question rests on; answers may differ as they like."""
    return _rests_on(before) != _rests_on(after) or table_file(before) != table_file(after)


def _rests_on(knowledge: Knowledge) -> object:
    intents = [(i.id, i.kind, i.group, i.outcomes, i.related, i.status) for i in knowledge.intents.values()]
    return knowledge.lexicon, intents, set(knowledge.cells)


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
            was, old = _asked(question, talk.locale, old, before)
            now, new = _asked(question, talk.locale, new, after)
            if was.said != now.said:
                yield Reroute(question, talk.locale, was, now)


def _asked(question: str, locale: Locale, context: Context, trained: Trained) -> tuple[Decided, Context]:
    turn = respond(question, locale, context, trained)
    return decided(turn, trained.knowledge), turn.context if isinstance(turn, Turn) else context
