"""How an id that does not exist is told, with the one that was meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from bot.model.told import Told

_ALIKE = 0.7
"""Share of common letters (difflib's ratio) from which an id is taken for a slip of another one."""


def unknown(what: str, id: str, known: Iterable[str], file: str = "") -> str:
    """That there is no such source, question, ...; where they are listed; and which is spelt nearly so."""
    meant = get_close_matches(id, known, n=1, cutoff=_ALIKE)
    said = f"no {what} {id!r}{f' in {file}' if file else ''}{f'; did you mean {meant[0]!r}?' if meant else ''}"
    return Told("unknown", said, what=what, id=id, meant=meant[0] if meant else "")
