"""Like questions together, so that an editor reads a subject once and not every wording of it."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.text.normalise import fold

ALIKE = 75.0
"""Per cent of likeness by edits, with words in any order, from which two questions count as one subject."""


def grouped(texts: Sequence[str]) -> list[list[int]]:
    """Positions of texts in groups: each joins the group whose first text is most like it, else begins one."""
    groups: dict[int, list[int]] = {}
    heads: dict[int, str] = {}
    for n, text in enumerate(texts):
        sorted_words = " ".join(sorted(fold(text).split()))
        found = process.extractOne(sorted_words, heads, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found:
            groups[found[2]].append(n)
        else:
            groups[n] = [n]
            heads[n] = sorted_words
    return list(groups.values())
