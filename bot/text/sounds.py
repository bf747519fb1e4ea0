"""How Chinese characters sound, so that a homophone typed by mistake can be recognised."""

import re
from functools import cache

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

_RETROFLEX = re.compile(r"^([zcs])h")
_NASAL = re.compile(r"([aei]n)g$")


@cache
def sound(char: str) -> str:
    """The commonest reading of a character in pinyin without its tone; the character itself when it has none."""
    readings = pinyin_dict.get(ord(char), "")
    return str(to_normal(readings.split(",")[0])) if readings else char


@cache
def blurred_sound(char: str) -> str:
    """Like `sound`, without the differences that southern speakers mix up: zh z, ch c, sh s, -ng -n."""
    return _NASAL.sub(r"\1", _RETROFLEX.sub(r"\1", sound(char)))
