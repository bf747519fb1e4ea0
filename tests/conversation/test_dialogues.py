"""Conversations as people hold them: what each next question means after the one before it.

The first question of each is plain, so that these tests are about what follows. Turns are written
"question → intent", with the outcome, the week and "short" behind it where the reply must keep to them.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.respond import respond
from bot.conversation.trained import Trained, canonical_questions
from bot.model.knowledge import LOCALES, Locale
from bot.model.turn import Context, Slots, Turn
from bot.slots.extract import extract
from bot.slots.followup import complete
from bot.text.normalise import fold
from tests.conftest import shared_trained

ENGLISH = [
    """What happened to bilirubin, the jaundice value? → bilirubin
    did it drop? → bilirubin
    and by how much at twelve weeks → bilirubin 12
    was that better? → bilirubin 12
    why? → mechanism
    and at 2 weeks → bilirubin 2
    put that in plain English please → bilirubin 2 short""",
    """What happened to albumin? → albumin
    and at 36 weeks? → albumin 36
    why not? → limitations
    What happened to albumin? → albumin
    is it higher now? → albumin
    compared with what? → control
    what about at half a year → albumin 24
    other weeks? → albumin -
    how do they know? → study
    and after a month? → albumin 4""",
    """Do treated patients live longer? → survival
    is that a lot? → survival
    and at 8? → survival 8
    what about six months → survival 24
    are you sure? → limitations
    says who? → sources""",
    """Which side effects were reported? → side-effects
    was it serious? → side-effects
    did they get over it? → side-effects
    how long did it last → side-effects
    which one? → side-effects
    sorry, I don't get it → side-effects short""",
    """What happened to the liver enzymes ALT and AST? → transaminases
    ALT at two weeks → transaminases alt 2
    and the other enzyme? → transaminases ast -
    at three months I mean → transaminases ast 12
    and the other one → transaminases alt -""",
    """How many people die of cirrhosis each year? → burden
    and what causes it → causes
    Do the cells reduce scars in the liver? → fibrosis
    how? → mechanism
    What is end-stage liver disease? → end-stage
    what brings it on? → causes
    thanks a million → smalltalk""",
    """Do treated patients live longer? → survival
    at three months? → survival 12
    and six? → survival 24
    and 8? → survival 8""",
    """What was the highest dose that Wang Fusheng's team tested? → highest-dose
    was that ok for them? → highest-dose
    is that a lot? → highest-dose
    what about side effects → side-effects
    how much does this treatment cost? → cost""",
    """What did the other, newer meta-analysis find? → meta-analysis-2025
    and survival? → meta-analysis-2025
    did albumin go up? → meta-analysis-2025
    what about the liver enzymes → meta-analysis-2025
    at 12 weeks? → meta-analysis-2025
    how many patients were in it → meta-analysis-2025
    did it drop? → meta-analysis-2025
    Do treated patients live longer? → survival
    and at 8? → survival 8""",
    """What happened to the liver enzymes ALT and AST? → transaminases
    just AST → transaminases ast
    and at 4 weeks? → transaminases ast 4
    what about ALT → transaminases alt
    did that come down? → transaminases alt
    does it last? → long-term""",
    """What is the weather like tomorrow → fallback
    none of these → fallback
    What are mesenchymal stem cells? → msc
    tell me more → msc
    say that more simply → msc short""",
    """How do the cells find the liver? → homing
    how do they know? → homing
    tell me more → homing
    Is the treatment safe? → safety""",
    """What happened to the MELD score? → meld
    Do the cells turn into liver cells? → differentiation
    Is this treatment approved for liver disease? → approval
    why not? → approval""",
    """What happened to the MELD score? → meld
    lower or higher? → meld
    is it raining → fallback
    and at three months? → meld 12
    hmm, and six? → meld 24
    go on → meld -""",
    """Can stem cells make cirrhosis go away? → cure
    are you sure? → limitations
    Where do the cells come from? → cell-sources
    which one? → cell-sources""",
    """What happened to albumin? → albumin
    I see, that's better, thanks → smalltalk
    and at 4 weeks? → albumin 4
    how much does it cost? → cost
    why so expensive? → cost""",
]
SIMPLIFIED = [
    """胆红素(黄疸值)有什么变化? → bilirubin
    有变好吗 → bilirubin
    降了多少 → bilirubin
    12周呢 → bilirubin 12
    算多吗 → bilirubin 12
    为什么 → mechanism
    两周的呢 → bilirubin 2
    说白一点 → bilirubin 2 short""",
    """MELD评分有什么变化? → meld
    是不是更低了 → meld
    跟谁比 → control
    那半年呢 → meld 24
    其他时间呢 → meld -
    他们是怎么知道的 → study
    第四周的数据有吗 → meld 4""",
    """出现过哪些副作用? → side-effects
    严重吗 → side-effects
    后来好了吗 → side-effects
    持续多久 → side-effects
    常见吗 → side-effects
    看不懂 → side-effects short""",
    """最高剂量是多少 → highest-dose
    他们没事吧 → highest-dose
    算多吗 → highest-dose
    副作用呢 → side-effects""",
    """2025年那篇荟萃分析发现了什么 → meta-analysis-2025
    存活率呢 → meta-analysis-2025
    白蛋白升了吗 → meta-analysis-2025
    有多少病人 → meta-analysis-2025
    那转氨酶呢 → meta-analysis-2025
    12周的呢 → meta-analysis-2025""",
    """ALT和AST有什么变化 → transaminases
    只看AST → transaminases ast
    两周的 → transaminases ast 2
    那ALT呢 → transaminases alt
    高了没有 → transaminases alt""",
    """明天会下雨吗 → fallback
    都不是 → fallback
    这种治疗有效吗 → benefit
    再说详细点 → benefit
    真的吗 → limitations""",
    """白蛋白有什么变化 → albumin
    这个变化大不大 → albumin
    是真的吗 → limitations
    那一个月呢 → albumin 4
    谁说的 → sources""",
    """白蛋白有什么变化 → albumin
    这个治疗安全吗 → safety
    要花多少钱 → cost
    为什么这么贵 → cost""",
    """白蛋白有什么变化 → albumin
    今天会下雨吗 → fallback
    12周呢 → albumin 12
    细胞会变成肝细胞吗 → differentiation""",
    """接受治疗的人活得更久吗 → survival
    高不高 → survival
    一年后呢 → survival 52
    有什么依据 → study
    什么意思 → study short""",
    """细胞是怎么找到肝脏的 → homing
    继续说 → homing
    简单点 → homing short""",
]
TRADITIONAL = [
    """白蛋白有什麼變化? → albumin
    打完會升嗎 → albumin
    係咪高咗 → albumin
    半年嘅 → albumin 24
    點解會咁 → mechanism
    三個月嗰陣呢 → albumin 12
    講白話一點 → albumin 12 short""",
    """接受治療的人活得比較久嗎 → survival
    差多少 → survival
    八週呢 → survival 8
    這樣算好嗎 → survival 8
    佢哋點知㗎 → study
    那12週的呢 → survival 12""",
    """有哪些副作用 → side-effects
    嚴唔嚴重 → side-effects
    之後好返未 → side-effects
    多唔多人有 → side-effects
    聽唔明 → side-effects short""",
    """試過的最高劑量是多少 → highest-dose
    有冇事 → highest-dose
    係咪太多 → highest-dose
    嗰副作用呢 → side-effects""",
    """2025年那篇統合分析發現了什麼 → meta-analysis-2025
    咁生存率呢 → meta-analysis-2025
    膽紅素有下降嗎 → meta-analysis-2025
    有冇高咗 → meta-analysis-2025
    幾多人參加 → meta-analysis-2025
    那轉氨酶呢 → meta-analysis-2025""",
    """ALT和AST有什麼變化 → transaminases
    淨係AST → transaminases ast
    兩個禮拜呢 → transaminases ast 2
    咁ALT呢 → transaminases alt
    有冇跌 → transaminases alt""",
    """明天會下雨嗎 → fallback
    都唔係 → fallback
    呢種治療有冇效 → benefit
    講多啲 → benefit
    係咪真㗎 → limitations""",
    """膽紅素有什麼變化 → bilirubin
    退咗幾多 → bilirubin
    兩星期後呢 → bilirubin 2
    同邊個比 → control
    仲有冇其他時間 → bilirubin -""",
    """MELD分數有什麼變化 → meld
    是升還是降 → meld
    那八週有嗎 → meld 8
    誰講的 → sources
    簡單一點說 → sources short""",
    """MELD分數有什麼變化 → meld
    細胞會變成肝細胞嗎 → differentiation
    這個治療安全嗎 → safety
    嚴重嗎 → side-effects""",
    """最高試過幾多粒細胞 → highest-dose
    要幾多錢 → cost
    點解咁貴 → cost
    邊度有得做 → where""",
    """有沒有療效 → benefit
    什麼變好了 → benefit
    那白蛋白呢 → albumin
    再多說一點 → albumin
    不是我想問的 → fallback""",
]
CASES = [
    *(pytest.param("en", text, id=f"en-{number}") for number, text in enumerate(ENGLISH)),
    *(pytest.param("zh-Hans", text, id=f"zh-Hans-{number}") for number, text in enumerate(SIMPLIFIED)),
    *(pytest.param("zh-Hant", text, id=f"zh-Hant-{number}") for number, text in enumerate(TRADITIONAL)),
]


