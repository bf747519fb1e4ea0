"""How Chinese characters sound, so that homophones typed by mistake and pinyin typed as letters can be recognised."""

import re
from functools import cache

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

_RETROFLEX = re.compile(r"^([zcs])h")
_NASAL = re.compile(r"([aei]n)g$")
_SYLLABLE = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE})+")
_NEXT = re.compile(rf"({_SYLLABLE})((?:{_SYLLABLE})*)")


@cache
def sound(char: str) -> str:
    """The commonest reading of a character in pinyin without its tone; the character itself when it has none."""
    readings = pinyin_dict.get(ord(char), "")
    return str(to_normal(readings.split(",")[0])) if readings else char


@cache
def blurred_sound(char: str) -> str:
    """Like `sound`, without the differences that southern speakers mix up: zh z, ch c, sh s, -ng -n."""
    return _NASAL.sub(r"\1", _RETROFLEX.sub(r"\1", sound(char)))


def syllables(word: str) -> list[str]:
    """The syllables of a word that can be read as pinyin without tones (ganyinghua: gan, ying, hua); else nothing."""
    found: list[str] = []
    if not _SYLLABLES.fullmatch(word):
        return found
    # The longest syllable that leaves a readable rest: the way people read it.
    while match := _NEXT.fullmatch(word):
        found.append(match[1])
        word = match[2]
    return found
