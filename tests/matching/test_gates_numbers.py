"""Times and numbers, from question to decision: the later review, weeks without a figure, and a person's own value."""

import pytest

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.knowledge import Locale
from bot.model.turn import Context, Turn

OUTCOMES = {
    "MELD": "meld",
    "albumin": "albumin",
    "bilirubin": "bilirubin",
    "ALT": "transaminases",
    "AST": "transaminases",
}
CHINESE = {"MELD": "MELD", "albumin": "白蛋白", "bilirubin": "胆红素", "ALT": "ALT", "AST": "AST"}


def _turn(question: str, locale: Locale, trained: Trained) -> Turn:
    turn = respond(question, locale, Context(), trained)
    assert isinstance(turn, Turn)
    return turn


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize(
    ("wording", "locale"),
    [
        ("{} in the 2025 review", "en"),
        ("what was {} at 12 weeks in the 2025 meta-analysis", "en"),
        ("{} at 4 weeks, the newer paper", "en"),
        ("2025年那篇{}怎么样", "zh-Hans"),
        ("另一篇分析里{}12周时变了吗", "zh-Hans"),
        ("第二篇論文4週時{}多少", "zh-Hant"),
    ],
)
def test_the_later_review_never_gets_a_figure_of_the_other(
    outcome: str, wording: str, locale: Locale, trained: Trained
) -> None:
    """For the review of 2025 the article gives directions only."""
    subject = outcome if locale == "en" else CHINESE[outcome]
    turn = _turn(wording.format(subject), locale, trained)
    assert turn.decision.intents[0] == "meta-analysis-2025"
    assert all(figure.outcome is None and "wang-2023" not in figure.sources for figure in turn.reply.figures)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("weeks", [3, 6, 16, 36, 52, 104])
def test_weeks_that_no_cell_reports_keep_their_intent(outcome: str, weeks: int, trained: Trained) -> None:
    """The answer says that nothing is reported there, and shows what is. Nothing is read between two cells."""
    for question, locale in (
        (f"{outcome} at {weeks} weeks", "en"),
        (f"{weeks}周的{CHINESE[outcome]}", "zh-Hans"),
        (f"{CHINESE[outcome]}在{weeks}週的結果", "zh-Hant"),
    ):
        decision = _turn(question, locale, trained).decision
        assert (decision.kind, decision.intents[0], decision.slots.weeks) == ("answer", OUTCOMES[outcome], weeks)


@pytest.mark.parametrize(
    ("question", "locale"),
    [
        ("my MELD is 22", "en"),
        ("Dad's albumin is 28, is that bad", "en"),
        ("我的MELD是22分", "zh-Hans"),
        ("我爸胆红素80高吗", "zh-Hans"),
        ("我媽白蛋白28會不會太低", "zh-Hant"),
    ],
)
def test_the_value_of_one_person_is_personal(question: str, locale: Locale, trained: Trained) -> None:
    """A number from outside the article is not answered with one of it."""
    assert _turn(question, locale, trained).decision.kind == "personal_advice"
