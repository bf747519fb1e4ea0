"""The booklet: everything once, closed in itself, in one language or in two."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.cli.browser import print_pdf
from bot.cli.main import main
from bot.content.texts import texts
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.problem import SettingsError
from bot.model.spans import Date, Name, Week
from bot.rendering.numbers import date_text, figure_text, interval_text, number
from bot.rendering.plain import spans_text
from bot.text.scripts import has_han
from bot.workshop.booklet import booklet
from bot.workshop.booklet_styles import styles
from tests.conftest import shared_knowledge
from tests.workshop.paper import Paper

DAY = date(2031, 5, 17)
SPOKEN: tuple[tuple[Locale, ...], ...] = (*((locale,) for locale in LOCALES), ("zh-Hant", "en"))
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@cache
def page(spoken: tuple[Locale, ...]) -> str:
    """A booklet of the shipped content; made once."""
    return booklet(shared_knowledge(), spoken, DAY)


@cache
def paper(spoken: tuple[Locale, ...]) -> Paper:
    """The same, read."""
    return Paper(page(spoken))


@pytest.mark.parametrize("spoken", SPOKEN)
def test_it_holds_everything_once(spoken: tuple[Locale, ...], knowledge: Knowledge) -> None:
    """Every question, figure, word, source and region has one place; no anchor stands twice."""
    ids = Counter(paper(spoken).ids())
    assert {id: count for id, count in ids.items() if count > 1} == {}
    wanted = {f"q-{intent}" for intent in knowledge.intents} | {f"figure-{figure}" for figure in knowledge.figures}
    wanted |= {f"word-{term.id}" for term in knowledge.locales["en"].glossary}
    wanted |= {f"source-{source}" for source in knowledge.sources} | {f"region-{one.id}" for one in knowledge.regions}
    assert {id for id in ids if id.startswith(("q-", "figure-", "word-", "source-", "region-"))} == wanted


@pytest.mark.parametrize("spoken", SPOKEN)
def test_every_answer_is_there_in_full(spoken: tuple[Locale, ...], knowledge: Knowledge) -> None:
    """Each question, each of its questions for the doctor, the disclaimer and the review state, in each language."""
    for locale in spoken:
        content = knowledge.locales[locale]
        said = " ".join("".join(data for data, _ in paper(spoken).runs).split())
        for answer in content.answers.values():
            for run in (answer.question, *answer.for_doctor):
                assert " ".join(spans_text(run, locale).split()) in said
        assert spans_text(content.disclaimer, locale) in said
        assert said.count(spans_text(content.not_reviewed, locale)) == len(knowledge.intents) + 2
        assert date_text(Date(DAY.year, DAY), locale) in said and knowledge.version in said


@pytest.mark.parametrize("spoken", SPOKEN)
def test_it_needs_nothing_beside_itself(spoken: tuple[Locale, ...]) -> None:
    """No address is loaded or linked but places in the booklet itself, telephone numbers and e-mail; no script."""
    read = paper(spoken)
    anchors = set(read.ids())
    links = [attrs["href"] for _, attrs in read.elements if "href" in attrs]
    assert [link for link in links if not link.startswith(("tel:", "mailto:")) and link[1:] not in anchors] == []
    assert len({link for link in links if link.startswith("#q-")}) == len(shared_knowledge().intents)
    assert {tag for tag, _ in read.elements} & {"script", "link", "img", "iframe", "object"} == set()
    assert not any({"src", "srcset", "data", "action"} & attrs.keys() for _, attrs in read.elements)
    assert "url(" not in page(spoken) and "@import" not in page(spoken)


@pytest.mark.parametrize("spoken", SPOKEN)
def test_every_text_says_its_language(spoken: tuple[Locale, ...]) -> None:
    """Chinese stands under a Chinese language, and each part of a second language under its own."""
    read = paper(spoken)
    assert read.elements[0] == ("html", {"lang": spoken[0]})
    wrong = [data for data, language in read.runs if has_han(data) and not language.startswith("zh")]
    assert wrong == []
    said = Counter(language for _, language in read.runs)
    assert all(said[locale] > 500 for locale in spoken)


def allowed(knowledge: Knowledge, locale: Locale) -> Iterator[str]:
    """Every text of the content that may hold a number: figures, weeks, names, titles, telephone numbers, dates."""
    for figure in knowledge.figures.values():
        yield from (figure_text(figure, locale), interval_text(figure, locale), figure.printed or "")
        yield from (number(figure.estimate, figure, locale), str(figure.level), str(figure.weeks))
    for text in texts(knowledge):
        yield from (str(span.weeks) for span in text.spans if isinstance(span, Week))
        yield from (span.name for span in text.spans if isinstance(span, Name))
        yield from (str(span.year) for span in text.spans if isinstance(span, Date) and span.day is None)
        yield from (date_text(span, locale) for span in text.spans if isinstance(span, Date))
    yield from (str(week) for outcome in {o for o, _ in knowledge.cells} for week in knowledge.weeks_of(outcome))
    for source in knowledge.sources.values():
        yield from (source.title[locale], source.citation, source.address or "")
    for region in knowledge.regions:
        yield region.ambulance
        for line in region.crisis:
            yield from (line.number, line.name[locale], line.run_by[locale], (line.hours or {}).get(locale, ""))
    for term in knowledge.locales[locale].glossary:
        yield from (term.term, *term.also)
    yield from (date_text(Date(DAY.year, DAY), locale), knowledge.version)


@pytest.mark.parametrize("locale", LOCALES)
def test_its_numbers_are_those_of_the_content(locale: Locale, knowledge: Knowledge) -> None:
    """A number is a figure, a week, part of a name or title, a telephone number, a date, or counts the questions."""
    known = {found for text in allowed(knowledge, locale) for found in NUMBER.findall(text)}
    answers = paper((locale,)).text().split(knowledge.version)[1]
    assert set(NUMBER.findall(answers)) - known <= {str(n + 1) for n in range(len(knowledge.intents))}


def test_pictures_are_drawn(knowledge: Knowledge) -> None:
    """A forest plot for each outcome, and the overview, each with its words for those who cannot see it."""
    read = paper(("en",))
    drawn = [attrs for tag, attrs in read.elements if tag == "svg" and attrs.get("role") == "img"]
    assert {attrs.get("data-outcome") for attrs in drawn} == {None, *(outcome for outcome, _ in knowledge.cells)}
    assert all(set(attrs["aria-labelledby"].split()) <= set(read.ids()) for attrs in drawn)


def test_an_answer_that_was_taken_out_is_not_printed(knowledge: Knowledge) -> None:
    """Its question keeps its place, with the notice in place of the answer."""
    taken = knowledge.intents["survival"].model_copy(update={"status": "withdrawn"})
    without = replace(knowledge, intents={**knowledge.intents, "survival": taken})
    whole = booklet(without, ("en",), DAY)
    (entry,) = re.findall(r'id="q-survival">(.*?)</section>', whole, re.DOTALL)
    assert spans_text(knowledge.locales["en"].replies["withdrawn"].title, "en") in entry
    assert "2.47" not in entry and 'class="forest"' not in entry and "Wang" not in entry


def test_words_cannot_leave_the_style_sheet() -> None:
    """A title with quotation marks, a backslash and a closing tag stays a string of CSS."""
    css = str(styles('a"b\\c', "</style>", ["x\n}"]))
    assert r'"a\22 b\5c c"' in css and "</style>" not in css and r'"x\a \7d "' in css


def test_the_command_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with a name that says what it is, in the folder one stands in; or wherever one wants it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.cli.booklet.knowledge", lambda _arguments: shared_knowledge())
    assert main(["booklet", "--locale", "zh-Hans"]) == 0
    assert "hepatica-zh-Hans.html" in capsys.readouterr().out
    made = Paper((tmp_path / "hepatica-zh-Hans.html").read_text(encoding="utf-8"))
    assert made.elements[0] == ("html", {"lang": "zh-Hans"})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--beside", "en"], "another one than --locale"),
        (["--out", "nowhere/b.html"], "no folder nowhere"),
        (["--pdf", "--out", "b.html"], "b.html does not end in .pdf; change the name, or leave --pdf out"),
        (["--out", "b.pdf"], "b.pdf would hold HTML; add --pdf"),
        (["--pdf"], "install chromium, or leave --pdf out"),
        (["--pdf", "--browser", "no-such-browser"], "no browser found (no-such-browser)"),
    ],
)
def test_what_cannot_be_made_is_said(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One clear line, exit code 2, and no file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["booklet", "--locale", "en", *arguments]) == 2
    assert told in capsys.readouterr().err and list(tmp_path.iterdir()) == []


def test_a_browser_that_makes_no_pdf_is_told_of(tmp_path: Path) -> None:
    """Its name, and that it made none; no file is left that looks like one."""
    with pytest.raises(SettingsError, match="made no PDF"):
        print_pdf("/bin/false", "<!doctype html>", tmp_path / "b.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_title_stands_once_under_an_answer(knowledge: Knowledge) -> None:
    """The article is cited for several sections; from the second time on its number is enough, and no address is lost."""
    made = booklet(knowledge, ("en",), date(2031, 5, 17))
    lists = re.findall(r'<ol class="sheet-sources">(.*?)</ol>', made, re.DOTALL)
    article = "The web article this bot explains"
    assert len(lists) > 40 and all(listed.count(article) <= 1 for listed in lists)
    assert any("The source named under 1." in listed for listed in lists) and "?." not in "".join(lists)
    assert set(re.findall(r'href="#(s\d+-en-\d+)"', "".join(lists))) <= set(re.findall(r'id="(s\d+-en-\d+)"', made))


def test_the_cover_ends_no_version_with_a_full_stop_and_shows_whom_to_call_first(knowledge: Knowledge) -> None:
    """A reader types the version as it stands; the emergency numbers stand before what the booklet is."""
    for locale in LOCALES:
        made = booklet(knowledge, (locale,), date(2031, 5, 17))
        assert not re.search(knowledge.version + r"[.。]", made)
        assert made.index("sheet-row-care") < made.index("sheet-row-is")
