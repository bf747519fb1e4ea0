"""Where a message is cut: at marks, but never within a number."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.clauses import joined, sentences

TEXTS = st.text(alphabet="a吐15 .,:-?。(\n…=", max_size=16)


@settings(max_examples=1000, deadline=None)
@given(text=TEXTS)
def test_a_mark_ends_a_clause_unless_it_stands_alone_between_digits(text: str) -> None:
    """38.5, 10,000 and 12:30 are whole; of several marks in a row, and of one after a word, each is an end."""
    spaced = "".join(" " if _is_end(text, place, "?。(\n…=.,:") else char for place, char in enumerate(text))
    assert joined(text) == re.sub(" +", " ", _with_dashes(text, spaced)).strip()


@settings(max_examples=1000, deadline=None)
@given(text=TEXTS)
def test_a_point_ends_a_sentence_unless_it_stands_alone_between_digits(text: str) -> None:
    """So do the marks of a question and a break; commas, colons and brackets do not."""
    cut = "".join("\0" if _is_end(text, place, "?。\n….") else char for place, char in enumerate(text))
    assert sentences(text) == [part.strip() for part in cut.split("\0") if part.strip()]


def _is_end(text: str, place: int, marks: str) -> bool:
    if text[place] not in marks:
        return False
    around = text[:place][-1:], text[place + 1 :][:1]
    return text[place] not in ".,:" or not all(char.isdigit() for char in around)


def _with_dashes(text: str, spaced: str) -> str:
    """A dash with a space on either side is a mark too, in the text as it was written."""
    dashes = {hit.start() + 1 for hit in re.finditer(" - ", text)}
    return "".join(" " if place in dashes else char for place, char in enumerate(spaced))
