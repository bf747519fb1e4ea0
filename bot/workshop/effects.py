"""What changed examples do to questions whose right reply is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.knowledge import Knowledge, Locale
from bot.model.refusal import Refusal
from bot.model.turn import Context, Turn
from bot.text.scripts import has_han
from bot.workshop.cases import Case, Expected, read_cases
from bot.workshop.evaluation import evaluate
from bot.workshop.metrics import EDUCATION, Result
from bot.workshop.pins import pinned, questions_folder

CASES = ("tests/cases/questions.jsonl", "tests/cases/oos.jsonl")


@dataclass(frozen=True, slots=True)
class Moved:
    """A question, the reply that it gets now, and the one that it would get."""

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
    added: tuple[Moved, ...] = ()
    """The new wordings themselves: where each goes now, and where it would go."""
    readers: tuple[Moved, ...] = ()
    """What readers asked, likewise; in place of their words, which go into no file, stands the number of each."""


def known_cases(checkout: Path) -> tuple[Case, ...]:
    """The questions of the tests beside a content folder, pinned ones first.

    Raises:
        CaseError: a line is not a case.
    """
    files = [checkout / name for name in CASES]
    read = [case for file in files if file.is_file() for case in read_cases(file.read_text(encoding="utf-8"))]
    return (*pinned(questions_folder(checkout)), *read)


def new_wordings(before: Knowledge, after: Knowledge) -> tuple[Case, ...]:
    """The examples that are new, as cases: each is right where it was added."""
    ours = [
        wording(text, _locale(text), intent)
        for intent, texts in after.utterances.items()
        for text in texts
        if text not in before.utterances.get(intent, ())
    ]
    known = set(before.out_of_scope)
    return (*ours, *(wording(text, _locale(text), None) for text in after.out_of_scope if text not in known))


def effect(
    cases: Sequence[Case],
    before: Trained,
    after: Trained,
    added: Sequence[Case] = (),
    readers: Mapping[int, Case] = MappingProxyType({}),
) -> Effect:
    """Ask every case of both, and compare. Of the cases that are `added` or of `readers`, each is listed, none counted.

    `readers` are cases by a number that stands for their words in what comes of it.
    """
    old, new = _results(cases, before), _results(cases, after)
    moved = tuple(_moved(a, b) for a, b in zip(old, new, strict=True) if a.given != b.given)
    asked = _each(tuple(readers.values()), before, after)
    numbered = tuple(replace(one, question=str(id)) for id, one in zip(readers, asked, strict=True))
    return Effect(len(old), _right(old), _right(new), moved, _each(added, before, after), numbered)


def wording(text: str, locale: Locale, intent: str | None) -> Case:
    """A case of one wording: right where it belongs. `intent` None: it is not ours."""
    kinds, intents = (("fallback",), ()) if intent is None else (EDUCATION, (intent,))
    return Case(0, locale, (Expected(text, kinds, intents, None, None, notice=False),), soft=False)


def _locale(text: str) -> Locale:
    return "zh-Hans" if has_han(text) else "en"


def _each(cases: Sequence[Case], before: Trained, after: Trained) -> tuple[Moved, ...]:
    pairs = zip(_results(cases, before), _results(cases, after), strict=True)
    return tuple(_moved(a, b) for a, b in pairs)


def _moved(a: Result, b: Result) -> Moved:
    return Moved(a.expected.question, a.locale, a.given, b.given, a.accurate, b.accurate)


def _results(cases: Sequence[Case], trained: Trained) -> tuple[Result, ...]:
    def ask(question: str, locale: Locale, context: Context) -> Turn:
        turn = respond(question, locale, context, trained)
        # A known question is never empty; one that is too long stays with what the screen makes of it.
        return turn if not isinstance(turn, Refusal) else ask("?", locale, context)

    return evaluate(cases, ask).results


def _right(results: Iterable[Result]) -> int:
    return sum(result.accurate for result in results)
