"""The booklet: everything once, closed in itself, in one language or in two."""

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfWriter

from bot.cli.browser import printed
from bot.cli.folios import NoFolios, folios, with_folios
from bot.cli.main import main
from bot.content.texts import texts
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.problem import SettingsError
from bot.model.spans import Date, Name, Week
from bot.rendering.numbers import date_text, figure_text, interval_text, number
from bot.rendering.plain import spans_text
from bot.text.scripts import has_han
from bot.workshop.booklet import booklet, runs
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


def test_a_browser_that_makes_no_pdf_is_told_of() -> None:
    """Its name, and that it made none."""
    with pytest.raises(SettingsError, match="/bin/false made no PDF"):
        printed("/bin/false", "<!doctype html>")


def paginated(before: int, anchors: tuple[str, ...]) -> bytes:
    """A PDF with a page for each anchor, after some pages without."""
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(before + len(anchors)):
        writer.add_blank_page(100, 100)
    for index, anchor in enumerate(anchors, before):
        writer.add_named_destination(anchor, index)
    writer.write(made)
    return made.getvalue()


def test_page_numbers_are_right_though_they_make_the_contents_longer() -> None:
    """It is printed until the pages that the contents name are those on which things lie."""
    told: list[Mapping[str, int]] = []

    def make(known: Mapping[str, int] | None) -> str:
        told.append(known or {})
        return "a page" if not known else "two pages"

    made = with_folios(make, lambda page: paginated(1 if page == "a page" else 2, ("q-one", "q-two")))
    assert told[-1] == folios(made) == {"q-one": 3, "q-two": 4}


def test_page_numbers_that_never_settle_are_left_out() -> None:
    """A wrong number is worse than none."""
    lengths = iter((1, 2, 1, 2, 1, 2))
    with pytest.raises(NoFolios, match="everything lay elsewhere in each of 4 printings"):
        with_folios(lambda _: "", lambda _: paginated(next(lengths), ("q-one",)))


def test_a_pdf_without_places_is_said_to_have_none() -> None:
    """Not every browser writes where a link leads."""
    with pytest.raises(NoFolios, match="wrote no places"):
        folios(paginated(1, ()))


def test_without_a_reader_of_pdf_files_the_booklet_is_made_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its contents name no pages then, and the command says so and why."""
    asked: list[str] = []
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.setattr("bot.cli.booklet.knowledge", lambda _arguments: shared_knowledge())
    monkeypatch.setattr("bot.cli.booklet.find_browser", lambda *_: "a browser")
    monkeypatch.setattr("bot.cli.booklet.printed", lambda _, page: asked.append(page) or b"%PDF")
    assert main(["booklet", "--locale", "en", "--pdf", "--out", str(tmp_path / "b.pdf")]) == 0
    assert "the contents name no pages: that needs the extra `pdf` (pypdf)" in capsys.readouterr().err
    assert (tmp_path / "b.pdf").read_bytes() == b"%PDF" and 'class="booklet-folio"' not in asked[-1]


@pytest.mark.parametrize("spoken", SPOKEN)
def test_the_contents_name_pages_on_paper_only(spoken: tuple[Locale, ...], knowledge: Knowledge) -> None:
    """The number stands in the link that leads there, in each language; on the screen there is only the link."""
    known = {f"q-{intent}": number for number, intent in enumerate(knowledge.intents, 7)}
    made = booklet(knowledge, spoken, DAY, known)
    lines = re.findall(r'<a class="booklet-line" href="#([^"]+)">.*?<span class="booklet-folio">(\d*)</span></a>', made)
    assert [page for id, page in lines if id.startswith("q-")].count("") == 0
    assert {id: int(page) for id, page in lines if page} == known
    assert 'class="booklet-folio"' not in page(spoken)


def test_numbers_of_questions_that_follow_each_other_are_drawn_together() -> None:
    """Three and more become one stretch; fewer, and single ones, stay as they are."""
    assert runs([9, 1, 2, 4, 5, 6, 7]) == ["1", "2", "4–7", "9"]
    assert runs([]) == []


@pytest.mark.parametrize("spoken", SPOKEN)
def test_figures_stand_below_their_sources(spoken: tuple[Locale, ...], knowledge: Knowledge) -> None:
    """The titles are said once for all figures that come from the same sources."""
    (chapter,) = re.findall(r'id="numbers">(.*?)id="sources">', page(spoken), re.DOTALL)
    heads = re.findall(r'<p class="booklet-from">(.*?)</p>', chapter, re.DOTALL)
    groups = {figure.sources for figure in knowledge.figures.values()}
    assert len(heads) == len(groups) * len(spoken)
    cited = {tuple(re.findall(r'href="#source-([^"]+)"', head)) for head in heads}
    assert cited == groups


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
