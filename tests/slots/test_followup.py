"""Questions that lean on the last turn."""

import pytest

from bot.model.turn import Context, Slots
from bot.slots.extract import extract
from bot.slots.followup import Followup, complete
from tests.slots.test_extract import SLOTS

ALBUMIN = Context("albumin", Slots("albumin", 12))
OFFERED = Context(None, Slots(), ("cost", "survival", "msc"))


def follow(question: str, context: Context) -> Followup | None:
    """The follow-up that a question is after a turn."""
    return complete(question, context, SLOTS, extract(question, SLOTS))


@pytest.mark.parametrize(
    "question",
    ["and at 24 weeks?", "24 weeks?", "and at 24?", "半年的話", "那24週呢", "六个月的时候呢", "what about half a year"],
)
def test_a_bare_time_asks_the_same_of_another_week(question: str) -> None:
    """Intent and outcome stay, the weeks change."""
    followup = follow(question, ALBUMIN)
    assert followup == Followup("weeks", "albumin", Slots("albumin", 24))


@pytest.mark.parametrize("question", ["and bilirubin?", "那膽紅素呢", "what about bilirubin"])
def test_another_outcome_is_left_to_the_ranking(question: str) -> None:
    """The new outcome is kept, the old week is not, and no intent is forced."""
    assert follow(question, ALBUMIN) == Followup("outcome", None, Slots("bilirubin"))


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("第一个", "cost"),
        ("第一個", "cost"),
        ("the second one", "survival"),
        ("2", "survival"),
        ("the last one please", "msc"),
        ("第三個吧", "msc"),
        ("我选第二个", "survival"),
    ],
)
def test_an_ordinal_picks_an_offer(question: str, intent: str) -> None:
    """Words and numbers for a place in the list pick it."""
    followup = follow(question, OFFERED)
    assert followup is not None
    assert (followup.kind, followup.intent) == ("pick", intent)


@pytest.mark.parametrize("question", ["第一个", "the second one", "2"])
def test_without_offers_nothing_is_picked(question: str) -> None:
    """An ordinal means nothing when no list is open."""
    followup = follow(question, Context())
    assert followup is None


def test_a_place_beyond_the_list_is_no_pick() -> None:
    """The third of two offers does not exist."""
    assert follow("the third one", Context(None, Slots(), ("cost", "survival"))) is None


@pytest.mark.parametrize(
    "question", ["say that more simply please", "講白話一點", "说简单一点", "I don't understand", "聽唔明"]
)
def test_simpler_words_are_asked_for(question: str) -> None:
    """The same answer again, with its slots."""
    assert follow(question, ALBUMIN) == Followup("simpler", "albumin", Slots("albumin", 12))


@pytest.mark.parametrize("question", ["why?", "but why", "為什麼", "點解會咁"])
def test_why_asks_for_the_reason(question: str) -> None:
    """After a result the reason is how the cells may work; after other answers the answer itself."""
    followup = follow(question, ALBUMIN)
    assert followup is not None
    assert (followup.kind, followup.intent) == ("why", "mechanism")
    assert follow(question, Context("transplant")) == Followup("why", "transplant", Slots())


@pytest.mark.parametrize(
    "question",
    [
        "what does it cost",
        "survival at 12 weeks",
        "what happens after 12 weeks in hospital",
        "how do they know?",
        "他們有幾個人",
        "why do people wait so long for a transplant",
    ],
)
def test_a_question_of_its_own_is_left_alone(question: str) -> None:
    """A new question is a new question, also while a list is open."""
    assert follow(question, ALBUMIN) is None
    assert follow(question, OFFERED) is None
