"""An example that says nearly the same, with the same name in it, outweighs a gate: its editor has decided already."""

from bot.matching.fuzzy import alike, comparable
from bot.matching.gates import Gated
from bot.matching.rank import Matcher, Reading

_NEARLY = 0.8
"""Likeness from which a question is the example, but for a slip, a turn of it, or a word that carries nothing."""


def has_precedent(reading: Reading, intent: str, gated: Gated, matcher: Matcher) -> bool:
    """True if an example of the intent that led before the gates is nearly the question, names and all."""
    index = matcher.index
    names = [comparable(fired.partition(": ")[2]) for fired in gated.fired]
    near = [index.texts[row] for row in reading.near.tolist() if index.labels[index.owners[row]] == intent]
    same = [text for text in near if all(name in text for name in names)]
    return bool(same) and float(alike(comparable(reading.folded), same).max()) >= _NEARLY
