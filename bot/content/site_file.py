"""The clinic's site file in, or every problem of it with file and line; and a knowledge base that knows of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bot.content.files import FileKind
from bot.content.loader import Folder, load, read_entry
from bot.model.clinic import Clinic, OwnLine
from bot.model.knowledge import LOCALES, CrisisLine, Knowledge, Locale, Region
from bot.model.problem import ContentError

SITE = FileKind("site", Clinic, ())
MAX_LOGO_BYTES = 256 * 1024
OWN = "ZZ"
"""Region id of the clinic's own numbers (a code that no country has)."""

Finding = tuple[tuple[str | int, ...], str, str]


def load_for(content: Path, site_file: Path | None) -> Knowledge:
    """The content folder with the clinic of a site file, if there is one.

    Raises:
        ContentError: either cannot be used; carries all problems.
    """
    return for_clinic(load(content), site_file)


def for_clinic(knowledge: Knowledge, site_file: Path | None) -> Knowledge:
    """The same knowledge with the clinic of a site file, if there is one.

    Raises:
        ContentError: the file cannot be used; carries all problems.
    """
    return with_clinic(knowledge, load_clinic(site_file, knowledge)) if site_file else knowledge


def load_clinic(file: Path, knowledge: Knowledge) -> Clinic:
    """Read and check a site file.

    Raises:
        ContentError: it cannot be used; carries all problems.
    """
    folder, path = Folder(Path()), str(file)
    read_entry(folder, path, SITE)
    if folder.problems:
        raise ContentError(folder.problems)
    clinic = folder.get(path, Clinic)
    problems = [
        folder.problem(path, where, rule, message) for where, rule, message in _findings(clinic, file, knowledge)
    ]
    if problems:
        raise ContentError(problems)
    return clinic


def with_clinic(knowledge: Knowledge, clinic: Clinic) -> Knowledge:
    """The same knowledge, offered by a clinic: its numbers stand before those of all other regions."""
    home = next((region for region in knowledge.regions if region.id == clinic.region), None)
    others = tuple(region for region in knowledge.regions if region is not home)
    own = tuple(_own_region(number.number, _everywhere(clinic, number.name)) for number in clinic.emergency)
    leading = [*own, home] if home else [*own]
    if leading:
        lines = tuple(_own_line(line, clinic) for line in clinic.crisis_lines)
        leading[-1] = leading[-1].model_copy(update={"crisis": (*lines, *leading[-1].crisis)})
    return replace(knowledge, clinic=clinic, regions=(*leading, *others))


def leading_regions(knowledge: Knowledge) -> tuple[Region, ...]:
    """The regions that the clinic puts first; none where it names no region and no number of its own."""
    return tuple(region for region in knowledge.regions if region.id in (OWN, knowledge.clinic.region))


def _own_region(number: str, name: dict[Locale, str]) -> Region:
    return Region.model_validate({"id": OWN, "name": name, "ambulance": number, "verified": True, "source": SITE.name})


def _own_line(line: OwnLine, clinic: Clinic) -> CrisisLine:
    name = _everywhere(clinic, line.name)
    hours = _everywhere(clinic, line.hours) if line.hours else None
    run_by = _everywhere(clinic, clinic.name or line.name)
    return CrisisLine.model_validate(
        {"number": line.number, "name": name, "run_by": run_by, "hours": hours, "verified": True, "source": SITE.name}
    )


def _everywhere(clinic: Clinic, words: Mapping[Locale, str]) -> dict[Locale, str]:
    return {locale: clinic.say(words, locale) for locale in LOCALES}


def _findings(clinic: Clinic, file: Path, knowledge: Knowledge) -> Iterator[Finding]:
    regions = {region.id for region in knowledge.regions}
    if clinic.region and clinic.region not in regions:
        message = f"no region {clinic.region!r} in lines.yaml; known are: {', '.join(sorted(regions))}. Leave it out "
        yield ("region",), "reference", f"{message}and give the number under `emergency`"
    if clinic.crisis_lines and not clinic.leads:
        yield ("crisis_lines",), "site", "crisis lines of your own need a region, or a number under `emergency`"
    if len(set(clinic.languages)) != len(clinic.languages):
        yield ("languages",), "site", "a language stands twice"
    if clinic.default_language and clinic.default_language not in clinic.languages:
        yield ("default_language",), "site", f"not offered; `languages` are: {', '.join(clinic.languages)}"
    yield from _untranslated(clinic)
    yield from _logo(clinic, file)


def _untranslated(clinic: Clinic) -> Iterator[Finding]:
    """Texts that are given for some of the offered languages only."""
    contact = clinic.contact
    texts: dict[tuple[str | int, ...], Mapping[Locale, str] | None] = {
        ("name",): clinic.name,
        ("contact", "address"): contact.address,
    }
    texts |= {("contact", "hours", index): words for index, words in enumerate(contact.hours)}
    texts |= {("emergency", index, "name"): own.name for index, own in enumerate(clinic.emergency)}
    texts |= {("crisis_lines", index, "name"): own.name for index, own in enumerate(clinic.crisis_lines)}
    texts |= {("crisis_lines", index, "hours"): own.hours for index, own in enumerate(clinic.crisis_lines)}
    for where, words in texts.items():
        missing = [locale for locale in clinic.languages if words and locale not in words]
        if missing:
            yield where, "site", f"not given in {', '.join(missing)}; write one text for all, or one for each language"


def _logo(clinic: Clinic, file: Path) -> Iterator[Finding]:
    if clinic.logo is None:
        return
    place = file.parent / clinic.logo
    if not place.is_file():
        yield ("logo",), "file", f"there is no file {place}; the logo lies beside the site file"
    elif place.stat().st_size > MAX_LOGO_BYTES:
        yield ("logo",), "file", f"{place} is larger than {MAX_LOGO_BYTES // 1024} KiB; make it smaller"
