"""Questions that lean on the last turn: the grammar, with the shipped words."""

import pytest

from bot.model.slot_lexicon import FollowupKind
from bot.model.turn import Context, Slots
from bot.slots.extract import extract
from bot.slots.followup import Followup, complete, leans, yields
from bot.text.normalise import fold
from tests.slots.test_extract import LEXICON, SLOTS

ALBUMIN = Context("albumin", Slots("albumin", 12))
REVIEW = Context("meta-analysis-2025")
OFFERED = Context(None, Slots(), ("cost", "survival", "msc"))


def follow(question: str, context: Context, group: str = "results") -> Followup | None:
    """The follow-up that a question may be after a turn."""
    return complete(fold(question), context, SLOTS, extract(fold(question), SLOTS), group)


def surely(question: str, context: Context, group: str = "results") -> tuple[str, str | None, Slots] | None:
    """Kind, intent and slots of a question that is a follow-up whatever the ranking finds."""
    followup = follow(question, context, group)
    return (followup.kind, followup.intent, followup.slots) if followup and not yields(followup, "answer") else None


@pytest.mark.parametrize(
    "question",
    [
        "and at 24 weeks?",
        "24 weeks?",
        "and at 24?",
        "what about twenty-four",
        "二十四呢",
        "半年的話",
        "那24週呢",
        "六个月的时候呢",
        "what about half a year",
        "have you got it for week 24 too",
        "咁半年嗰陣呢",
        "二十四個呢",
    ],
)
def test_a_bare_time_asks_the_same_of_another_week(question: str) -> None:
    """Intent and outcome stay, the weeks change."""
    assert surely(question, ALBUMIN) == ("weeks", "albumin", Slots("albumin", 24))


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("what does the second one do", "survival"),
        ("第一個是什麼意思", "cost"),
        ("第三个是干什么的", "msc"),
        ("the last one please", "msc"),
    ],
)
def test_an_offer_is_picked_by_its_place(question: str, intent: str) -> None:
    """Words that say nothing beside the place change nothing."""
    assert surely(question, OFFERED) == ("pick", intent, Slots())


def test_a_picked_offer_keeps_what_was_asked() -> None:
    """Albumin or bilirubin? The first, and still at the week of the question."""
    asked = Context(None, Slots(), ("albumin", "bilirubin"), Slots(None, 24))
    assert surely("the first one", asked) == ("pick", "albumin", Slots(None, 24))


@pytest.mark.parametrize("question", ["why?", "why not", "为什么没有数据", "點解冇呢"])
def test_why_nothing_is_reported_asks_for_the_limits(question: str) -> None:
    """After "nothing is reported for that week", why is not how the cells work."""
    followup = complete(fold(question), ALBUMIN, SLOTS, extract(fold(question), SLOTS), "results", blank=True)
    assert followup is not None
    assert followup.intent == "limitations"


@pytest.mark.parametrize("question", ["and bilirubin?", "那膽紅素呢", "what about bilirubin"])
def test_another_outcome_is_heard_by_the_ranking_first(question: str) -> None:
    """The new outcome is kept, the old week is not; its own intent answers unless the ranking is clear."""
    followup = follow(question, ALBUMIN)
    assert followup is not None
    assert (followup.kind, followup.intent, followup.slots) == ("outcome", None, Slots("bilirubin"))
    assert yields(followup, "answer")
    assert not yields(followup, "clarify")


@pytest.mark.parametrize("question", ["and survival?", "did they live longer", "那存活率呢", "佢哋命長啲嗎"])
def test_the_second_review_keeps_a_result_asked_of_it(question: str) -> None:
    """After the review of 2025 no result is answered with the figures of the other one, however clear the ranking."""
    assert surely(question, REVIEW, "study") == ("outcome", "meta-analysis-2025", Slots("survival"))


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("第一个", "cost"),
        ("第一個", "cost"),
        ("the first one", "cost"),
        ("number 1 please", "cost"),
        ("the second one", "survival"),
        ("2", "survival"),
        ("the last one please", "msc"),
        ("第三個吧", "msc"),
        ("我选第二个", "survival"),
        ("揀第二個", "survival"),
    ],
)
def test_an_ordinal_picks_an_offer(question: str, intent: str) -> None:
    """Words and numbers for a place in the list pick it."""
    assert surely(question, OFFERED) == ("pick", intent, Slots())


@pytest.mark.parametrize("question", ["第一个", "the second one", "2", "none of these", "都不是"])
def test_without_offers_nothing_is_picked_or_refused(question: str) -> None:
    """An ordinal means nothing when no list is open."""
    assert follow(question, Context()) is None


def test_a_place_beyond_the_list_is_no_pick() -> None:
    """The third of two offers does not exist."""
    assert follow("the third one", Context(None, Slots(), ("cost", "survival"))) is None


@pytest.mark.parametrize(
    "question", ["none of these", "no, neither of those", "都不是", "都唔係", "something else please"]
)
def test_a_refusal_of_all_offers_leads_to_the_menu(question: str) -> None:
    """The menu holds none of what was just refused."""
    followup = follow(question, OFFERED)
    assert followup is not None
    assert followup.kind == "none"
    assert followup.menu
    assert not set(followup.menu) & set(OFFERED.offers)


