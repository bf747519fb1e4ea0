"""The clinic that offers Hepatica: what its site file says. Not content, so it has no part in the content's version.

Field docstrings appear in the JSON Schema that editors' tools use.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from bot.model.colour import parse_accent
from bot.model.entry import Entry
from bot.model.tongue import LOCALES, Locale

MAX_WORDS = 200
ContactForm = Literal["phone", "email", "words"]
"""How a contact is used: dialled, written to, or read."""

_PHONE = r"^[+(]?[0-9][0-9 ()/-]{1,28}[0-9)]( (ext\.|#) ?[0-9]{1,6})?$"
_EMAIL = r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
_PUBLIC_URL = r"^https?://[A-Za-z0-9.\[\]:-]+$"


def _in_each_language(value: Any) -> Any:
    """One text for all languages, or a mapping from language to text."""
    return dict.fromkeys(LOCALES, value) if isinstance(value, str) else value


def _said(value: Mapping[Locale, str]) -> Mapping[Locale, str]:
    if not value or not all(text.strip() and len(text) <= MAX_WORDS for text in value.values()):
        raise ValueError(f"a text of 1 to {MAX_WORDS} characters is expected, or one for each language")
    return {locale: " ".join(text.split()) for locale, text in value.items()}


def _public_url(value: str) -> str:
    if not re.fullmatch(_PUBLIC_URL, value.rstrip("/")):
        raise ValueError(
            "give scheme and host, such as https://hepatica.example.org (a sub-path is HEPATICA_ROOT_PATH)"
        )
    return value.rstrip("/")


def _matching(pattern: str, hint: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(hint)
        return value

    return AfterValidator(check)


Words = Annotated[
    Mapping[Locale, str],
    BeforeValidator(_in_each_language),
    AfterValidator(_said),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1, "maxLength": MAX_WORDS},
                {
                    "type": "object",
                    "properties": {locale: {"type": "string", "minLength": 1} for locale in LOCALES},
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""One text for all languages (a name, an address), or a text for each language."""
Phone = Annotated[str, _matching(_PHONE, "a telephone number such as +886 2 2345 6789 or 119, in double quotes")]
Email = Annotated[str, _matching(_EMAIL, "an e-mail address such as liver@clinic.example")]
Accent = Annotated[str, AfterValidator(parse_accent)]
PublicUrl = Annotated[str, AfterValidator(_public_url)]


class OwnNumber(Entry):
    """A number of the clinic for emergencies, shown before that of the region."""

    number: Phone
    name: Words
    """Whom it calls, for example "Emergency desk of this hospital"."""


class OwnLine(Entry):
    """A crisis line that the clinic names, shown before those of the region."""

    number: Phone
    name: Words
    hours: Words | None = None
    """When it is answered."""


class ContactDetails(Entry):
    """How patients reach the clinic. Shown where Hepatica cannot answer, or must not."""

    phone: Phone | None = None
    email: Email | None = None
    address: Words | None = None
    hours: tuple[Words, ...] = Field(default=(), max_length=7)
    """Opening hours, a line each."""


class Clinic(Entry):
    """The site file. Everything may be left out: then Hepatica belongs to no clinic, and every region is listed."""

    name: Words | None = None
    """The clinic or ward, as patients know it."""
    logo: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+\.(svg|png)$")] | None = None
    """An SVG or PNG file beside the site file."""
    region: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    """A region of content/lines.yaml; its numbers come before all others."""
    emergency: tuple[OwnNumber, ...] = Field(default=(), max_length=3)
    """Numbers of your own, shown before that of the region."""
    crisis_lines: tuple[OwnLine, ...] = Field(default=(), max_length=6)
    """Crisis lines of your own, shown before those of the region."""
    contact: ContactDetails = ContactDetails()
    privacy: tuple[Words, ...] = Field(default=(), max_length=8)
    """Your own privacy notice for the page about Hepatica, a paragraph each: who runs the server, what it records."""
    public_url: PublicUrl | None = None
    """Scheme and host under which readers reach the server. HEPATICA_PUBLIC_URL overrules it."""
    idle_seconds: int = Field(default=90, ge=30, le=900)
    """Seconds without a touch after which the kiosk asks whether anybody is still there."""
    printer: bool = True
    """Whether the kiosk has a printer; false hides its print button."""
    keyboard: Literal["own", "system"] = "own"
    """own: the kiosk shows its keyboard of Latin letters; system: it leaves typing to the keyboard of the device."""
    accent: Accent | None = None
    """Colour of links and buttons, such as "#1d6f5c"; it must be readable on white."""
    languages: tuple[Locale, ...] = Field(default=LOCALES, min_length=1, max_length=3)
    """Languages offered."""
    default_language: Locale | None = None
    """Language of readers whose browser asks for none of them; English, or else the first one offered, if left out."""

    @property
    def default(self) -> Locale:
        """The language of readers whose browser asks for none that is offered."""
        english: Locale = "en"
        return self.default_language or (english if english in self.languages else self.languages[0])

    @property
    def leads(self) -> bool:
        """True if there are numbers that come before all others."""
        return bool(self.region or self.emergency)

    def say(self, words: Mapping[Locale, str], locale: Locale) -> str:
        """A text in a language; in the default language where that one is not offered."""
        return words.get(locale) or words[self.default]


NO_CLINIC = Clinic()
"""The packaged default: no name, no contact, no region."""
