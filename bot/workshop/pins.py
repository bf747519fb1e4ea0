"""Pinning a question as a test case: a line in `tests/questions/`, which `make test` asks from then on."""

import json
from dataclasses import dataclass
from pathlib import Path

from bot.model.knowledge import Knowledge, Locale
from bot.text.normalise import fold
from bot.workshop.cases import Case, CaseError, read_cases
from bot.workshop.saving import Change, fingerprint, save

FILE = "pinned.jsonl"
STYLE = "pinned"


class PinError(ValueError):
    """Why a question is not pinned."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A question and what is right for it."""

    question: str
    locale: Locale
    kind: str
    intent: str | None = None
    outcome: str | None = None
    weeks: int | None = None

    @property
    def line(self) -> str:
        """The case as a line, with the fields in the order of the other files."""
        slots = {"outcome": self.outcome, "weeks": self.weeks}
        case = {
            "q": self.question,
            "locale": self.locale,
            "kind": [self.kind],
            **{name: value for name, value in slots.items() if value is not None},
            "style": STYLE,
            "intent": [self.intent] if self.intent else [],
        }
        return json.dumps(case, ensure_ascii=False) + "\n"


def questions_folder(checkout: Path) -> Path | None:
    """Where pinned questions are kept; None where there are no tests beside the content."""
    return checkout / "tests" / "questions" if (checkout / "tests").is_dir() else None


def pinned(folder: Path | None) -> tuple[Case, ...]:
    """The questions of all files in the folder.

    Raises:
        CaseError: a line is not a case; names the file.
    """
    found: list[Case] = []
    for file in sorted(folder.glob("*.jsonl")) if folder else ():
        try:
            found += read_cases(file.read_text(encoding="utf-8"))
        except CaseError as error:
            raise CaseError(f"{file.name}: {error}") from None
    return tuple(found)


def pin(folder: Path, one: Pin, knowledge: Knowledge) -> None:
    """Add a case.

    Raises:
        PinError: it is pinned already, or the very wording is an example, so that a test of it would say nothing.
        CaseError: a line that is there already is not a case.
        OSError: the file cannot be written.
    """
    said = fold(one.question)
    if any(fold(case.turns[0].question) == said and case.locale == one.locale for case in pinned(folder)):
        raise PinError("pinned")
    if any(fold(text) == said for texts in knowledge.utterances.values() for text in texts):
        raise PinError("example")
    folder.mkdir(exist_ok=True)
    file = folder / FILE
    before = file.read_bytes() if file.exists() else None
    kept = before or b""
    ended = kept + (b"" if not kept or kept.endswith(b"\n") else b"\n")
    data = ended + one.line.encode("utf-8")
    save(folder, {FILE: Change(None if before is None else fingerprint(before), data)})


def pin_of(folder: Path, question: str, locale: Locale) -> Pin | None:
    """What is pinned for a question, read without regard to case, in the file that `pin` writes."""
    file = folder / FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return next((found for line in lines if (found := _asked(line, question, locale))), None)


def unpin(folder: Path, question: str, locale: Locale) -> None:
    """Take a question out of the file that `pin` writes; every other line stays as it is, byte for byte.

    Raises:
        ConflictError: somebody else changed the file just now.
        OSError: the file cannot be written.
    """
    file = folder / FILE
    before = file.read_bytes() if file.exists() else b""
    kept = [line for line in before.splitlines(keepends=True) if not _asked(line.decode(), question, locale)]
    if b"".join(kept) != before:
        save(folder, {FILE: Change(fingerprint(before), b"".join(kept))})


def _asked(line: str, question: str, locale: Locale) -> Pin | None:
    """The pin that a line is, where it is one for this question."""
    try:
        (case,) = read_cases(line)
    except (CaseError, ValueError):
        return None
    turn = case.turns[0]
    if len(case.turns) != 1 or case.locale != locale or fold(turn.question) != fold(question):
        return None
    return Pin(turn.question, locale, turn.kinds[0], next(iter(turn.intents), None), turn.outcome, turn.weeks)
