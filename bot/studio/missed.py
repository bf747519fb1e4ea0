"""The questions that were not understood, as the studio reads them from the log, and what has become of them."""

from collections.abc import Iterable

from fastapi import HTTPException

from bot.questionlog.database import Database, Unavailable
from bot.questionlog.store import Group, State, misses, settle


def groups_of(log: Database | None, state: State = "open") -> tuple[tuple[Group, ...], str]:
    """The groups in a state, or why they cannot be read."""
    if log is None:
        return (), ""
    try:
        return misses(log, state), ""
    except Unavailable as error:
        return (), str(error)


def group_of(log: Database | None, id: int) -> Group:
    """The open group that holds a miss.

    Raises:
        HTTPException: 404, there is none.
    """
    groups, _ = groups_of(log)
    found = next((group for group in groups if id in ids_of(group)), None)
    if found is None:
        raise HTTPException(404)
    return found


def ids_of(group: Group) -> tuple[int, ...]:
    """The ids of its misses."""
    return tuple(miss.id for miss in group.misses)


def settled(log: Database, ids: Iterable[int], state: State) -> bool:
    """Write down what has become of misses; False where the log could not be reached."""
    try:
        settle(log, ids, state)
    except Unavailable:
        return False
    return True
