"""What changed examples do to questions whose right reply is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.knowledge import Locale
from bot.model.refusal import Refusal
from bot.model.turn import Context, Turn
from bot.workshop.cases import Case, read_cases
from bot.workshop.evaluation import evaluate
from bot.workshop.metrics import Result
from bot.workshop.pins import pinned, questions_folder

CASES = ("tests/cases/questions.jsonl", "tests/cases/oos.jsonl")


@dataclass(frozen=True, slots=True)
class Moved:
    """A known question that gets another reply."""

    question: str
    locale: Locale
    before: str
    after: str
    right_before: bool
    right_after: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """How known questions fare. Counted are all; listed are those that get another reply."""

    asked: int
    right_before: int
    right_after: int
    moved: tuple[Moved, ...]


def known_cases(checkout: Path) -> tuple[Case, ...]:
    """The questions of the tests beside a content folder, pinned ones first.

    Raises:
        CaseError: a line is not a case.
    """
    files = [checkout / name for name in CASES]
    read = [case for file in files if file.is_file() for case in read_cases(file.read_text(encoding="utf-8"))]
    return (*pinned(questions_folder(checkout)), *read)


def effect(cases: Sequence[Case], before: Trained, after: Trained) -> Effect:
    """Ask every case of both, and compare."""
    old, new = _results(cases, before), _results(cases, after)
    moved = tuple(
        Moved(a.expected.question, a.locale, a.given, b.given, a.accurate, b.accurate)
        for a, b in zip(old, new, strict=True)
        if a.given != b.given
    )
    return Effect(len(old), _right(old), _right(new), moved)


def _results(cases: Sequence[Case], trained: Trained) -> tuple[Result, ...]:
    def ask(question: str, locale: Locale, context: Context) -> Turn:
        turn = respond(question, locale, context, trained)
        # A known question is never empty; one that is too long stays with what the screen makes of it.
        return turn if not isinstance(turn, Refusal) else ask("?", locale, context)

    return evaluate(cases, ask).results


def _right(results: Iterable[Result]) -> int:
    return sum(result.accurate for result in results)
