"""How the clinic is reached, beside replies that cannot help any further by themselves."""

from collections.abc import Iterator

from bot.model.clinic import ContactForm
from bot.model.knowledge import Knowledge, Locale
from bot.model.spans import Contact, Spans, Text
from bot.model.turn import Block, Kind

KINDS: tuple[Kind, ...] = ("fallback", "not_covered", "personal_advice")
"""Replies that send the reader to people."""


def contact_blocks(kind: Kind, locale: Locale, knowledge: Knowledge) -> tuple[Block, ...]:
    """A lead and a line for each way to reach the clinic; nothing where the site file names none."""
    lines = tuple(contact_lines(locale, knowledge)) if kind in KINDS else ()
    lead = knowledge.locales[locale].labels.contact.lead
    return (Block("contacts", (lead, *lines)),) if lines else ()


def contact_lines(locale: Locale, knowledge: Knowledge) -> Iterator[Spans]:
    """Name, telephone, e-mail, address and opening hours, as far as the site file has them."""
    clinic, labels = knowledge.clinic, knowledge.locales[locale].labels.contact
    details = clinic.contact
    if not (details.phone or details.email or details.address or details.hours):
        return
    if clinic.name:
        yield (Contact(clinic.say(clinic.name, locale), "words"),)
    if details.phone:
        yield _line(labels.phone, details.phone, "phone", locale)
    if details.email:
        yield _line(labels.email, details.email, "email", locale)
    if details.address:
        yield _line(labels.address, clinic.say(details.address, locale), "words", locale)
    for index, hours in enumerate(details.hours):
        yield _line(() if index else labels.hours, clinic.say(hours, locale), "words", locale)


def _line(label: Spans, contact: str, form: ContactForm, locale: Locale) -> Spans:
    gap = (Text(" "),) if label and locale == "en" else ()
    return (*label, *gap, Contact(contact, form))
