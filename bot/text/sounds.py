"""How Chinese characters sound, so that homophones typed by mistake and pinyin typed as letters can be recognised."""

import re
from functools import cache

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

_RETROFLEX = re.compile(r"^([zcs])h")
_NASAL = re.compile(r"([aei]n)g$")
_SYLLABLE = re.compile(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
LONGEST_SYLLABLE = 6
"""Letters of a syllable: zhuang, shuang."""
_LAST = frozenset("aeiouvngr")
"""What a syllable ends with. Most English words end otherwise."""


@cache
def sound(char: str) -> str:
    """The commonest reading of a character in pinyin without its tone; the character itself when it has none."""
    readings = pinyin_dict.get(ord(char), "")
    return str(to_normal(readings.split(",")[0])) if readings else char


@cache
def readings(char: str) -> tuple[str, ...]:
    """All readings of a character in pinyin, without tones; none where it has none."""
    return tuple(dict.fromkeys(map(to_normal, filter(None, pinyin_dict.get(ord(char), "").split(",")))))


@cache
def blurred_sound(char: str) -> str:
    """Like `sound`, without the differences that southern speakers mix up: zh z, ch c, sh s, -ng -n."""
    return _NASAL.sub(r"\1", _RETROFLEX.sub(r"\1", sound(char)))


def syllables(word: str) -> list[str]:
    """The syllables of a word that can be read as pinyin without tones (ganyinghua: gan, ying, hua); else nothing.

    At each place the longest that leaves a readable rest: the way people read it. Time grows with the length alone.
    """
    if word[-1:] not in _LAST:
        return []
    longest: dict[int, int] = {len(word): len(word)}
    for start in reversed(range(len(word))):
        for end in range(min(start + LONGEST_SYLLABLE, len(word)), start, -1):
            if end in longest and _SYLLABLE.fullmatch(word, start, end):
                longest[start] = end
                break
    found: list[str] = []
    start = 0
    while start < len(word):
        if start not in longest:
            return []
        found.append(word[start : longest[start]])
        start = longest[start]
    return found
