"""Why a change cannot be made: each reason with the box that it is about, in words that the pages can translate."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.problem import ContentError, Problem
from bot.model.told import Told
from bot.workshop.drafting import DraftError, Edit

_UNKNOWN = ("unknown", "not-listed", "no-name", "no-week", "no-section", "figure-place")
"""What can be wrong with something in curly brackets itself."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason."""

    message: str
    """A name that `templates/studio/refusals.html` knows, or a message; one that is `Told` is translated there."""
    box: int | str | None = None
    """The number or the name of the box that it is about; None: of no single one."""
    place: str = ""
    """File and line, for what is about no box."""


def refusals(error: DraftError | ContentError, edits: Sequence[Edit]) -> tuple[Refusal, ...]:
    """The reasons that an error carries, those about the first box first. The edits stand as the boxes do."""
    if isinstance(error, DraftError):
        return (Refusal(error.message, error.edit),)
    found = [Refusal(one.message, _box(one, edits), f"{one.file}:{one.line}") for one in error.problems]
    if any(isinstance(one.message, Told) and one.message.name in _UNKNOWN for one in found):
        # The other languages lack what is not there to be had: no fault of theirs.
        found = [one for one in found if not (isinstance(one.message, Told) and one.message.name == "placeholders")]
    return tuple(sorted(found, key=lambda one: len(edits) if one.box is None else one.box))


def _box(problem: Problem, edits: Sequence[Edit]) -> int | None:
    """The box whose place the problem names. Lines that are added to the same list cannot be told apart."""
    found = [
        number
        for number, edit in enumerate(edits)
        if edit.file == problem.file and problem.where[: len(edit.where)] == edit.where
    ]
    return found[0] if len(found) == 1 else None