@pytest.mark.parametrize(
    "question",
    [
        "say that more simply please",
        "can you put that in plain English",
        "講白話一點",
        "说简单一点",
        "I don't understand",
        "聽唔明",
        "what does that mean?",
        "什么意思",
    ],
)
def test_simpler_words_are_asked_for(question: str) -> None:
    """The same answer again, with its slots, short."""
    followup = follow(question, ALBUMIN)
    assert followup is not None
    assert (followup.kind, followup.intent, followup.slots) == ("simpler", "albumin", Slots("albumin", 12))
    assert followup.short
    assert followup.left == 0


@pytest.mark.parametrize(
    "question",
    [
        "come again? in normal words please",
        "I left school at twelve, say it in easier words",
        "我國小畢業而已，再講簡單一點",
        "可唔可以用簡單啲嘅講法再講多次",
        "我没读过书，换个说法",
    ],
)
@pytest.mark.parametrize("verdict", ["fallback", "clarify"])
def test_whoever_asks_for_simpler_words_may_say_why(question: str, verdict: str) -> None:
    """The reason is no subject of its own; where the ranking knows an answer, that is heard first."""
    followup = follow(question, ALBUMIN)
    assert followup is not None
    assert (followup.kind, followup.intent, followup.short) == ("simpler", "albumin", True)
    assert not yields(followup, verdict)


@pytest.mark.parametrize("question", ["and the other enzyme?", "那另一個酶呢", "另外嗰隻酵素呢", "the other one?"])
def test_the_other_enzyme_is_marked_as_such(question: str) -> None:
    """Which one that is only the content knows."""
    followup = follow(question, Context("transaminases", Slots("alt", 2)))
    assert followup is not None
    assert (followup.kind, followup.intent, followup.slots) == ("other-enzyme", "transaminases", Slots("alt"))
    assert followup.other


@pytest.mark.parametrize("question", ["where do they come from?", "從哪裡來的", "从哪儿来的呢", "邊度嚟㗎"])
def test_where_from_means_what_was_spoken_of(question: str) -> None:
    """After what the cells are it asks for the cells, after a result for the source of the figures."""
    assert surely(question, Context("msc"), "treatment") == ("from-where", "cell-sources", Slots())
    assert surely(question, Context("benefit"), "results") == ("from-where", "sources", Slots())


@pytest.mark.parametrize("question", ["why?", "but why", "why is that then", "為什麼", "點解會咁", "why did it go up"])
def test_why_asks_for_the_reason(question: str) -> None:
    """After a result the reason is how the cells may work; after other answers the answer itself."""
    assert surely(question, ALBUMIN) == ("why", "mechanism", Slots("albumin"))
    after = follow("why?", Context("transplant"), "liver")
    assert after is not None
    assert (after.intent, after.slots) == ("transplant", Slots())


@pytest.mark.parametrize(
    "question", ["did it drop?", "was that better", "係咪高咗", "有变好吗", "打完會降嗎", "升唔升"]
)
def test_a_change_is_asked_of_the_last_result(question: str) -> None:
    """Up, down, better: of the result last spoken of, with its slots."""
    assert surely(question, ALBUMIN) == ("change", "albumin", Slots("albumin", 12))


@pytest.mark.parametrize("question", ["is that a lot?", "算多嗎", "大唔大", "那這樣好不好"])
def test_a_result_is_judged_by_its_own_answer(question: str) -> None:
    """Much or little, good or bad: the same result again, which says what it means."""
    assert surely(question, ALBUMIN) == ("judged", "albumin", Slots("albumin", 12))


@pytest.mark.parametrize("question", ["that's better, thanks", "oh good", "比之前好，謝謝"])
def test_what_is_no_question_changes_nothing(question: str) -> None:
    """The same words, told and not asked, are small talk."""
    assert surely(question, ALBUMIN) is None


def test_the_outcome_finds_its_way_back() -> None:
    """How do they know? leads to the study; a time after that is one of the outcome spoken of before."""
    assert surely("how do they know?", ALBUMIN) == ("known-how", "study", Slots("albumin"))
    after = Context("study", Slots("albumin"))
    assert surely("and at 4 weeks?", after, "study") == ("weeks", None, Slots("albumin", 4))
    assert surely("and at 4 weeks?", Context("study"), "study") is None


@pytest.mark.parametrize(
    "question",
    [
        "what does it cost",
        "what happens after 12 weeks in hospital",
        "is it raining",
        "他們有幾個人",
        "why do people wait so long for a transplant",
        "is it better than a transplant",
        "換肝會不會比較好",
        "does it reduce scars",
    ],
)
def test_a_question_of_its_own_is_left_alone(question: str) -> None:
    """With a subject of its own, a question is the ranking's, also while a list is open."""
    assert surely(question, ALBUMIN) is None
    assert surely(question, OFFERED) is None


@pytest.mark.parametrize(
    ("question", "bare"), [("and at 12 weeks?", True), ("那12周呢", True), ("what was better at 24 weeks", False)]
)
def test_a_time_alone_needs_a_subject(question: str, bare: bool) -> None:
    """Only a time with nothing beside it."""
    assert leans(fold(question), SLOTS) is bare


@pytest.mark.parametrize("kind", LEXICON.followup.kinds, ids=lambda kind: str(kind.id))
def test_each_kind_of_the_lexicon_leads_somewhere(kind: FollowupKind) -> None:
    """A kind without words, or without a destination, would be dead content."""
    assert kind.alone or kind.among or kind.id in ("outcome", "weeks")
    assert kind.after or kind.after_group or kind.otherwise
