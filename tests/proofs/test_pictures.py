"""The promise, proved over every picture and every take-home sheet: no number but a figure, each where it belongs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import log

import pytest

from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.spans import Date
from bot.model.turn import Decision, Reply, Slots
from bot.rendering.numbers import date_text, figure_text
from bot.rendering.sheet import LEFT_OUT
from bot.serving.assets import read_assets
from bot.settings import Settings
from bot.web.app import Common, build_site
from bot.web.replies import Replies
from bot.web.sheet import Wanted, sheet_page
from bot.web.site import Site
from bot.web.transcript import Conversation, Entry
from tests.proofs.test_replies import NUMBER, compose, fixed_decisions, numbered
from tests.rendering.svg import all_text, by_class, null_of, rows_of, svgs
from tests.shipped import OUTCOMES
from tests.web.reading import words

DAY = date(2031, 5, 17)
GLYPHS = {("higher", False): "▲", ("lower", False): "▼", ("higher", True): "△", ("lower", True): "▽"}


@pytest.fixture(scope="module")
def site(trained: Trained) -> Site:
    """The pages, without a server around them."""
    settings = Settings(public_url="https://liver.example.org")
    return build_site(trained, settings, Common(read_assets(), Replies(trained.knowledge, 0)))


def decisions(knowledge: Knowledge) -> Iterator[Decision]:
    """Every question; those with results also for weeks that are reported, reported for others, and never."""
    for intent in knowledge.intents.values():
        weeks = (None, 8, 12, 48) if intent.outcomes else (None,)
        outcomes = (None, *intent.outcomes) if len(intent.outcomes) > 1 else (None,)
        yield from (Decision(intent.kind, (intent.id,), Slots(o, w)) for o in outcomes for w in weeks)
        if intent.figures or intent.outcomes:
            yield Decision(intent.kind, (intent.id,), short=True)


def sheet(site: Site, locale: Locale, *made: Decision, second: Locale | None = None) -> str:
    """The sheet of a conversation, from its head to its foot."""
    conversation = Conversation(tuple(Entry(None, decision) for decision in made))
    page = bytes(sheet_page(site, locale, Wanted(conversation, second=second), DAY).body).decode()
    return page[page.index('<article class="sheet') : page.index("</article>")]


@dataclass(frozen=True)
class Sheets:
    """Every sheet of one question, in one language."""

    locale: Locale
    pages: tuple[tuple[Decision, str], ...]


@pytest.fixture(scope="module", params=LOCALES)
def sheets(request: pytest.FixtureRequest, site: Site, knowledge: Knowledge) -> Sheets:
    """Every sheet of one question, in one language after the other."""
    made = decisions(knowledge)
    return Sheets(request.param, tuple((decision, sheet(site, request.param, decision)) for decision in made))


def allowed(reply: Reply, knowledge: Knowledge) -> set[str]:
    """Every number that may stand on the sheet of a reply, besides its date and the content version."""
    locale = reply.locale
    drawn = {f for row in reply.rows for f in knowledge.cells.values() if f.outcome == row.outcome}
    texts = [*numbered(reply), *(figure_text(figure, locale) for figure in drawn)]
    texts += [str(weeks) for _, weeks in knowledge.cells] if reply.rows else []
    texts += [source_words(reply, knowledge), str(reply.slots.weeks)]
    texts += [f"{region.ambulance} {region.name[locale]}" for region in knowledge.regions]
    if reply.crisis_lines:
        lines = [line for region in knowledge.regions for line in region.crisis]
        texts += [line.hours[locale] for line in lines if line.hours]
        texts.append(str(len([region for region in knowledge.regions if region.crisis]) - 3))  # "in other places (n)"
    return set(NUMBER.findall(" ".join(texts)))


def source_words(reply: Reply, knowledge: Knowledge) -> str:
    """Titles and addresses of the citations, and of the publications that the article names for them."""
    cited = [f"{c.n} {c.title} {c.url or ''}" for c in reply.citations]
    named = [knowledge.sources[c.attributed_to].title[reply.locale] for c in reply.citations if c.attributed_to]
    return " ".join([*cited, *named])


def test_every_number_of_every_sheet_is_accounted_for(site: Site, sheets: Sheets, knowledge: Knowledge) -> None:
    """What is printed is a figure, a week, a mark, a date, a source, a telephone number or the content version."""
    locale = sheets.locale
    fixed = [decision for decision in fixed_decisions() if decision.kind not in LEFT_OUT]
    for decision, page in (*sheets.pages, *((decision, sheet(site, locale, decision)) for decision in fixed)):
        text = words(page)
        for known in (knowledge.version, date_text(Date(DAY.year, DAY), locale)):
            assert known in text
            text = text.replace(known, "")
        shown = set(NUMBER.findall(text))
        assert shown <= allowed(compose(decision, locale, knowledge), knowledge), decision


def test_every_picture_is_its_figures(sheets: Sheets, knowledge: Knowledge) -> None:
    """Numbers are read again from the picture's own text and compared; positions are, up to one scale, the values."""
    seen = set()
    for _, page in sheets.pages:
        for svg in svgs(page, "forest"):
            outcome, null = svg.get("data-outcome"), null_of(svg)
            ratios = []
            for row in rows_of(svg):
                figure = knowledge.cells.get((outcome, row.week))
                assert row.figure == (figure.id if figure else None)
                if figure is None:
                    assert row.numbers == () and "forest-blank" in row.texts and row.dot is None
                    continue
                assert row.numbers == (figure.estimate, figure.low, figure.high)
                seen.add(figure.id)
                at = log if figure.measure == "OR" else float
                zero = at(1) if figure.measure == "OR" else 0.0
                pairs = ((figure.low, row.low), (figure.estimate, row.dot), (figure.high, row.high))
                ratios += [(at(float(value)) - zero, place - null) for value, place in pairs]
            unit = max(ratios, key=lambda pair: abs(pair[0]))
            assert all(abs(place - value * unit[1] / unit[0]) < 0.05 for value, place in ratios)
            assert unit[1] / unit[0] > 0, "larger values stand further right"
    assert seen == {figure.id for figure in knowledge.cells.values()}


