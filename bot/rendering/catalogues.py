"""Words of the pages themselves (buttons, headings), from gettext catalogues read as text: no compile step."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.model.knowledge import Locale

FOLDER = Path(__file__).resolve().parent.parent / "locale"
_NAMES: dict[Locale, str] = {"en": "en", "zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant"}


def catalogue_path(locale: Locale, domain: str = "messages") -> Path:
    """The .po file of a language. `domain`: "messages" for readers, "studio" for editors."""
    return FOLDER / _NAMES[locale] / "LC_MESSAGES" / f"{domain}.po"


def translations(locale: Locale, domains: tuple[str, ...] = ("messages",)) -> NullTranslations:
    """The catalogues of a language, ready for gettext; the first that knows a sentence says it.

    English falls back to the words in the templates.
    """
    first, *others = (GNUTranslations(BytesIO(_compiled(locale, domain))) for domain in domains)
    for other in others:
        first.add_fallback(other)
    return first


@cache
def _compiled(locale: Locale, domain: str) -> bytes:
    with catalogue_path(locale, domain).open("rb") as file:
        catalogue = read_po(file, locale=_NAMES[locale])
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
