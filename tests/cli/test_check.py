"""`hepatica check` as it is typed: what it prints in each format, and how it ends."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.paths import content_folder
from bot.workshop.check import check_folder
from bot.workshop.rules.examples import Example
from bot.workshop.rules.near import Pair
from bot.workshop.rules.page import rules_page
from bot.workshop.rules.registry import RULES

DAY = date(2026, 11, 28)
ROOT = Path(__file__).resolve().parents[2]
FILE = "answers/zh-Hant/bot.yaml"
WORD = ("提供資訊", "提供信息")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the content with one word of another region in it."""
    copy = Path(shutil.copytree(content_folder(), tmp_path_factory.mktemp("broken") / "content"))
    text = (copy / FILE).read_text(encoding="utf-8")
    assert WORD[0] in text
    (copy / FILE).write_text(text.replace(*WORD, 1), encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def found(folder):
    """What a check of it finds."""
    return check_folder(folder, DAY)


@pytest.fixture(scope="module")
def sound():
    """What a check of the shipped content finds."""
    return check_folder(content_folder(), DAY)


@pytest.fixture
def check(monkeypatch, capsys):
    """The command with some options, on content that was checked before; its exit code and what it prints."""

    def run(checked, *options):
        monkeypatch.setattr("bot.cli.check.check_folder", lambda folder, today, slow: checked)
        code = main(["check", *options])
        return code, capsys.readouterr().out

    return run


def line_of(folder):
    """The line of that word."""
    text = (folder / FILE).read_text(encoding="utf-8")
    return text[: text.index(WORD[1])].count("\n") + 1


def test_text_says_where_why_and_how(folder, found, check):
    """File, line and rule on the first line, then the reason and the remedy; the code is 1."""
    code, printed = check(found, "--content", str(folder))
    assert code == 1
    lines = printed.splitlines()
    assert lines[0].startswith(f"{FILE}:{line_of(folder)}: [wrong-region] ") and "資訊" in lines[0]
    assert lines[1:3] == [f"    why: {RULES['wrong-region'].why}", f"    mend: {RULES['wrong-region'].mend}"]
    assert lines[3:] == [f"1 problem(s) in {folder}"]


def test_json_holds_the_same_for_programs(folder, found, check):
    """One document with every finding, and what is waived with the reasons."""
    code, printed = check(found, "--content", str(folder), "--format", "json", "--site")
    data = json.loads(printed)
    (one,) = data["findings"]
    assert (code, one["file"], one["line"], one["rule"]) == (1, FILE, line_of(folder), "wrong-region")
    assert one["why"] and one["mend"] and one["about"] == "answers.about.summary"
    assert all(waived["reason"] for waived in data["waived"]) and re.fullmatch("[0-9a-f]{12}", data["content_version"])
    assert any("HEPATICA_SITE" in line for line in data["missing_for_use"])


def test_github_shows_it_beside_the_line(folder, found, check, monkeypatch):
    """A workflow command with the path from the repository; line breaks are escaped as GitHub wants it."""
    monkeypatch.chdir(folder.parent)
    code, printed = check(found, "--content", str(folder), "--format", "github")
    (command,) = printed.splitlines()
    assert code == 1
    assert command.startswith(f"::error file=content/{FILE},line={line_of(folder)},title=wrong-region::'信息'")
    assert "%0AWhy: " in command and "%0AMend: " in command


def test_sound_content_ends_well(sound, check):
    """The code is 0, and there is nothing for GitHub to show."""
    assert check(sound, "--format", "github") == (0, "\n")
    code, printed = check(sound)
    assert code == 0 and "is good" in printed and "waived with a reason" in printed


def test_coverage_is_printed_on_request(sound, check):
    """Each number of the article with its figure and the questions that show it."""
    assert "→ figure survival-8w → benefit, survival" not in check(sound)[1]
    assert "→ figure survival-8w → benefit, survival" in check(sound, "--coverage")[1]
    data = json.loads(check(sound, "--coverage", "--format", "json")[1])
    (results,) = [part for part in data["coverage"] if part["section"] == "results"]
    assert results["figures"]["survival-8w"] == ["benefit", "survival"] and results["no_figure"]["(圖2)"]


def test_near_pairs_are_listed_with_their_likeness(sound, check):
    """An editor sees both examples, whose they are and how alike; a program gets the same."""
    one, other = (Example("utterances/en.yaml", (), intent, f"is it {intent}") for intent in ("cure", "cost"))
    near = replace(sound, pairs=(Pair(one, other, 0.91234),))
    assert "0.912  'is it cure' ← cure; 'is it cost' ← cost" in check(near, "--near")[1]
    (pair,) = json.loads(check(near, "--near", "--format", "json")[1])["nearest_pairs"]
    assert pair["alike"] == 0.912 and [text["intent"] for text in pair["texts"]] == ["cure", "cost"]


def test_a_site_file_with_a_problem_is_found_too(sound, check, tmp_path, monkeypatch):
    """In every format it names the site file itself, not a file of the content."""
    site = tmp_path / "site.yaml"
    site.write_text("languages: [en, en]\n", encoding="utf-8")
    monkeypatch.setenv("HEPATICA_SITE", str(site))
    code, printed = check(sound)
    assert code == 1 and printed.startswith(f"{site}:1: [site] ")
    code, printed = check(sound, "--site", "--format", "github")
    assert code == 1 and f"file={site},line=1,title=site::" in printed


def test_every_rule_is_on_the_page_made_from_the_code(capsys):
    """After a change to a rule, `make rules` must be run."""
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rules_page()
    assert re.findall(r"^### (.+)$", page, flags=re.MULTILINE) == sorted(RULES, key=lambda id: RULES[id].starts)
    assert main(["check", "--rules"]) == 0
    assert capsys.readouterr().out == page
