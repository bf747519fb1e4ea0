"""Which script and language a text is written in, as far as its characters tell."""

import re

from bot.text.normalise import to_simplified

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_TRADITIONAL_SPEECH = re.compile("[唔冇咗嘅喺佢啲嗰咁嚟噉哋嘢㗎咩乜嗎麼ㄅ-ㄩ]")


def has_han(text: str) -> bool:
    """True if the text holds a Chinese character."""
    return _HAN.search(text) is not None


def is_traditional(text: str) -> bool:
    """True if the text holds characters that only Traditional Chinese (or written Cantonese) uses."""
    return bool(_TRADITIONAL_SPEECH.search(text)) or to_simplified(text) != text


def is_mostly_latin(text: str) -> bool:
    """True if there are more Latin words than Chinese characters ("stem cells 安全吗" is Chinese)."""
    return len(_LATIN_WORD.findall(text)) > len(_HAN.findall(text))
