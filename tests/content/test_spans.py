"""Templates: what an editor writes is read, and can be written again as it was."""

import pytest

from bot.content.texts import texts
from bot.model.knowledge import Knowledge
from bot.model.spans import parse_template, written

EVERY = (
    "A {figure:survival-8w} and {figure:survival-8w|estimate} at {week:8}, {weeks:survival}, {asked-week}; {name:IL-10} "
    "{cite:article}{cite:article/results}{cite:article/results/wang-2023} {year:2025} {date:2025-01-02} {reviewer} "
    "{reviewed-on}."
)


@pytest.mark.parametrize("source", [EVERY, "", "Prose alone."])
def test_every_placeholder_is_written_as_it_was_read(source: str) -> None:
    """An error message names a placeholder in the words that its writer knows."""
    assert "".join(map(written, parse_template(source))) == source


def test_every_shipped_text_is_written_as_it_was_read(knowledge: Knowledge) -> None:
    """Reading again what was written gives the same spans."""
    found = list(texts(knowledge))
    assert len(found) > 1000
    for text in found:
        assert parse_template("".join(map(written, text.spans))) == tuple(text.spans)
