"""How Chinese characters sound, so that homophones typed by mistake and pinyin typed as letters can be recognised."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from bot.text import readings

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


def _by_syllable(written: str) -> Mapping[str, str]:
    found: defaultdict[str, str] = defaultdict(str)
    for line in written.split("\n")[1:-1]:
        syllable, chars = line.split(" ")
        found[syllable] += chars
    return dict(found)


COMMONEST = _by_syllable(readings.COMMONEST)
"""By syllable, without tones: the characters that are mostly read so. Looked through for each new character: a
dictionary of all that there are would take more memory than anything else here."""
OTHERS = _by_syllable(readings.OTHERS)
"""By syllable: the characters that may be read so too."""


@cache
def sound(char: str) -> str:
    """The commonest reading of a character in pinyin without its tone; the character itself when it has none."""
    return next((syllable for syllable, chars in COMMONEST.items() if char in chars), char)


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
