"""Cutting a folded text into words and runs of Chinese characters."""

import re

from bot.text.scripts import HAN

_TOKEN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:'[^\W_{HAN}]+)?")
_FIRST_HAN = re.compile(f"[{HAN}]")


def tokens(folded: str) -> tuple[str, ...]:
    """Words of a folded text, and its runs of Chinese characters, in order; punctuation is dropped."""
    return tuple(_TOKEN.findall(folded))


def is_han(token: str) -> bool:
    """True for a run of Chinese characters as `tokens` cuts it."""
    return _FIRST_HAN.match(token) is not None
