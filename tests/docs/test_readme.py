"""The README tells the truth: commands, settings, files and pictures are as it says."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND_ROWS = re.findall(r"^\| `hepatica ([\w-]+)([^`]*)` \|", README, flags=re.MULTILINE)


def help_text(capsys, *arguments):
    """What `hepatica … --help` prints."""
    with pytest.raises(SystemExit) as leaving:
        main([*arguments, "--help"])
    assert leaving.value.code == 0
    return capsys.readouterr().out


def test_every_command_is_described(capsys):
    """The table of commands names those that there are, and no other."""
    listed = set(re.findall(r"^    ([a-z-]+)\s", help_text(capsys), flags=re.MULTILINE))
    assert {name for name, _ in COMMAND_ROWS} == listed


@pytest.mark.parametrize(("command", "usage"), COMMAND_ROWS)
def test_every_option_that_is_described_exists(command, usage, capsys):
    """What the README shows of a command can be typed."""
    text = help_text(capsys, command)
    for option in re.findall(r"--[a-z]+", usage):
        assert re.search(rf"{option}\b", text), f"hepatica {command} knows no {option}"


@pytest.mark.parametrize("command", sorted({name for name, _ in COMMAND_ROWS}))
def test_every_command_takes_another_content_folder(command, capsys):
    """The README promises --content for all of them."""
    assert "--content DIR" in help_text(capsys, command)


def test_the_table_of_settings_is_the_list_of_settings():
    """Every setting is described, with the default that the code has, and no other is."""
    described = dict(re.findall(rf"^\| `({PREFIX}\w+)` \| (.+?) \|", README, flags=re.MULTILINE))
    assert list(described) == [PREFIX + field.name.upper() for field in fields(Settings)]
    for field in fields(Settings):
        stated = described[PREFIX + field.name.upper()]
        value = ",".join(field.default) if isinstance(field.default, tuple) else field.default
        assert stated == f"`{value}`" if value not in (None, "") else re.fullmatch(r"\([a-z ]+\)", stated)


def test_every_make_target_that_is_named_exists():
    """Whoever types a command from the docs finds it in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for target in re.findall(r"`?make ([a-z]+)(?=[`, ]|$)", code_of(page.read_text(encoding="utf-8"))):
            assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), f"{page.name}: make {target}"


def code_of(text):
    """The pieces of a page set as code."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_to_a_file(page):
    """No link in the docs is dead."""
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        if "://" not in target:
            assert (page.parent / target).is_file(), f"{page.name}: {target}"


def test_pictures_say_what_they_show():
    """A reader who cannot see the pictures is told what is on them."""
    for tag in re.findall(r"<img [^>]*>", README):
        assert re.search(r'alt="[^"]{10,}"', tag), tag
