"""The promise, proved over every reply that can be given: no uncited number, nothing made up, nothing left out."""

import re
from collections.abc import Iterator
from itertools import pairwise, product

import pytest

from bot.answering.compose import compose
from bot.content.prose import Words
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.spans import Cite, Date, FigureRef, Mark, Name, ReportedWeeks, Span, Spans, Text, Week
from bot.model.turn import Decision, Reply, Slots
from bot.rendering.data import reply_data
from bot.rendering.numbers import date_text, figure_text, weeks_list
from bot.rendering.plain import reply_text
from tests.shipped import OUTCOMES, PERSONAL

WEEKS = (None, 0, 2, 4, 8, 12, 24, 36, 48, 52, 520)
REPORTED = {
    "survival": {8, 12}, "meld": {4, 12, 24}, "albumin": {4, 12, 24}, "bilirubin": {2, 12}, "alt": {2}, "ast": {4, 12},
}  # fmt: skip
CLAIMS = (
    "cure", "guarantee", "approved", "harmless", "instead-of-transplant", "survival", "new-liver", "pressure",
)  # fmt: skip
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def intent_decisions(knowledge: Knowledge) -> Iterator[Decision]:
    """Every intent with every outcome and week."""
    for intent in knowledge.intents.values():
        for outcome, weeks in product((None, *OUTCOMES), WEEKS):
            yield Decision(intent.kind, (intent.id,), Slots(outcome, weeks))
        yield Decision(intent.kind, (intent.id,), short=True, notices=("emergency-line",))


def fixed_decisions() -> Iterator[Decision]:
    """Every reply without an intent."""
    yield from (Decision("smalltalk", variant=variant) for variant in ("hello", "thanks", "bye", "ok"))
    yield from (Decision("emergency"), Decision("emergency", variant="overdose"), Decision("crisis"))
    yield from (Decision("personal_advice", notices=("same-day",)), Decision("fallback", ("cost", "cure", "msc")))
    yield Decision("clarify", ("survival", "benefit"))
    yield from (Decision("personal_advice", variant=topic) for topic in PERSONAL)
    for claim in CLAIMS:
        yield from (Decision(kind, notices=(f"premise-{claim}",)) for kind in ("fallback", "personal_advice"))
        yield Decision("answer", ("survival",), notices=("emergency-line", f"premise-{claim}"))


@pytest.fixture(scope="module", params=LOCALES)
def replies(request: pytest.FixtureRequest, knowledge: Knowledge) -> list[Reply]:
    """Every reply of one language."""
    locale: Locale = request.param
    decisions = (*intent_decisions(knowledge), *fixed_decisions())
    return [compose(decision, locale, knowledge) for decision in decisions]


def runs(reply: Reply) -> Iterator[Spans]:
    """Every run of spans that a reader can see."""
    yield from (reply.title, reply.understood_as, reply.disclaimer, reply.review.words)
    yield from (item for block in reply.blocks for item in block.items)
    yield from (offer.question for offer in (*reply.candidates, *reply.suggestions))
    yield from (notice.text for notice in reply.notices)
    yield from (citation.note for citation in reply.citations)


@pytest.mark.hazard("H05")
def test_no_number_in_text(replies: list[Reply], knowledge: Knowledge) -> None:
    """No digit, numeral or number word stands in a text span."""
    words = Words(knowledge.lexicon.editorial)
    texts = {span.text for reply in replies for run in runs(reply) for span in run if isinstance(span, Text)}
    assert {text: words.number_in(text) for text in texts if words.number_in(text)} == {}


@pytest.mark.hazard("H05")
def test_every_figure_is_cited_where_it_stands(replies: list[Reply]) -> None:
    """A figure span is followed at once by a mark whose citation names the figure's source and section."""
    for reply in replies:
        citations = {citation.n: citation for citation in reply.citations}
        figures = {figure.id: figure for figure in reply.figures}
        for run in runs(reply):
            for span, after in pairwise((*run, None)):
                if isinstance(span, FigureRef):
                    assert isinstance(after, Mark)
                    assert citations[after.n].source == figures[span.figure].sources[0]
        for row in reply.rows:
            if row.figure:
                assert row.mark in citations and row.figure.id in figures


def test_no_mark_without_its_citation(replies: list[Reply]) -> None:
    """Marks count from one without a gap, each names a citation, and no template span is left over."""
    for reply in replies:
        assert [citation.n for citation in reply.citations] == list(range(1, len(reply.citations) + 1))
        spans = [span for run in runs(reply) for span in run]
        assert {span.n for span in spans if isinstance(span, Mark)} <= {citation.n for citation in reply.citations}
        assert not [span for span in spans if isinstance(span, Cite)]


def test_every_figure_brings_its_cautions(replies: list[Reply], knowledge: Knowledge) -> None:
    """Whoever sees a number sees what is doubtful about it."""
    for reply in replies:
        shown = {item for block in reply.blocks if block.part == "cautions" for item in block.items}
        words = {"".join(s.text for s in item if isinstance(s, Text)) for item in shown}
        for figure in reply.figures:
            for id in figure.cautions:
                caution = knowledge.locales[reply.locale].cautions[id]
                assert "".join(s.text for s in caution if isinstance(s, Text)) in words, (reply.intent, figure.id, id)


