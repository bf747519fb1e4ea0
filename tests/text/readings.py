"""Writes `bot/text/readings.py`, how Chinese characters are read, from the dictionary of pypinyin.

    python -m tests.text.readings > bot/text/readings.py.new
    mv bot/text/readings.py.new bot/text/readings.py

The dictionary itself would cost every start 60 ms and every process 10 MB: it holds tones, and characters outside the
basic plane, which nobody types.
"""

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

from bot.text.normalise import fold

_FIRST, _LAST = 0x3007, 0x9FFF
"""Of the basic plane: 〇, the extension A and the unified ideographs. Folding finds some others in their place."""
_WIDTH = 50
"""Characters on a line."""
_HEAD = '''"""How Chinese characters are read, in pinyin without tones, by syllable. Written by `python -m tests.text.readings`.

After each syllable stand its characters, in order. The readings are those of pypinyin {version}, under this licence:

{licence}
"""
'''


def main() -> None:
    """Print the module."""
    print(written(), end="")


def written() -> str:
    """The module."""
    library = distribution("pypinyin")
    licence = next(file for file in library.files or () if file.name.startswith("LICENSE")).read_text().strip()
    parts = [_HEAD.format(version=library.version, licence=licence)]
    for name, place, said in (
        ("COMMONEST", slice(1), "The characters whose commonest reading a syllable is."),
        ("OTHERS", slice(1, None), "Those that may be read so too."),
    ):
        lines = (
            f"{syllable} {line}"
            for syllable, chars in sorted(_by_syllable(place).items())
            for line in textwrap.wrap(chars, _WIDTH)
        )
        parts.append(f'{name} = """\n' + "\n".join(lines) + f'\n"""\n"""{said}"""\n')
    return "\n".join(parts)


def toneless(point: int) -> tuple[str, ...]:
    """The readings of a character without their tones, the commonest first."""
    return tuple(dict.fromkeys(map(to_normal, filter(None, pinyin_dict.get(point, "").split(",")))))


def points() -> Iterator[int]:
    """The characters that the module knows."""
    basic = range(_FIRST, _LAST + 1)
    found = {*basic, *(ord(char) for point in basic for char in fold(chr(point)))}
    return (point for point in sorted(found) if point in pinyin_dict)


def _by_syllable(place: slice) -> Mapping[str, str]:
    found: defaultdict[str, str] = defaultdict(str)
    for point in points():
        for syllable in toneless(point)[place]:
            found[syllable] += chr(point)
    return found


if __name__ == "__main__":
    main()
