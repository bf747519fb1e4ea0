"""The languages that Hepatica speaks, by the names they have in addresses and files."""

from typing import Literal

Locale = Literal["en", "zh-Hans", "zh-Hant"]
LOCALES: tuple[Locale, ...] = ("en", "zh-Hans", "zh-Hant")
