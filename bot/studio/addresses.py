"""Addresses of the studio, below the language."""

from collections.abc import Iterable
from urllib.parse import urlencode

from bot.model.knowledge import Intent
from bot.model.turn import Slots


def answer_at(intent: Intent, slots: Slots) -> str:
    """Where an answer is shown."""
    return _with(f"/a/{intent.id}", outcome=slots.outcome, weeks=slots.weeks)


def edit_at(file: str, at: str, action: str = "replace", saved: str | None = None) -> str:
    """Where a text is edited. A file of answers is named without its language."""
    return _with("/edit", file=file, at=at, action=None if action == "replace" else action, saved=saved)


def words_at(file: str | None = None, at: str | None = None) -> str:
    """Where the lists of a file are shown, or of a part of it."""
    return _with("/words", file=file, at=at or None)


def sheet_at(intent: Intent, slots: Slots, second: str | None = None) -> str:
    """Where the sheet of an answer is shown, alone or with a second language beside it."""
    return _with(f"/a/{intent.id}/sheet", outcome=slots.outcome, weeks=slots.weeks, second=second)


def misses_at(done: str, ids: Iterable[int] = ()) -> str:
    """The list of what was not understood, after something was done with these."""
    return _with("/misses", done=done, ids=".".join(map(str, ids)) or None)


def _with(path: str, **parameters: str | int | None) -> str:
    given = {name: value for name, value in parameters.items() if value is not None}
    return f"{path}?{urlencode(given, safe='/')}" if given else path
