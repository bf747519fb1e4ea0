"""Questions that are known again: the same as decided afresh, bounded, and nothing kept of a danger or of a text."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.compose import compose
from bot.conversation.recall import Recall
from bot.conversation.respond import Decided, Memory, decide, respond
from bot.conversation.trained import Trained
from bot.model.refusal import Refusal
from bot.model.turn import Context, Slots, Turn

ASKED = (
    "is it safe?",
    "为什么肝硬化会吐血",
    "ALT 會跌嗎",
    "what about 24 weeks",
    "how much does it cost",
    "hello",
    "wie spät",
    "why do people with cirrhosis vomit blood?",
    "since it cures 90 %, when can we start?",
    "my wife has no fever and no jaundice, is it safe?",
)
BEFORE = (Context(), Context("alt", Slots("alt", 12), ("ast", "bilirubin")))


def test_the_same_words_mean_the_same(trained: Trained) -> None:
    """Whether asked for the first or the second time, and after whatever was asked before it."""
    recall = Recall(trained, 100)
    for _ in range(2):
        for question in ASKED:
            for context in BEFORE:
                fresh, known = decide(question, context, trained), recall.decide(question, context)
                assert isinstance(fresh, Decided) and isinstance(known, Decided)
                assert known.decision == fresh.decision
                assert known.trace.calm == fresh.trace.calm


def test_what_was_asked_before_is_not_worked_out_again(trained: Trained) -> None:
    """The second time the trace says so; in another conversation, where it may mean something else, it does not."""
    recall = Recall(trained, 100)
    first, second = (recall.decide("and at 24 weeks?", BEFORE[1]) for _ in range(2))
    elsewhere = recall.decide("and at 24 weeks?", Context())
    assert isinstance(first, Decided) and isinstance(second, Decided) and isinstance(elsewhere, Decided)
    assert (first.trace.stage, second.trace.stage) == ("follow-up: weeks", "asked before")
    assert elsewhere.trace.stage != "asked before" and elsewhere.decision != first.decision


@pytest.mark.parametrize(
    "question",
    [
        "my dad is vomiting blood",
        "我不想活了",
        "should I stop my diuretics?",
        "my eyes have been yellow since this morning",
        "我爸吐血了怎么办",
        "医生说我妈只剩三个月，还要不要做",
        "",
        "a" * 301,
    ],
)
def test_nothing_is_kept_of_what_the_screen_answers_or_refuses(trained: Trained, question: str) -> None:
    """Danger, crisis, personal advice, and what is no question."""
    recall = Recall(trained, 100)
    for _ in range(2):
        decided = recall.decide(question, Context())
        assert isinstance(decided, Refusal) or decided.trace.stage != "asked before"
    assert recall.kept() == 0


@given(question=st.text(max_size=40))
def test_any_text_is_decided_as_it_would_be_afresh(trained: Trained, question: str) -> None:
    """Lone surrogates and control characters too."""
    recall = Recall(trained, 4)
    fresh = decide(question, Context(), trained)
    for _ in range(2):
        known = recall.decide(question, Context())
        assert type(known) is type(fresh)
        if isinstance(known, Decided) and isinstance(fresh, Decided):
            assert known.decision == fresh.decision


def test_the_one_not_asked_for_longest_goes(trained: Trained) -> None:
    """However many are asked, no more are kept than the size allows."""
    recall = Recall(trained, 2)
    for question in ("is it safe?", "how much does it cost", "is it safe?", "what is MELD"):
        recall.decide(question, Context())
    assert recall.kept() == 2
    stages = [recall.decide(one, Context()) for one in ("is it safe?", "what is MELD", "how much does it cost")]
    assert [one.trace.stage == "asked before" for one in stages if isinstance(one, Decided)] == [True, True, False]


def test_without_room_nothing_is_kept(trained: Trained) -> None:
    """0 keeps none."""
    recall = Recall(trained, 0)
    for _ in range(2):
        decided = recall.decide("is it safe?", Context())
        assert isinstance(decided, Decided) and decided.trace.stage != "asked before"


def test_no_text_stays_in_memory(trained: Trained) -> None:
    """What is kept holds no word of a question."""
    recall = Recall(trained, 100)
    recall.decide("is it safe, asks zqxanna", Context())
    assert recall.kept() == 1
    held = gc.get_referents(recall, *gc.get_referents(recall))
    assert not any("zqxanna" in repr(one) for one in held)


def test_a_turn_is_the_same_with_a_memory(trained: Trained) -> None:
    """Reply, context and decision, in each language of the page."""
    recall = Recall(trained, 100)
    memory = Memory(recall.decide, lambda decision, locale: compose(decision, locale, trained.knowledge))
    for _ in range(2):
        for locale in trained.knowledge.locales:
            kept, fresh = (respond("is it safe?", locale, Context(), trained, one) for one in (memory, None))
            assert isinstance(kept, Turn) and isinstance(fresh, Turn)
            assert (kept.decision, kept.reply, kept.context) == (fresh.decision, fresh.reply, fresh.context)
