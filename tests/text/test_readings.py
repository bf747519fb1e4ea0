"""How Chinese characters are read: as the dictionary says that it was taken from."""

from pathlib import Path

import pytest

from bot.text import readings
from bot.text.sounds import sound
from tests.text.readings import points, toneless, written


def test_the_module_is_what_its_writer_writes() -> None:
    """Nobody has changed a reading by hand, and a newer dictionary is not forgotten."""
    assert Path(readings.__file__).read_text(encoding="utf-8") == written()


def test_every_character_sounds_as_in_the_dictionary() -> None:
    """Its commonest reading, without the tone."""
    assert {chr(point): sound(chr(point)) for point in points()} == {
        chr(point): toneless(point)[0] for point in points()
    }


@pytest.mark.parametrize(
    ("char", "read"), [("肝", "gan"), ("绿", "lv"), ("嗯", "n"), ("血", "xue"), ("ㄅ", "ㄅ"), ("x", "x")]
)
def test_a_character_sounds_as_it_is_mostly_read(char: str, read: str) -> None:
    """Without its tone; a sign without a reading stands for itself."""
    assert sound(char) == read
