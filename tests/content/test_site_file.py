"""The site file: read strictly, with every problem at its line; its numbers come first."""

from pathlib import Path

import pytest

from bot.content.site_file import leading_regions, load_clinic, load_for, with_clinic
from bot.model.clinic import NO_CLINIC, Clinic
from bot.model.colour import contrast, lightened
from bot.model.knowledge import Knowledge
from bot.model.problem import ContentError
from bot.paths import content_folder

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "site.example.yaml"


def clinic(tmp_path: Path, knowledge: Knowledge, text: str) -> Clinic:
    """The clinic of a site file with this text."""
    file = tmp_path / "site.yaml"
    file.write_text(text, encoding="utf-8")
    return load_clinic(file, knowledge)


def problems(tmp_path: Path, knowledge: Knowledge, text: str) -> dict[int, str]:
    """What is wrong with a site file, by line."""
    with pytest.raises(ContentError) as caught:
        clinic(tmp_path, knowledge, text)
    assert all(problem.file == str(tmp_path / "site.yaml") for problem in caught.value.problems)
    return {problem.line: problem.message for problem in caught.value.problems}


def test_the_example_in_the_docs_loads_and_leads(knowledge: Knowledge) -> None:
    """Whoever copies the example starts with a file that works; its region comes before all others."""
    made = load_for(content_folder(), EXAMPLE)
    assert [region.id for region in leading_regions(made)] == ["TW"]
    assert made.regions[0].id == "TW"
    assert {region.id for region in made.regions} == {region.id for region in knowledge.regions}
    assert made.version == knowledge.version


def test_without_a_site_file_nobody_leads(knowledge: Knowledge) -> None:
    """The packaged default has no region, so all regions are listed."""
    assert knowledge.clinic == NO_CLINIC
    assert leading_regions(knowledge) == ()
    assert load_for(content_folder(), None).regions == knowledge.regions


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('colour: "#123456"', "no such key"),
        ('region: "Taiwan"', "two capital letters"),
        ('region: "JP"', "known are:"),
        ('name: ""', "a text of 1 to"),
        ("name: {en: Clinic}", "not given in zh-Hans, zh-Hant"),
        ("name: {fr: Clinique}", "en"),
        ('accent: "green"', "hexadecimal"),
        ('accent: "#ffcc00"', "darker"),
        ("idle_seconds: 5", "a number of 30 or more"),
        ("languages: []", "at least 1"),
        ("languages: [en, en]", "twice"),
        ("languages: [en, fr]", "languages.1"),
        ('public_url: "https://clinic.example/path"', "scheme and host"),
        ('logo: "../secret.svg"', "without a folder"),
        ('logo: "none.svg"', "there is no file"),
        ("contact: {phone: call us}", "telephone number"),
        ("contact: {phone: 119}", "a text is expected"),
        ("contact: {email: liver at clinic}", "e-mail address"),
        ('crisis_lines: [{number: "1925", name: "x"}]', "need a region"),
        ("default_language: fr", "default_language"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, knowledge: Knowledge, line: str, told: str) -> None:
    """File, line, and what to do."""
    found = problems(tmp_path, knowledge, f"# a comment\n{line}\n")
    assert list(found) == [2]
    assert told in found[2]


def test_all_mistakes_are_named_at_once(tmp_path: Path, knowledge: Knowledge) -> None:
    """Nobody mends a file one start at a time."""
    assert len(problems(tmp_path, knowledge, 'accent: "red"\nregion: "x"\nidle_seconds: 1\n')) == 3


def test_own_numbers_come_before_those_of_the_region(tmp_path: Path, knowledge: Knowledge) -> None:
    """First the clinic's emergency desk, then the ambulance; the clinic's crisis line before the region's."""
    text = (
        'region: "HK"\nemergency: [{number: "2345 6700", name: "Desk"}]\n'
        'crisis_lines: [{number: "2345 6701", name: "Social work"}]\n'
    )
    made = with_clinic(knowledge, clinic(tmp_path, knowledge, text))
    assert [region.ambulance for region in leading_regions(made)] == ["2345 6700", "999"]
    assert made.regions[1].crisis[0].number == "2345 6701"
    assert made.regions[1].crisis[1:] == next(region.crisis for region in knowledge.regions if region.id == "HK")


def test_a_country_we_do_not_know_leads_with_its_own_number(tmp_path: Path, knowledge: Knowledge) -> None:
    """A clinic elsewhere needs no change of the content."""
    made = with_clinic(knowledge, clinic(tmp_path, knowledge, 'emergency: [{number: "119", name: "Japan"}]\n'))
    assert (made.regions[0].ambulance, made.regions[0].name["en"]) == ("119", "Japan")
    assert made.regions[1:] == knowledge.regions


def test_texts_of_languages_that_are_not_offered_may_be_left_out(tmp_path: Path, knowledge: Knowledge) -> None:
    """They are said in the default language where they are needed all the same, as in the API."""
    found = clinic(tmp_path, knowledge, "languages: [zh-Hant]\nname: {zh-Hant: 肝病門診}\n")
    assert found.name and found.say(found.name, "en") == "肝病門診"


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21 to 1, a colour on itself 1 to 1; a lightened accent can be read on the dark ground."""
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert contrast("#1d6f5c", "#1d6f5c") == 1
    assert contrast(lightened("#10203a", "#2b2843", 7), "#2b2843") >= 7
