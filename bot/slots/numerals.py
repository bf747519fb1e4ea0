"""Numbers as people write them: digits, English number words, Chinese numerals."""

import re
from collections.abc import Iterable, Mapping

ZH_NUMERAL = "[零〇一二两俩三仨四五六七八九十百廿卅]+"
_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一", "二两俩", "三仨", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_ZH = re.compile(
    r"(?:(?P<hundreds>[一二两三四五六七八九])百零?)?(?:(?P<tens>[一二两三四五六七八九]?)(?P<ten>[十廿卅]))?(?P<ones>[零〇一二两俩三仨四五六七八九])?"
)
_WHOLE_TENS = range(20, 100, 10)
_TENS = {"十": 10, "廿": 20, "卅": 30}


def read_number(text: str, words: Mapping[str, int]) -> float | None:
    """Value of a folded number: digits ("2.5"), words of the lexicon ("twenty-four"), numerals up to 999 (二十四).

    None where the text is no single number (两三).
    """
    if text[0].isdigit():
        return float(text)
    if text[0].isascii():
        return _english(re.split(r"[\s-]+", text), words)
    return _chinese(text)


def english_numeral(words: Mapping[str, int]) -> str:
    """Pattern of an English number up to some hundreds: "twelve", "twenty-four", "a hundred and four"."""
    tens = _either(word for word, value in words.items() if value in _WHOLE_TENS)
    ones = _either(word for word, value in words.items() if 0 < value < 10)
    hundred = _either(word for word, value in words.items() if value == 100)
    small = rf"(?:{tens}[\s-]+{ones}|{_either(words)})"
    return rf"(?:(?:an?|{ones})[\s-]+{hundred}(?:\s+(?:and\s+)?{small})?|{small}|an?)"


def _either(words: Iterable[str]) -> str:
    """Longest first; matches nothing if there are none."""
    return "(?:" + ("|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)") + ")"


def _english(parts: list[str], words: Mapping[str, int]) -> float:
    total = 0
    for part in parts:
        value = 1 if part in ("a", "an") else 0 if part == "and" else words[part]
        total = max(total, 1) * value if value == 100 else total + value
    return float(total)


def _chinese(text: str) -> float | None:
    match = _ZH.fullmatch(text)
    if match is None:
        return None
    total = 100 * _DIGITS[match["hundreds"]] if match["hundreds"] else 0
    if match["ten"]:
        total += _TENS[match["ten"]] * (_DIGITS[match["tens"]] if match["tens"] else 1)
    return float(total + (_DIGITS[match["ones"]] if match["ones"] else 0))