def test_no_picture_holds_a_number_of_its_own(sheets: Sheets, knowledge: Knowledge) -> None:
    """No tick, no scale, no count: only the figures of the outcome with their level, and weeks."""
    weeks = {str(week) for _, week in knowledge.cells} | {"48"}
    for _, page in sheets.pages:
        for svg in svgs(page, "forest"):
            own = [figure for figure in knowledge.cells.values() if figure.outcome == svg.get("data-outcome")]
            figures = set(NUMBER.findall(" ".join(figure_text(figure, sheets.locale) for figure in own)))
            assert set(NUMBER.findall(all_text(svg))) <= figures | weeks
        for svg in svgs(page, "matrix"):
            assert set(NUMBER.findall(all_text(svg))) <= weeks


@pytest.mark.parametrize("locale", LOCALES)
def test_the_overview_is_the_figures(site: Site, knowledge: Knowledge, locale: Locale) -> None:
    """Each cell is reported or blank as the figures are; its sign says direction and reach."""
    (svg,) = svgs(sheet(site, locale, Decision("answer", ("benefit",))), "matrix")
    rows = by_class(svg, "matrix-row")
    assert [row.get("data-outcome") for row in rows] == list(OUTCOMES)
    for row in rows:
        outcome = row.get("data-outcome")
        for cell in by_class(row, "matrix-cell"):
            figure = knowledge.cells.get((outcome, int(cell.get("data-week", ""))))
            text = "".join(cell.itertext()).strip()
            if figure is None:
                assert text == "–" and "matrix-blank" in cell.get("class", "")
                continue
            null = 1 if figure.measure == "OR" else 0
            points = "higher" if figure.estimate > null else "lower"
            assert text == GLYPHS[points, figure.low <= null <= figure.high]
        assert "▲▼"[knowledge.outcomes[outcome].better == "lower"] in "".join(
            by_class(row, "matrix-better")[0].itertext()
        )


def test_a_picture_brings_its_cautions_and_citation(sheets: Sheets, knowledge: Knowledge) -> None:
    """A week that only the picture shows is as doubtful as it is where the reply shows it, and as cited."""
    content = knowledge.locales[sheets.locale]
    for decision, page in sheets.pages:
        shown = re.sub(r"\s+", "", words(page))
        for svg in svgs(page, "forest"):
            figures = [f for f in knowledge.cells.values() if f.outcome == svg.get("data-outcome")]
            for id in {caution for figure in figures for caution in figure.cautions}:
                text = re.sub(r"\s+", "", "".join(getattr(span, "text", "") for span in content.cautions[id][:1]))
                assert text in shown, (decision, id)
        for mark in re.findall(r'href="#(s[^"]+)"', page):
            assert page.count(f'id="{mark}"') == 1, mark


def test_every_picture_names_and_describes_itself(site: Site) -> None:
    """A screen reader gets title and description, which say every number that is drawn; ids stand once on a page."""
    for locale in LOCALES:
        asked = [Decision("answer", (name,)) for name in ("benefit", "survival", "transaminases", "meld", "bilirubin")]
        page = sheet(site, locale, *asked, second=LOCALES[LOCALES.index(locale) - 1])
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        for svg in (*svgs(page, "forest"), *svgs(page, "matrix")):
            title, desc = svg.find("title"), svg.find("desc")
            assert svg.get("role") == "img" and svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
            assert title.text.strip()
            for row in rows_of(svg):
                assert {str(abs(n)) for n in row.numbers} <= set(NUMBER.findall(desc.text))


def test_emergency_and_crisis_hold_no_words_of_the_reader(site: Site) -> None:
    """Even a forged conversation does not bring them onto paper."""
    from bot.web.transcript import decode, encode

    for kind in ("emergency", "crisis"):
        forged = encode(Conversation((Entry("zqx", Decision(kind)),)))
        asked = Wanted(decode(forged, site.trained.knowledge))
        page = bytes(sheet_page(site, "en", asked, DAY).body).decode()
        assert "zqx" not in page and "You asked" not in page and "urgent-title" in page


def test_small_talk_is_not_printed(site: Site) -> None:
    """No sheet holds small talk, and one of nothing but small talk says that there is nothing yet."""
    response = sheet_page(site, "en", Wanted(Conversation((Entry("hi", Decision("smalltalk")),))), DAY)
    assert response.status_code == 422
    assert "There is nothing to put on a sheet yet" in bytes(response.body).decode()
