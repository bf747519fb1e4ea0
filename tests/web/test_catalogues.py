"""The words of the pages: every sentence of the templates in every language, and none left over."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.wording_lexicon import WordingLexicon
from bot.paths import templates_folder
from bot.rendering.catalogues import FOLDER, catalogue_path, translations
from bot.workshop.rules.chinese import of_text

DOMAINS = ("messages", "studio")
_PLACES = re.compile(r"%\(\w+\)s|\{\w+\}|%%")


def catalogue(path: Path) -> Catalog:
    """A catalogue as it stands in the repository."""
    return read_po(BytesIO(path.read_bytes()))


def in_templates(domain: str) -> set[str]:
    """Every sentence that the templates of a catalogue mark; the studio's holds what readers' templates do not say."""
    found = extract_from_dir(
        templates_folder(),
        method_map=[("**.html", "jinja2")],
        options_map={"**.html": {"trimmed": "true", "newstyle_gettext": "true"}},
    )
    sentences: dict[bool, set[str]] = {True: set(), False: set()}
    for file, _, message, _, _ in found:
        if isinstance(message, str):
            sentences[file.startswith("studio/")].add(message)
    return sentences[True] - sentences[False] if domain == "studio" else sentences[False]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogues_hold_the_sentences_of_the_templates(locale: Locale, domain: str) -> None:
    """Neither a sentence without an entry nor an entry without a sentence; the template catalogue is current too."""
    for path in (catalogue_path(locale, domain), FOLDER / f"{domain}.pot"):
        assert {message.id for message in catalogue(path) if message.id} == in_templates(domain)


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant"])
def test_every_sentence_is_translated_with_its_places(locale: Locale, domain: str) -> None:
    """No gap, and the same placeholders as in English."""
    for message in catalogue(catalogue_path(locale, domain)):
        if message.id:
            assert message.string, f"{message.id!r} has no translation"
            assert sorted(_PLACES.findall(message.string)) == sorted(_PLACES.findall(str(message.id)))


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant"])
def test_chinese_is_of_its_script_and_region(locale: Locale, domain: str, knowledge: Knowledge) -> None:
    """The words of the pages keep the rules that `hepatica check` has for those of the content."""
    wording = knowledge.entries["lexicon/wording.yaml"]
    assert isinstance(wording, WordingLexicon) and locale != "en"
    texts = [str(message.string) for message in catalogue(catalogue_path(locale, domain)) if message.id]
    assert [found for text in texts for found in of_text(text, locale, wording.chinese[locale])] == []
    assert list(of_text("乾细胞網络", "zh-Hant", wording.chinese["zh-Hant"]))


def test_english_is_the_sentence_itself() -> None:
    """An empty entry falls back to its id."""
    assert translations("en").gettext("All questions") == "All questions"
    assert translations("zh-Hant").gettext("All questions") == "全部問題"
