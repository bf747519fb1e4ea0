"""Words of the pages themselves (buttons, headings), from gettext catalogues read as text: no compile step."""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.model.knowledge import Locale

FOLDER = Path(__file__).resolve().parent.parent / "locale"
_NAMES: dict[Locale, str] = {"en": "en", "zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant"}


def catalogue_path(locale: Locale) -> Path:
    """The .po file of a language."""
    return FOLDER / _NAMES[locale] / "LC_MESSAGES" / "messages.po"


def translations(locale: Locale) -> GNUTranslations:
    """The catalogue of a language, ready for gettext. English falls back to the words in the templates."""
    with catalogue_path(locale).open("rb") as file:
        catalogue = read_po(file, locale=_NAMES[locale])
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