def test_a_dose_is_never_shown_without_that_the_treatment_is_experimental(
    replies: list[Reply], knowledge: Knowledge
) -> None:
    """Each figure of a dose brings both cautions along, so that no answer that an editor lets cite one lacks either."""
    doses = {figure.id for figure in knowledge.figures.values() if "dose" in figure.cautions}
    measured = {figure.id for figure in knowledge.figures.values() if figure.measure == "dose"}
    assert measured <= doses == {id for id in doses if "experimental" in knowledge.figures[id].cautions}
    for reply in replies:
        cautions = knowledge.locales[reply.locale].cautions
        said = {item for block in reply.blocks if block.part in ("cautions", "steps") for item in block.items}
        assert cautions["dose"] not in said or cautions["experimental"] in said, reply.intent
    assert {reply.intent for reply in replies if {figure.id for figure in reply.figures} & doses} >= {
        "dose",
        "procedure",
    }


@pytest.mark.hazard("H09")
def test_disclaimer_and_review_state_on_every_reply(replies: list[Reply], knowledge: Knowledge) -> None:
    """No reply leaves without them."""
    for reply in replies:
        data = reply_data(reply, knowledge, "")
        assert data["disclaimer"] and data["review"] and data["emergency"]


def test_every_number_in_the_plain_text_is_accounted_for(replies: list[Reply]) -> None:
    """Each number a reader sees is a figure of this reply, a week, a mark, a date, a name or a telephone number."""
    for reply in replies:
        shown = set(NUMBER.findall(reply_text(reply)))
        assert shown <= set(NUMBER.findall(" ".join(numbered(reply)))), reply.intent


def numbered(reply: Reply) -> Iterator[str]:
    """The text of everything in a reply that may hold a number."""
    yield from (figure_text(figure, reply.locale) for figure in reply.figures)
    yield from (f"{row.weeks} {row.mark}" for row in reply.rows)
    for region in reply.regions:
        yield region.ambulance
        yield from (f"{line.number} {line.name[reply.locale]}" for line in region.crisis)
    yield from (numbered_span(span, reply.locale) for run in runs(reply) for span in run)


def numbered_span(span: Span, locale: Locale) -> str:
    """The text of a span, if it is of a type that may hold a number."""
    match span:
        case Week(weeks=n) | Mark(n=n):
            return str(n)
        case ReportedWeeks(weeks=weeks):
            return weeks_list(weeks, locale)
        case Date():
            return date_text(span, locale)
        case Name(name=name):
            return name
    return ""


@pytest.mark.hazard("H05")
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_reported_cells_show_their_interval_and_others_say_so(
    outcome: str, locale: Locale, knowledge: Knowledge
) -> None:
    """A reported cell shows estimate and interval; any other says "not reported" and shows no figure of that week."""
    intent = next(i for i in knowledge.intents.values() if outcome in i.outcomes and i.id != "benefit")
    assert set(knowledge.weeks_of(outcome)) == REPORTED[outcome]
    missing = "".join(span.text for span in knowledge.locales[locale].labels.unreported if isinstance(span, Text))
    for weeks in WEEKS[1:]:
        slots = Slots(next(o for o in OUTCOMES if o == outcome), weeks)
        reply = compose(Decision("answer", (intent.id,), slots), locale, knowledge)
        at_week = [figure for figure in reply.figures if figure.weeks == weeks]
        cell = "".join(s.text for b in reply.blocks if b.part == "cell" for s in b.items[0] if isinstance(s, Text))
        if weeks in REPORTED[outcome]:
            assert [figure.id for figure in at_week] == [f"{outcome}-{weeks}w"]
            assert all(str(n) in reply_text(reply) for n in (at_week[0].estimate, at_week[0].low, at_week[0].high))
            assert cell != missing
        else:
            assert at_week == []
            assert cell == missing
            assert {figure.weeks for figure in reply.figures} == REPORTED[outcome]


def test_the_other_review_is_never_answered_with_these_figures(knowledge: Knowledge) -> None:
    """For the review of 2025 the article gives directions only."""
    for weeks in WEEKS:
        decision = Decision("answer", ("meta-analysis-2025",), Slots("albumin", weeks))
        assert not [f for f in compose(decision, "en", knowledge).figures if f.is_result]


def test_emergency_and_crisis_hold_nothing_else(knowledge: Knowledge) -> None:
    """Only what to do and the numbers: no figures, citations, suggestions or candidates."""
    for decision in (Decision("emergency"), Decision("crisis"), Decision("emergency", variant="overdose")):
        for locale in LOCALES:
            reply = compose(decision, locale, knowledge)
            assert not (reply.figures or reply.citations or reply.suggestions or reply.candidates)
            text = reply_text(reply)
            lines = [line.number for region in knowledge.regions for line in region.crisis]
            assert all(region.ambulance in text for region in knowledge.regions)
            assert all((number in text) == reply.crisis_lines for number in lines if len(number) > 4)
