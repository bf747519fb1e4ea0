"""What a site file still lacks before patients use Hepatica. Nothing of it stops the start."""

from collections.abc import Iterator

from bot.content.site_file import leading_regions
from bot.model.knowledge import Knowledge
from bot.settings import Settings


def missing_for_use(knowledge: Knowledge, settings: Settings) -> Iterator[str]:
    """A line for each thing to do, in the order in which it matters."""
    if settings.site is None:
        yield "set HEPATICA_SITE to a site file; docs/site.md says what it holds, with an example to copy"
    yield from _numbers(knowledge)
    yield from _contact(knowledge)
    if not (settings.public_url or knowledge.clinic.public_url):
        yield "public_url: the address of the chat, for links, QR codes and search engines; its host is answered"
    if settings.question_log != "off" and not knowledge.clinic.privacy:
        yield "privacy: what the question log keeps, why and for how long; docs/questionlog.md says what belongs there"
    if "*" in settings.allowed_hosts:
        yield "HEPATICA_ALLOWED_HOSTS: the host names that are answered, instead of any"


def _numbers(knowledge: Knowledge) -> Iterator[str]:
    if not knowledge.clinic.leads:
        yield "region: without it every emergency card lists all countries"
    leading = leading_regions(knowledge)
    for region in leading:
        if not region.verified:
            yield f"region: the ambulance number {region.ambulance} has not been confirmed; call its operator"
        for line in region.crisis:
            if not line.verified:
                yield f"region: the crisis line {line.number} has not been confirmed; ask {line.name['en']}"
    if leading and not any(region.crisis for region in leading):
        yield "crisis_lines: the region has none; name one that your patients can call"


def _contact(knowledge: Knowledge) -> Iterator[str]:
    clinic = knowledge.clinic
    if not clinic.name:
        yield "name: who offers this; patients look for it"
    if not (clinic.contact.phone or clinic.contact.email):
        yield "contact: a telephone number or an e-mail address for questions that Hepatica cannot answer"
    if not clinic.contact.hours:
        yield "contact.hours: when somebody is there"