def shown(turn: Turn, expected: list[str]) -> list[str]:
    """What the reply is, as far as the expectation says it: intent or kind, outcome, week ("-": none), "short"."""
    decision = turn.decision
    said = [turn.reply.intent or turn.reply.kind]
    for word in expected[1:]:
        if word == "short":
            said.append("short" if decision.short else "full")
        elif word == "-" or word.isdigit():
            said.append("-" if decision.slots.weeks is None else str(decision.slots.weeks))
        else:
            said.append(str(decision.slots.outcome))
    return said


@pytest.mark.parametrize(("locale", "dialogue"), CASES)
def test_a_conversation_is_followed(locale: Locale, dialogue: str, trained: Trained) -> None:
    """Every turn gets the reply that a person in the conversation would expect."""
    context = Context()
    wrong = []
    for line in dialogue.splitlines():
        question, _, wanted = line.strip().partition(" → ")
        turn = respond(question, locale, context, trained)
        assert isinstance(turn, Turn)
        context = turn.context
        if shown(turn, wanted.split()) != wanted.split():
            wrong.append((question, wanted, shown(turn, wanted.split()), turn.trace.stage))
    assert wrong == []


@pytest.mark.parametrize(
    ("question", "intent"),
    [("the first one", "cost"), ("2", "where"), ("揀第三個", "approval"), ("选最后一个", "approval")],
)
def test_an_offer_is_taken_by_its_place(question: str, intent: str, trained: Trained) -> None:
    """While a list is open, its place names a question."""
    turn = respond(question, "en", Context("albumin", offers=("cost", "where", "approval")), trained)
    assert isinstance(turn, Turn)
    assert turn.reply.intent == intent


