"""Why a change cannot be made: each reason with the box that it is about, in words that the pages can translate."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model.problem import ContentError, Problem
from bot.model.told import Told
from bot.workshop.drafting import DraftError, Edit

_UNKNOWN = ("unknown", "not-listed", "no-name", "no-week", "no-section", "figure-place")
"""What can be wrong with something in curly brackets itself."""
_MARK = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason."""

    message: str
    """A name that `templates/studio/refusals.html` knows, or a message; one that is `Told` is translated there."""
    box: int | str | None = None
    """The number or the name of the box that it is about; None: of no single one."""
    place: str = ""
    """File and line, for what is about no box."""

    @property
    def name(self) -> str:
        """The name of the message; empty where it cannot be told in another language."""
        return self.message.name if isinstance(self.message, Told) else ""


def by_box(found: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """Reasons in the order of their boxes, those about no single one last. Boxes have numbers."""
    return tuple(sorted(found, key=lambda one: one.box if isinstance(one.box, int) else sys.maxsize))


def refusals(error: DraftError | ContentError, edits: Sequence[Edit]) -> tuple[Refusal, ...]:
    """The reasons that an error carries, those about the first box first. The edits stand as the boxes do."""
    if isinstance(error, DraftError):
        return (Refusal(error.message, error.edit),)
    found = [Refusal(one.message, _box(one, edits), f"{one.file}:{one.line}") for one in error.problems]
    if any(one.name in _UNKNOWN for one in found):
        # The other languages lack what is not there to be had: no fault of theirs.
        found = [one for one in found if one.name != "placeholders"]
    return by_box(found)


def blamed(found: Sequence[Refusal], edits: Sequence[Edit], stands: Sequence[str]) -> tuple[Refusal, ...]:
    """The same reasons, each at the box that was changed: the check holds the other languages against English.

    Where English alone got other placeholders, the fault is told there and not of the languages that stayed as they
    were. `stands`: what the file says at each box.
    """
    english = next((n for n, edit in enumerate(edits) if edit.file.startswith("answers/en/")), None)
    apart = [one for one in found if one.name == "placeholders"]
    boxes = {one.box for one in apart}
    others = {number for number in range(len(edits)) if number != english}
    if english is None or not boxes or boxes != others or any(_remarked(edits[n].value, stands[n]) for n in others):
        return tuple(found)
    now, before = edits[english].value, stands[english]
    gone, more = ", ".join(_moved(before, now)), ", ".join(_moved(now, before))
    told = Told("placeholders-moved", "placeholders differ from the other languages", gone=gone, more=more)
    return by_box([*(one for one in found if one not in apart), Refusal(told, english)])


def _remarked(text: str, other: str) -> bool:
    return Counter(_MARK.findall(text)) != Counter(_MARK.findall(other))


def _moved(text: str, other: str) -> list[str]:
    """Placeholders that a text holds more often than the other."""
    return list((Counter(_MARK.findall(text)) - Counter(_MARK.findall(other))).elements())


def _box(problem: Problem, edits: Sequence[Edit]) -> int | None:
    """The box whose place the problem names. Lines that are added to the same list cannot be told apart."""
    found = [
        number
        for number, edit in enumerate(edits)
        if edit.file == problem.file and problem.where[: len(edit.where)] == edit.where
    ]
    return found[0] if len(found) == 1 else None
