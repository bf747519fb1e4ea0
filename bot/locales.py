"""The three locales: negotiation by an explicit map, and the language of a question.

Babel's own negotiation answers English to zh-TW and zh-HK, so the rule is ours: an explicit script wins; Taiwan,
Hong Kong, Macau and Cantonese read Traditional; any other Chinese reads Simplified.
"""

from collections.abc import Mapping

from bot.model.knowledge import LOCALES, Locale
from bot.text.scripts import has_han, is_mostly_latin, is_traditional

DEFAULT: Locale = "en"
LANGUAGE_NAMES: Mapping[Locale, str] = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}
"""Each language in its own words, in the order of the toggle."""
MAX_HEADER = 500
_TRADITIONAL_REGIONS = {"tw", "hk", "mo"}
_CHINESE = {"zh", "cmn", "yue", "wuu", "hak", "nan", "gan"}


def canonical(tag: str) -> Locale | None:
    """The locale whose name this is in any case ("ZH-hant"), or None."""
    return next((locale for locale in LOCALES if locale.lower() == tag.lower()), None)


def from_tag(tag: str) -> Locale | None:
    """The locale for a language tag of a browser ("zh-TW", "en-GB"), or None for other languages."""
    parts = tag.strip().lower().replace("_", "-").split("-")
    if parts[0] == "en":
        return "en"
    if parts[0] not in _CHINESE:
        return None
    if "hant" in parts[1:]:
        return "zh-Hant"
    if "hans" in parts[1:]:
        return "zh-Hans"
    traditional = parts[0] in {"yue", "nan", "hak"} or _TRADITIONAL_REGIONS & set(parts[1:])
    return "zh-Hant" if traditional else "zh-Hans"


def negotiate(accept_language: str | None, offered: tuple[Locale, ...] = LOCALES, default: Locale = DEFAULT) -> Locale:
    """The best of the offered locales for an Accept-Language header; the default if nothing fits.

    Whoever wants one Chinese script reads the other rather than English, where that script is not offered.
    """
    ranked: list[tuple[float, int, Locale]] = []
    for position, item in enumerate((accept_language or "")[:MAX_HEADER].split(",")):
        tag, _, parameters = item.partition(";")
        locale, quality = from_tag(tag), _quality(parameters)
        chosen = _offered(locale, offered)
        if chosen and quality > 0:
            ranked.append((-quality, position, chosen))
    return min(ranked)[2] if ranked else default


def _offered(locale: Locale | None, offered: tuple[Locale, ...]) -> Locale | None:
    if locale is None or locale in offered:
        return locale
    return next((other for other in offered if other[:2] == locale[:2]), None)


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= 1 else 0.0


def detect(question: str) -> Locale:
    """The locale of a question that came without one, by its characters: Chinese in either script, else English.

    Chinese without script-specific characters is answered in Simplified.
    """
    if not has_han(question) or is_mostly_latin(question):
        return "en"
    return "zh-Hant" if is_traditional(question) else "zh-Hans"