@pytest.mark.parametrize("question", ["none of these", "neither", "都不是", "以上皆非", "都唔係"])
def test_after_a_refusal_other_questions_are_offered(question: str, trained: Trained) -> None:
    """Somebody who wants none of the offers is not shown them again."""
    offers = ("msc", "benefit", "cost")
    turn = respond(question, "en", Context(offers=offers), trained)
    assert isinstance(turn, Turn)
    offered = [offer.intent for offer in turn.reply.candidates]
    assert turn.reply.kind == "fallback"
    assert 2 <= len(offered) <= 3
    assert not set(offered) & set(offers)


def test_every_question_on_a_button_is_its_own_whatever_was_said_before(trained: Trained) -> None:
    """A canonical question reaches its answer after any other: no follow-up takes it away."""
    missed = []
    for before in ("albumin", "side-effects", "meta-analysis-2025"):
        for intent, questions in canonical_questions(trained.knowledge).items():
            for locale, question in zip(LOCALES, questions, strict=True):
                turn = respond(question, locale, Context(before), trained)
                assert isinstance(turn, Turn)
                if turn.reply.intent != intent:
                    missed.append((before, question, turn.reply.intent, turn.trace.stage))
    assert missed == []


@pytest.mark.parametrize(
    "question",
    [
        "and survival?",
        "did albumin rise",
        "那MELD呢",
        "膽紅素十二週有冇跌",
        "is ALT lower at 2 weeks?",
        "12周",
        "did it drop?",
    ],
)
def test_the_second_review_is_never_given_figures_of_the_first(question: str, trained: Trained) -> None:
    """For the review of 2025 the article gives directions only."""
    turn = respond(question, "en", Context("meta-analysis-2025"), trained)
    assert isinstance(turn, Turn)
    assert turn.reply.intent == "meta-analysis-2025"
    assert not turn.reply.rows


