"""Figures against the article's wording, without the article: what is printed parses to the numbers that are stored."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.content.files import FIXED_KINDS, ArticleFile
from bot.content.loader import Folder, read_entry
from bot.model.knowledge import Knowledge
from bot.paths import content_folder
from bot.workshop.article import changed, is_stored, store
from bot.workshop.article_numbers import uncovered
from bot.workshop.verify import printed_numbers, split_sections, verify


def test_every_printed_form_holds_the_stored_numbers(knowledge: Knowledge) -> None:
    """Time point, estimate, interval and level parse from the printed form, sign by sign."""
    for figure in knowledge.figures.values():
        found = printed_numbers(figure)
        expected = {"estimate": figure.estimate, "low": figure.low, "high": figure.high, "level": figure.level}
        for name, value in expected.items():
            if value is not None:
                assert value in found.get(name, found.get("", ())), figure.id
        if figure.is_result:
            assert found["weeks"] == (Decimal(figure.weeks or 0),)


def test_intervals_are_symmetric(knowledge: Knowledge) -> None:
    """A mean difference lies in the middle of its interval, an odds ratio in the middle of the logarithms."""
    for figure in knowledge.figures.values():
        if figure.estimate is None or figure.low is None or figure.high is None:
            continue
        if figure.measure == "MD":
            assert abs((figure.low + figure.high) / 2 - figure.estimate) <= Decimal("0.01"), figure.id
        elif figure.measure == "OR":
            middle = (figure.low.ln() + figure.high.ln()) / 2
            assert abs(middle.exp() - figure.estimate) < Decimal("0.02"), figure.id


def test_sums_hold(knowledge: Knowledge) -> None:
    """The groups add up to all patients, and the infusions to the whole dose."""
    figures = knowledge.figures

    def value(id: str) -> Decimal:
        estimate = figures[id].estimate
        assert estimate is not None
        return estimate

    assert value("patients-treated") + value("patients-control") == value("patients")
    assert value("top-dose-infusion") * value("top-dose-infusions") == value("top-dose-total")


def test_thirteen_effects_with_intervals(knowledge: Knowledge) -> None:
    """All effect estimates of the article are there, and only those."""
    assert len(knowledge.cells) == 13
    assert all(figure.level == 95 for figure in knowledge.cells.values())


def test_verify_finds_what_moved_or_changed(knowledge: Knowledge) -> None:
    """A printed form that is gone, doubled or in another section is a finding that names the figure."""
    figure = knowledge.figures["survival-8w"]
    printed = figure.printed or ""
    article = "lead\n01 a\n02 b\n03 c\n" + printed + "\n04 d\n05 e\n總 結\n參考資料\n"
    one = "\n".join(verify(article, knowledge)[0])
    assert "survival-8w" not in one and "survival-12w" in one
    twice = "\n".join(verify(article.replace(printed, printed * 2), knowledge)[0])
    assert "survival-8w" in twice and "2 times" in twice
    moved = "\n".join(verify(article.replace(printed, "") + printed, knowledge)[0])
    assert "survival-8w" in moved


def test_verify_names_every_number_that_is_in_no_figure(knowledge: Knowledge) -> None:
    """A number that is neither a figure nor listed with a reason is named with its section, and so is a listed one that is gone."""
    listed = {section.id: "，".join(number.printed for number in section.no_figure) for section in knowledge.sections}
    figures = {section.id: "" for section in knowledge.sections}
    for figure in knowledge.figures.values():
        figures[figure.locator] += f"，{figure.printed}"
    article = {id: f"{listed[id]}{figures[id]}" for id in listed}
    assert list(uncovered(article, knowledge)) == []
    (line,) = uncovered({**article, "safety": article["safety"] + "，另有七人發燒"}, knowledge)
    assert "'七'" in line and "'safety'" in line and "七人發燒" in line
    (line,) = uncovered({**article, "burden": article["burden"].replace("數百萬人", "許多人")}, knowledge)
    assert "'數百萬人'" in line and "'burden'" in line


def test_sections_are_split_at_their_openings(knowledge: Knowledge) -> None:
    """A line belongs to the section that opened last."""
    sections = split_sections("x\n01 y\nz\n02 w", knowledge.sections)
    assert (sections["lead"], sections["burden"], sections["design"]) == ("x", "01 y\nz", "02 w")


ARTICLE = "lead\n01 a\n02 b\n03 c\n04 d\n05 e\n總 結\n參考資料\n"


@pytest.fixture
def compared(tmp_path: Path, knowledge: Knowledge) -> Knowledge:
    """The content as it is once this article was stored."""
    (tmp_path / "article.yaml").write_bytes((content_folder() / "article.yaml").read_bytes())
    for _ in range(2):
        store(ARTICLE, tmp_path, knowledge)
    folder = Folder(tmp_path)
    read_entry(folder, "article.yaml", next(kind for kind in FIXED_KINDS if kind.name == "article"))
    assert folder.problems == []
    entry = folder.get("article.yaml", ArticleFile)
    return replace(knowledge, entries={**knowledge.entries, "article.yaml": entry}, sections=entry.sections)


def test_an_article_that_is_as_it_was_needs_no_second_look(compared: Knowledge) -> None:
    """Other ends of lines and blanks at them do not count; the hashes can be stored again and again."""
    assert changed(ARTICLE, compared) == []
    assert changed(ARTICLE.replace("\n", " \r\n") + "\n\n", compared) == []
    assert [section.starts for section in compared.sections][:2] == [None, "01 "]


def test_a_changed_section_names_its_figures_and_answers(compared: Knowledge) -> None:
    """Those of that section and of no other, in the order of the article."""
    (line,) = changed(ARTICLE.replace("04 d", "04 dd"), compared)
    assert line.startswith("section 'safety' has changed") and "side-effects" in line
    assert not [id for id in compared.figures if compared.figures[id].locator != "safety" and f" {id}" in line]
    results, safety = changed(ARTICLE.replace("03 c", "03 c d").replace("04 d", "04 z"), compared)
    assert "survival-8w" in results and "ast-12w" in results and "survival-8w" not in safety


def test_the_shipped_content_knows_its_article(knowledge: Knowledge) -> None:
    """Its hash and those of all its sections are stored."""
    assert is_stored(knowledge) and all(section.text for section in knowledge.sections)
