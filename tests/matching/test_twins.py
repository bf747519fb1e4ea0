"""Negated and reversed twins: "is it safe" and "is it not safe" get the same neutral answer, or one that offers it.

A score hardly sees "not", and the answers are worded to be true both ways. So a twin must never end elsewhere: it reaches
the intent of its original, a clarification that offers it, or, where it asks for one person, personal advice.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

import pytest

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.knowledge import Locale
from bot.model.turn import Context, Decision, Turn
from bot.text.normalise import to_simplified
from bot.text.scripts import HAN
from tests.conftest import shared_knowledge

SEED = 2023
PER_LOCALE = 200
PER_RULE = 12
_HAN = re.compile(f"[{HAN}]")
_ASKS = re.compile(r"[吗嗎呢么麼咩?？]\W*$|什|甚|多少|几|幾|哪|谁|誰|怎|点|點|邊|边")

ENGLISH: tuple[tuple[str, str], ...] = (
    # Polarity
    (r"\bsafe\b", "not safe"),
    (r"\bsafe\b", "unsafe"),
    (r"\bdangerous\b", "not dangerous"),
    (r"\bharmful\b", "harmless"),
    (r"\brisky\b", "not risky"),
    (r"^does\b", "doesn't"),
    (r"^do (?=they|these|the|people|patients|stem|it|MSC)", "don't "),
    (r"^did\b", "didn't"),
    (r"\bis it\b", "isn't it"),
    (r"\bare (?=they|these|the|there|stem)", "aren't "),
    (r"\bcan (?=it|they|these|the|stem|MSC|cells)", "can't "),
    (r"^will\b", "won't"),
    (r"\bworks\b", "doesn't work"),
    (r"\bworked\b", "didn't work"),
    (r"\beffective\b", "not effective"),
    (r"\beffective\b", "ineffective"),
    (r"\bhelps\b", "doesn't help"),
    (r"\buseful\b", "useless"),
    (r"\bapproved\b", "not approved"),
    (r"\bapproved\b", "banned"),
    (r"\blegal\b", "illegal"),
    (r"\blicensed\b", "unlicensed"),
    (r"\ballowed\b", "not allowed"),
    (r"\bcured?\b", r"not \g<0>"),
    (r"\breliable\b", "unreliable"),
    (r"\btrustworthy\b", "not trustworthy"),
    (r"\bpainful\b", "painless"),
    # Direction
    (r"\bimprove\b", "not improve"),
    (r"\bimprove\b", "worsen"),
    (r"\bimproves\b", "worsens"),
    (r"\bimproved\b", "worsened"),
    (r"\bimprovement\b", "worsening"),
    (r"\bbetter\b", "worse"),
    (r"\bhigher\b", "lower"),
    (r"\blower\b", "higher"),
    (r"\brise\b", "fall"),
    (r"\bfall\b", "rise"),
    (r"\bgo(es)? up\b", r"go\1 down"),
    (r"\bgo(es)? down\b", r"go\1 up"),
    (r"\bwent up\b", "went down"),
    (r"\bwent down\b", "went up"),
    (r"\bcome down\b", "go up"),
    (r"\bincrease\b", "decrease"),
    (r"\bdecrease\b", "increase"),
    (r"\braise\b", "lower"),
    (r"\breduce\b", "increase"),
    (r"\blonger\b", "shorter"),
    (r"\bdrop\b", "climb"),
)
CHINESE: tuple[tuple[str, str], ...] = (
    # Polarity. What ends without a word that asks gets 吗, so that it stays a question.
    ("(?<!不)安全", "不安全"),
    ("(?<![不冇无無没沒])(危险|危險)", r"不\1"),
    ("(?<![没沒冇无無])有效", "没效"),
    ("(?<![没沒冇无無])有效", "無效"),
    ("(?<![没沒冇])有用", "没用"),
    ("有冇用", "冇用"),
    ("有没有用|有沒有用", "没有用"),
    ("(?<!不)管用", "不管用"),
    ("(?<!不)(靠谱|可信|可靠)", r"不\1"),
    ("(?<![不唔])会不会|会唔会", "不会"),
    ("(?<![不唔])會不會|會唔會", "唔會"),
    ("(?<![不唔机社])会(?![不唔员议])", "不会"),
    ("(?<![不唔機社])會(?![不唔員議])", "不會"),
    ("能不能", "不能"),
    ("(?<![不功性可才只])能(?![不力够夠])", "不能"),
    ("可不可以|可唔可以", "不可以"),
    ("(?<![不唔])可以", "不可以"),
    ("有没有", "没有"),
    ("有沒有", "沒有"),
    ("有冇", "冇"),
    ("是不是", "不是"),
    ("係咪", "唔係"),
    ("批准|核准", "没批准"),
    ("批准|核准", "禁止"),
    ("合法", "违法"),
    ("合法", "不合法"),
    ("治好", "治不好"),
    ("逆转|逆轉", "不可逆"),
    ("断根", "断不了根"),
    ("严重|嚴重", "不严重"),
    # Direction
    ("改善", "恶化"),
    ("(?<!不)改善", "没改善"),
    ("好转|好轉", "变差"),
    ("提高|升高", "降低"),
    ("降低", "升高"),
    ("降低", "没降低"),
    ("下降", "上升"),
    ("上升", "下降"),
    ("降了", "升了"),
    ("升了", "降了"),
    ("增加", "减少"),
    ("减少|減少", "增加"),
    ("延长|延長", "缩短"),
    ("变好|變好", "变坏"),
)


@dataclass(frozen=True, slots=True)
class Twin:
    """An utterance of an intent, and what it becomes by one rule."""

    locale: Locale
    intent: str
    original: str
    twin: str
    rule: str


def _locale(text: str) -> Locale:
    if not _HAN.search(text):
        return "en"
    return "zh-Hans" if to_simplified(text) == text else "zh-Hant"


def _twins_of(intent: str, original: str) -> list[Twin]:
    locale = _locale(original)
    twins = []
    for pattern, replacement in ENGLISH if locale == "en" else CHINESE:
        twin, changed = re.subn(pattern, replacement, original, count=1, flags=re.IGNORECASE)
        if changed and locale != "en" and not _ASKS.search(twin):
            twin += "吗" if locale == "zh-Hans" else "嗎"
        if changed and not _NONSENSE.search(twin):
            twins.append(Twin(locale, intent, original, twin, f"{pattern} > {replacement}"))
    return twins


_NONSENSE = re.compile(r"\b(?:what|which|who|how|where|why) \w+n't\b", re.IGNORECASE)
"""What nobody asks ("what aren't the figures")."""


def _is_fragment(text: str) -> bool:
    """True for a few words, which turned round are no question any more ("危险症壮" > "不危险症壮吗")."""
    return len(text.split()) < 4 if text.isascii() else len(text) < 8


def _sample() -> list[Twin]:
    utterances = shared_knowledge().utterances
    said = [(intent, text) for intent, texts in utterances.items() for text in texts if not _is_fragment(text)]
    every = [twin for intent, text in said for twin in _twins_of(intent, text)]
    random.Random(SEED).shuffle(every)
    of_rule: Counter[str] = Counter()
    few = [twin for twin in every if (of_rule.update([twin.rule]) or of_rule[twin.rule]) <= PER_RULE]
    locales: tuple[Locale, ...] = ("en", "zh-Hans", "zh-Hant")
    return [twin for locale in locales for twin in islice((t for t in few if t.locale == locale), PER_LOCALE)]


SAMPLE = _sample()


def _decision(question: str, locale: Locale, trained: Trained) -> Decision:
    turn = respond(question, locale, Context(), trained)
    assert isinstance(turn, Turn), question
    return turn.decision


def _reaches(decision: Decision, wanted: set[str]) -> bool:
    match decision.kind:
        case "personal_advice":
            return True
        case "answer" | "not_covered":
            # Of two questions in one message the second is offered first.
            return bool({decision.intents[0], decision.also} & wanted)
        case "clarify":
            return bool(wanted & set(decision.intents))
    return False


@pytest.mark.parametrize("twin", SAMPLE, ids=lambda twin: f"{twin.locale}: {twin.intent}: {twin.twin}")
def test_a_twin_reaches_the_answer_of_its_original(twin: Twin, trained: Trained) -> None:
    """Negated or turned round, a question stays with its intent."""
    original = _decision(twin.original, twin.locale, trained)
    wanted = {twin.intent, *original.intents[:1]}
    decision = _decision(twin.twin, twin.locale, trained)
    # A name outside the article may stop an utterance of ours. Then it stops the twin as well.
    stopped = decision.kind == original.kind == "fallback"
    assert stopped or _reaches(decision, wanted), (
        f"{twin.original!r} > {twin.twin!r}: {decision.kind} {decision.intents}"
    )


def test_there_are_enough_twins() -> None:
    """At least 300 over the three languages, some in each, by most of the rules."""
    assert len(SAMPLE) >= 300
    assert min(Counter(twin.locale for twin in SAMPLE).values()) >= 60
    assert len({twin.rule for twin in SAMPLE}) >= 0.8 * len(ENGLISH + CHINESE)


@pytest.mark.hazard("H04")
@pytest.mark.parametrize(
    ("intent", "questions"),
    [
        ("safety", ("Is it safe?", "Is it not safe?", "Is it unsafe?", "Isn't it safe?", "Is it dangerous?", "Is it harmless?")),
        ("safety", ("这个治疗安全吗", "这个治疗不安全吗", "这个治疗危险吗", "这个治疗不危险吧", "这个治疗有没有害")),
        ("safety", ("這個治療安全嗎", "這個治療不安全嗎", "呢個治療安唔安全", "呢個治療危唔危險")),
        ("benefit", ("Does the treatment work?", "Does the treatment not work?", "Doesn't the treatment work?", "Is the treatment useless?", "Is the treatment ineffective?")),
        ("benefit", ("这个治疗有效吗", "这个治疗没效吗", "这个治疗无效吗", "这个治疗没用吧", "这个治疗不管用吗")),
        ("benefit", ("這個治療有用嗎", "這個治療沒用嗎", "呢個治療有冇用", "呢個治療冇用㗎")),
        ("approval", ("Is it approved?", "Is it not approved?", "Is it banned?", "Is it legal?", "Is it illegal?", "Is it unlicensed?")),
        ("approval", ("批准了吗", "没批准吗", "合法吗", "违法吗", "这个治疗被禁止了吗")),
        ("approval", ("核准了嗎", "還沒核准嗎", "合法嗎", "犯唔犯法", "違法嗎")),
        ("meld", ("Does MELD go up?", "Does MELD go down?", "Does it raise MELD?", "Does it lower MELD?", "Doesn't MELD improve?")),
        ("albumin", ("白蛋白会升吗", "白蛋白会降吗", "白蛋白不会升吗", "白蛋白变差了吗")),
        ("bilirubin", ("膽紅素會降嗎", "膽紅素會升嗎", "膽紅素唔會跌咩", "膽紅素沒有下降嗎")),
        ("survival", ("Do patients live longer?", "Do patients not live longer?", "Do patients live shorter?", "Don't patients survive longer?")),
        ("cure", ("Can it cure cirrhosis?", "Can't it cure cirrhosis?", "Is cirrhosis incurable?", "能治好肝硬化吗", "治不好肝硬化吗", "醫唔醫得好肝硬化")),
    ],
)  # fmt: skip
def test_all_ways_to_ask_get_the_same_answer(intent: str, questions: tuple[str, ...], trained: Trained) -> None:
    """Safe, not safe, unsafe, dangerous; works, does not work, useless; approved, banned; up, down: one intent each."""
    for question in questions:
        decision = _decision(question, _locale(question), trained)
        assert _reaches(decision, {intent}), f"{question!r}: {decision.kind} {decision.intents}"
