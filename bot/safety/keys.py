"""Keys: what a text offers to whoever looks up its words."""

import re
from collections.abc import Set as AbstractSet
from operator import add

# One set of characters first: the engine passes quickly over Chinese.
WORDS = re.compile(r"[a-z0-9](?:(?<=[a-z])[a-z]*|[0-9]*)")
"""Latin words and numbers of a folded text."""

Keys = AbstractSet[str]
"""The words of a text, its characters and its pairs of characters."""


def keys_of(clause: str) -> set[str]:
    """What a clause offers to the index: its words, its characters and its pairs of characters."""
    keys = set(WORDS.findall(clause))
    if not clause.isascii():
        keys.update(clause)
        keys.update(map(add, clause, clause[1:]))
    return keys
