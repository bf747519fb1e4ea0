"""The stored table: a start with it is a start without it, only quicker; a bad one is never used."""

from pathlib import Path

import pytest

from bot.cli.main import main
from bot.conversation.trained import Table, learn_table, train
from bot.model.knowledge import Knowledge
from bot.workshop import table as stored
from bot.workshop.table import read_table, ready, table_file, write_table


@pytest.fixture(scope="module")
def learnt(knowledge: Knowledge) -> Table:
    """A table learnt anew."""
    return learn_table(knowledge)


def test_a_stored_table_comes_back_as_it_was(knowledge: Knowledge, learnt: Table, tmp_path: Path) -> None:
    """Weights and thresholds survive the journey, and learning again gives the same thresholds."""
    file = table_file(knowledge, tmp_path)
    write_table(learnt, file)
    back = read_table(file)
    assert back is not None
    assert (back.coefficients == learnt.coefficients).all()
    assert back.thresholds == learnt.thresholds
    restored = train(knowledge, back)
    assert restored.thresholds == learnt.thresholds


@pytest.mark.parametrize("content", [b"", b"not a table", b"PK\x03\x04 broken"])
def test_a_broken_table_is_no_table(content: bytes, tmp_path: Path) -> None:
    """Whatever lies there, reading it raises nothing."""
    file = tmp_path / "table.npz"
    file.write_bytes(content)
    assert read_table(file) is None
    assert read_table(tmp_path / "none.npz") is None
    assert read_table(tmp_path) is None


def test_a_table_of_other_examples_is_refused(knowledge: Knowledge, learnt: Table) -> None:
    """Weights that do not fit the examples are an error, not a wrong answer."""
    with pytest.raises(ValueError, match="other examples"):
        train(knowledge, Table(learnt.coefficients[:-1], learnt.thresholds))


def test_another_content_has_another_table(knowledge: Knowledge, tmp_path: Path) -> None:
    """The file's name follows the content version."""
    from dataclasses import replace

    other = replace(knowledge, version="000000000000")
    assert table_file(knowledge, tmp_path) != table_file(other, tmp_path)


def test_train_writes_one_table_and_starts_use_it(
    knowledge: Knowledge, learnt: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`hepatica train` keeps the newest table alone; with it, nothing is learnt at a start."""
    monkeypatch.setattr(stored, "table_folder", lambda: tmp_path)
    write_table(learnt, tmp_path / "table-of-before.npz")
    write_table(learnt, table_file(knowledge, tmp_path))
    assert main(["train"]) == 0
    assert list(tmp_path.iterdir()) == [table_file(knowledge)]

    def forbidden(_: Knowledge) -> Table:
        raise AssertionError("learnt again although a table was there")

    monkeypatch.setattr(stored, "learn_table", forbidden)
    assert ready(knowledge).thresholds == learnt.thresholds