@pytest.mark.parametrize(
    ("message", "first", "second"),
    [
        ("Is it safe? How much does it cost?", "safety", "cost"),
        ("What are the side effects, and where can people get it?", "side-effects", "where"),
        ("安全吗？要多少钱？", "safety", "cost"),
        ("副作用有哪些还有去哪里做", "side-effects", "where"),
        ("呢個治療安唔安全同埋要幾多錢", "safety", "cost"),
        ("有什麼副作用？細胞從哪裡來？", "side-effects", "cell-sources"),
    ],
)
def test_the_second_of_two_questions_is_the_first_suggestion(
    message: str, first: str, second: str, trained: Trained
) -> None:
    """Nothing that was asked is lost."""
    turn = respond(message, "en", Context(), trained)
    assert isinstance(turn, Turn)
    assert (turn.reply.intent, turn.reply.suggestions[0].intent) == (first, second)


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("My mum is waiting for a transplant. How many people were in the study?", "study"),
        ("My wife is 34 weeks pregnant. Is it safe?", "children-pregnancy"),
        ("I read about the 2025 review. Is albumin higher?", "meta-analysis-2025"),
        (
            "我爸肝硬化十年了，最近听病友说有干细胞，网上看了好多也没看明白。想问一下，细胞是从哪里来的？",
            "cell-sources",
        ),
        ("我媽媽肝硬化很多年了，昨天鄰居說有一種細胞可以打。請問要打多少細胞？", "dose"),
        ("What about albumin? At 12 weeks, I mean.", "albumin"),
    ],
)
def test_a_story_is_read_for_its_question(message: str, intent: str, trained: Trained) -> None:
    """What is told around a question does not answer it, and what it points back at is not lost."""
    turn = respond(message, "en", Context(), trained)
    assert isinstance(turn, Turn)
    assert turn.reply.intent == intent


FILLERS = st.sampled_from(["", "and ", "ok ", "so, ", "sorry, ", "hmm, and ", "well, "])
ENDS = st.sampled_from(["", "?", " then?", " please", " though?"])


@given(st.sampled_from(["did it drop", "was that better", "at 8 weeks", "why", "how do they know"]), FILLERS, ENDS)
@settings(max_examples=60, deadline=None)
def test_fillers_change_no_followup(core: str, lead: str, end: str) -> None:
    """Whatever a follow-up opens and closes with, it means the same."""
    trained, context = shared_trained(), Context("survival", Slots("survival", 12))
    plain_turn, filled = (respond(text, "en", context, trained) for text in (f"{core}?", f"{lead}{core}{end}?"))
    assert isinstance(plain_turn, Turn)
    assert isinstance(filled, Turn)
    assert filled.decision == plain_turn.decision


def test_the_lexicon_names_intents_and_groups_that_exist(trained: Trained) -> None:
    """A destination that does not exist would be a follow-up that never happens."""
    followup, intents = trained.knowledge.lexicon.slots.followup, trained.knowledge.intents
    groups = {intent.group for intent in intents.values()}
    for kind in followup.kinds:
        targets = {*kind.after.values(), *kind.after_group.values(), kind.otherwise or "same"}
        assert targets <= {*intents, "same", "owner"}, kind.id
        assert set(kind.after) <= set(intents), kind.id
        assert set(kind.after_group) <= groups, kind.id
    assert set(followup.menu) <= set(intents)


@pytest.mark.parametrize("last", [Context("albumin", Slots("albumin")), Context("side-effects"), Context("cost")])
def test_a_change_of_subject_is_not_captured(last: Context, trained: Trained) -> None:
    """Of all example questions, next to none is taken for a follow-up; those that are name hardly a subject."""
    examples = [(text, intent) for intent, texts in trained.knowledge.utterances.items() for text in texts]
    group = trained.knowledge.intents[last.intent or ""].group
    taken = []
    for text, intent in examples:
        slots = extract(fold(text), trained.slots)
        followup = complete(fold(text), last, trained.slots, slots, group)
        if followup and followup.left == 0 and followup.intent not in (None, intent):
            taken.append((text, intent, followup.kind))
    assert len(taken) <= len(examples) / 150, taken
