"""The encoder's word pieces, kept for a quick start: they cut texts as the model itself does."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.pieces import keep_pieces, pieces_file, tokenizer
from bot.workshop.semantic import model_file

NAME = "encoder 1"


@cache
def kept(folder: Path) -> Any:
    """The pieces as they were kept and read again."""
    keep_pieces(NAME, model_file(), folder)
    assert pieces_file(NAME, folder).is_file()
    return tokenizer(NAME, Path("no model is read"), folder)


@cache
def worked_out() -> Any:
    """The pieces as the model gives them."""
    return tokenizer(NAME, model_file(), Path("nothing is kept here"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pieces of these tests are kept."""
    return tmp_path_factory.mktemp("pieces")


@given(text=st.text(max_size=80) | st.text("abc 肝細胞干好ＡＢ１２½…'\u200b\n", max_size=80))
def test_any_text_is_cut_alike(folder: Path, text: str) -> None:
    """Kept or worked out: the same pieces."""
    assert kept(folder).encode(text) == worked_out().encode(text)


def test_what_is_kept_is_not_kept_again(folder: Path) -> None:
    """A second training leaves the file as it is."""
    kept(folder)
    before = pieces_file(NAME, folder).stat().st_mtime_ns
    keep_pieces(NAME, model_file(), folder)
    assert pieces_file(NAME, folder).stat().st_mtime_ns == before


def test_a_broken_file_is_worked_out_anew(tmp_path: Path) -> None:
    """A start never fails for what only makes it quicker, and the next training mends it."""
    pieces_file(NAME, tmp_path).write_bytes(b"PK no such thing")
    assert tokenizer(NAME, model_file(), tmp_path).encode("is it safe?") == worked_out().encode("is it safe?")
    keep_pieces(NAME, model_file(), tmp_path)
    assert tokenizer(NAME, Path("no model is read"), tmp_path).encode("好嗎") == worked_out().encode("好嗎")


def test_pieces_of_another_version_are_not_used(folder: Path) -> None:
    """Each version of the encoder has a file of its own."""
    assert pieces_file("encoder 2", folder) != pieces_file(NAME, folder)
