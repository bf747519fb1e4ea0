"""What the ranking sees of a text: words, pieces of words, pairs of Chinese characters, their sounds, concepts.

Features are plain strings whose first character tells the sort, so that no two sorts can be confused.
"""

from collections import Counter

from bot.matching.concepts import Concepts
from bot.text.sounds import sound
from bot.text.tokens import is_han, tokens

_PIECES = (2, 3)


def features(folded: str, concepts: Concepts) -> Counter[str]:
    """Weighted features of a folded text."""
    found: Counter[str] = Counter()
    for token in tokens(folded):
        if is_han(token):
            _add_han(token, found)
        else:
            _add_word(token, found)
    for name in concepts.found_in(folded):
        found[f"={name}"] = 2
    return found


def is_whole(name: str) -> bool:
    """True for the feature of a whole word or of a pair of Chinese characters; False for pieces, sounds, concepts."""
    return name[0] == "w" or (name[0] == "h" and len(name) == 3)


def comparable(folded: str) -> str:
    """The text as the fuzzy scorers read it: words, and Chinese cut into overlapping pairs, between spaces.

    Chinese has no spaces: without the pairs every scorer of tokens would see one long token.
    """
    return " ".join(piece for token in tokens(folded) for piece in (_pairs(token) if is_han(token) else (token,)))


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[i : i + 2] for i in range(len(run) - 1)) or (run,)


def _add_word(word: str, found: Counter[str]) -> None:
    padded = f" {word} "
    found[f"w{word}"] += 1
    for size in _PIECES:
        for start in range(len(padded) - size + 1):
            found[f"c{padded[start : start + size]}"] += 1


def _add_han(run: str, found: Counter[str]) -> None:
    for char in run:
        found[f"h{char}"] += 1
    for pair in _pairs(run):
        if len(pair) == 2:
            found[f"h{pair}"] += 1
            found[f"p{sound(pair[0])} {sound(pair[1])}"] += 1
