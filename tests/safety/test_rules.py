"""The rules of the screen, one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.notation import Parts, compile_phrase
from bot.safety.writing import bounded, prepare
from tests.safety.lexicon import ALARMS, COMPILED, screened, screened_by_lists

DANGERS = (
    "my dad is vomiting blood", "I can't breathe", "black tarry stool", "he won't wake up", "I swallowed all my pills",
    "chest pain", "吐血", "我爸吐血了", "便血", "叫不醒", "我媽昏迷了", "發燒四十度", "一天沒尿", "阿爸屙血",
)  # fmt: skip
PADDING = ("please", "sorry to bother you", "um", "hello", "well", "thank you so much")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("no fever but he is vomiting blood", "emergency"),
        ("不發燒但是吐血", "emergency"),
        ("what are stem cells, my dad is vomiting blood", "emergency"),
        ("what is melaena", "education"),
        ("In the trials many bled. My mum is passing blood", "emergency"),
        ("我想问病人会不会吐血，另外我爸今天吐血了", "emergency"),
        ("how many patients vomited blood my dad is vomiting blood", "emergency"),
        ("吐血推荐，不过我妈昏迷了", "emergency"),
    ],
)
def test_a_frame_acts_within_its_own_clause(question: str, verdict: str) -> None:
    """What one clause says does not take back the danger in another."""
    assert screened(question).verdict == verdict


@pytest.mark.parametrize(
    "question", ["anywhere near Manchester", "is there one in Winchester", "Rochester or Dorchester?"]
)
def test_the_name_of_a_place_holds_no_sign(question: str) -> None:
    """Glued words are cut at common words only: nobody has a chest here."""
    assert screened(question).verdict == "clear"


@pytest.mark.parametrize(
    "question",
    [
        "no blood in my stool",
        "沒有吐血",
        "无黑便",
        "冇發燒",
        "no fever or chills",
        "my husband has never been in a coma",
    ],
)
def test_a_denied_sign_is_no_alarm_but_carries_the_line(question: str) -> None:
    """Negation covers its own symptom; the emergency line stays in sight."""
    screening = screened(question)
    assert screening.verdict == "education"
    assert screening.notices == ("emergency-line",)


@pytest.mark.parametrize(
    "question",
    [
        "not only vomiting blood",
        "he can't stop vomiting blood",
        "不停吐血",
        "止不住地吐血",
        "是不是吐血",
        "she has never vomited blood like this",
    ],
)
def test_what_only_looks_like_a_negation_takes_nothing_back(question: str) -> None:
    """Words such as "not only" and 不停 do not deny."""
    assert screened(question).verdict == "emergency"


@pytest.mark.parametrize(
    ("inside", "whole"),
    [("so sick of this form", "so sick of living"), ("他怕死不了解", "我死不了怎么办"), ("我死心了", "我想死心里好苦")],
)
def test_a_sign_that_holds_a_look_alike_and_more_counts(inside: str, whole: str) -> None:
    """Nothing is left out of a sign in one piece, nor of one that ends where the look-alike seems to begin."""
    assert screened(inside).verdict not in ALARMS
    assert screened(whole).verdict in ALARMS


@pytest.mark.parametrize(
    "question",
    ["吃药一点效果都没有还是发烧", "家里一个人都没有突然昏睡", "他这不又昏迷了", "am i ok no my life is over"],
)
def test_a_denial_that_belongs_to_other_words_denies_no_danger(question: str) -> None:
    """Of two signs, one within the other, each is denied by what stands before it alone."""
    assert screened(question).verdict in ALARMS


@pytest.mark.parametrize("question", ["我爸吐血，吐血我不像活下去", "我爸吐血了，他吐血我准备跳了"])
def test_a_known_danger_keeps_no_wish_to_die_from_being_found(question: str) -> None:
    """A sign that asks for the edges of a clause may fit a part of one that names what is known already."""
    assert screened(question).verdict == "overdose"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("肝昏迷怎么治", "我爸肝昏迷"),
        ("吃肉多了会肝昏迷吗", "肝昏迷了叫不醒"),
        ("肝昏迷严重吗", "我爸住院了。说肝昏迷要灌肠"),
        ("肝昏迷会怎样", "医生说是肝昏迷"),
    ],
)
def test_a_term_of_medicine_asks_for_somebody_or_for_now(asked: str, told: str) -> None:
    """Nobody says it of somebody without naming him, or saying that it is so."""
    assert screened(asked).verdict == "education"
    assert screened(told).verdict in ALARMS


@pytest.mark.parametrize(
    ("question", "alarm"),
    [
        ("my chest does not hurt", False), ("his leg is no longer swollen", False),
        ("her face isn't drooping", False), ("half her face isn't moving", True),
        ("his chest hurts and he does not sweat", True), ("the belly never stopped hurting", True),
    ],
)  # fmt: skip
def test_a_negation_before_the_last_word_of_a_sign_denies_it(question: str, alarm: bool) -> None:
    """A negation within the sign denies what it stands before; one that the sign is made of does not."""
    assert (screened(question).verdict == "emergency") is alarm


@pytest.mark.parametrize(
    ("question", "alarm"),
    [
        ("He retched twice. All red.", True),
        ("why do cirrhosis patients retch and see red", False),
        ("she never retched anything red", False),
        ("How many patients retched something red? Dad retched just now. It was all red.", True),
    ],
)
def test_a_sign_told_in_two_sentences_counts_and_one_within_a_sentence_is_read_with_it(
    question: str, alarm: bool
) -> None:
    """What reaches across a mark is an alarm; what stands in one clause is framed by that clause."""
    assert (screened(question).verdict == "emergency") is alarm


@pytest.mark.parametrize(
    "question", ["my heart's racing", "mum's tummy's rock solid and sore", "his calf's hot and swollen"]
)
def test_a_shortened_is_hides_no_word(question: str) -> None:
    """An apostrophe and an s behind a word leave the word what it is."""
    assert screened(question).verdict == "emergency"


@pytest.mark.parametrize(
    "word", ["amoxicillin", "spontaneous", "pacemaker", "autologous", "learning", "invent", "cancel"]
)
def test_a_word_that_no_lexicon_knows_is_left_whole(word: str) -> None:
    """A word of its own is neither cut into letters nor taken for a misspelt sign."""
    assert prepare(bounded(word), COMPILED.writing) == word


@pytest.mark.parametrize("question", ["he's vomitin blood", "cannae breathe", "mum's sleepin aw day an talkin rubbish"])
def test_dropped_letters_and_dialect_are_read(question: str) -> None:
    """Words written as they are said are known."""
    assert screened(question).verdict == "emergency"


@pytest.mark.parametrize(
    ("when", "verdict"),
    [
        ("now", "emergency"), ("last night", "emergency"), ("", "emergency"), ("last week", "emergency"),
        ("six days ago", "emergency"), ("two years ago", "personal"), ("last year", "personal"),
        ("three months ago", "personal"),
    ],
)  # fmt: skip
def test_time_decides_between_danger_and_history(when: str, verdict: str) -> None:
    """Up to a week, or without a time: an emergency; clearly older: personal advice with the line."""
    screening = screened(f"my dad vomited blood {when}")
    assert screening.verdict == verdict
    assert ("emergency-line" in screening.notices) == (verdict == "personal")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("我爸去年吐过血", "personal"), ("我爸昨晚吐血", "emergency"), ("我爸去年吐过血，今天又吐了", "emergency")],
)
def test_chinese_time_words_decide_too(question: str, verdict: str) -> None:
    """An old trouble that is back counts as now."""
    assert screened(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "alarm"),
    [
        ("why do cirrhosis patients vomit blood?", False), ("why is my dad vomiting blood?", True),
        ("为什么肝硬化会吐血", False), ("我爸为什么吐血", True), ("吐血怎么办", True), ("吐血了怎麼辦", True),
        ("what should someone do if they vomit blood", False), ("what do I do if I'm vomiting blood", True),
    ],
)  # fmt: skip
def test_only_an_explicit_frame_without_a_person_makes_it_a_question_of_fact(question: str, alarm: bool) -> None:
    """Education needs its frame in the same clause, and nobody in it who is ill."""
    assert (screened(question).verdict == "emergency") is alarm


@pytest.mark.hazard("H03")
@pytest.mark.parametrize(
    "question",
    [
        "I'm confused about the numbers", "the page is not responding", "the bot is not making sense",
        "the price collapsed", "having a fit about the cost", "burning up my savings", "dying to know",
        "this is killing me", "strangers' cells in my blood frighten the life out of me", "把我搞糊涂了", "你答非所问", "页面没有反应了", "想死你了", "一了百了地解决问题",
        "our dog was vomiting blood last week", "can bruises be a side effect please explain", "the tulips have gone floppy", "the nurse couldn't tell me how they work",
        "捐的人跟病人血型對不上", "套劇個阿伯嘔血死咗", "網頁沒有反應", "氣到吐血", "吐血价", "壓力大到喘不過氣", "笑到肚子痛", "吐槽",
    ],
)  # fmt: skip
def test_look_alikes_are_no_alarm(question: str) -> None:
    """Idioms and other uses of the same words raise nothing."""
    assert screened(question).verdict not in ALARMS


@pytest.mark.parametrize(
    ("question", "alarm"),
    [
        ("mum is not making sense", True), ("confused since this morning", True), ("一直说胡话", True),
        ("you are talking nonsense", False), ("答非所问", False), ("我爸答非所问", True),
    ],
)  # fmt: skip
def test_words_of_the_mind_need_a_person(question: str, alarm: bool) -> None:
    """They count with a person as subject or alone."""
    assert (screened(question).verdict == "emergency") is alarm


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("my skin is yellow", "same-day"), ("my skin is suddenly yellow", "emergency"),
        ("my skin is yellow and I have a fever", "emergency"), ("眼睛发黄", "same-day"),
        ("输完干细胞眼睛发黄", "emergency"),
    ],
)  # fmt: skip
def test_a_same_day_sign_turns_into_an_emergency_with_another_sudden_or_after_an_infusion(
    question: str, verdict: str
) -> None:
    """Alone it is to be seen today."""
    assert screened(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("眼睛发黄，打完细胞三天", "emergency"), ("眼睛发黄，研究里打完细胞的人胆红素降了吗", "education"),
        ("我爸眼睛发黄，研究里打完细胞的人胆红素降了吗", "same-day"),
        ("我爸眼睛发黄，医生说是胆红素高，研究里打完细胞的人胆红素降了吗", "education"),
        ("我爸眼睛发黄，医生说是胆红素高，他还发烧，研究里胆红素降了吗", "emergency"),
    ],
)  # fmt: skip
def test_a_lone_same_day_sign_may_introduce_a_question_about_the_study(question: str, verdict: str) -> None:
    """An infusion of which only the study speaks raises nothing; a second sign still does."""
    assert screened(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "alarm"),
    [
        ("「吐血」這個詞是什麼意思", False), ("“吐血”用英文怎么说", False), ("我爸「吐血」了", True),
        ("'vomiting blood' in Chinese?", True), ('"vomiting blood" in Chinese?', False),
    ],
)  # fmt: skip
def test_quoted_words_whose_meaning_is_asked_are_no_complaint(question: str, alarm: bool) -> None:
    """Only where the question about the words follows at once."""
    assert (screened(question).verdict in ALARMS) is alarm


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("my MELD is 22", "personal"), ("my MELD is 22, how far did it fall in the trials", "clear"),
        ("my MELD is 22, how far will mine fall", "personal"), ("我的MELD是22，能打吗", "personal"),
        ("skip a dose of tenofovir", "personal"), ("抗病毒藥停咗得唔得", "personal"), ("药要继续吃吗", "personal"),
    ],
)  # fmt: skip
def test_an_own_value_may_introduce_a_question_about_the_study(question: str, verdict: str) -> None:
    """A value told beside a question about the research is its occasion; any request for oneself still counts."""
    assert screened(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "alarm"),
    [
        ("Is going into a coma something that can happen in the last stages?", False),
        ("is going into a coma something that can happen he is going into a coma", True),
        ("Did they look at fever after the drip?", False),
        ("did they check her fever she is burning up and confused", True),
        ("When is tummy pain with cirrhosis a 999 job?", False),
        ("when is the ambulance coming my dad is vomiting blood", True),
        ("At what point does being sleepy and muddled mean it's urgent?", False),
        ("at what point do I call 999 she is sleepy and muddled", True),
        ("does getting it into the artery in your liver risk a bleed?", False),
        ("does it risk a bleed he is bleeding from his mouth", True),
        ("肝腎症候群會尿不出來，是末期才有嗎？", False),
        ("肝肾症候群会尿不出来，我爸一天没尿了", True),
        ("不治的话最后是不是都会死", False),
        ("不治的话反正都会死，我不想活了", True),
        ("想到以后要吐血 他现在吐了一盆", True),
        ("两组里得肝昏迷的人数差多少", False),
        ("家里两个人都肝昏迷了", True),
        ("同组里有晕倒的人怎么办", True),
        ("尿不出来是不是就说明肾衰竭", True),
        ("肝昏迷初初嘅徵兆係點", False),
        ("老公肝昏迷初期症狀", True),
        ("肝昏迷初初嘅症狀都有齊", True),
        ("肝昏迷早期的信号全中了", True),
        ("肝昏迷的先兆都会出现吗", False),
    ],
)
def test_what_may_happen_is_asked_about_and_what_happens_is_told(question: str, alarm: bool) -> None:
    """The same words without a question, or beside what is there, still raise an alarm."""
    assert (screened(question).verdict in ALARMS) is alarm


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("我们村有人说打干细胞能治肝，这到底是一种什么治疗", "clear"),
        ("孫子跟我說有一種細胞可以治肝，打進去的那個是什麼東西", "clear"),
        ("邻居说干细胞能治肝，我爸能打吗", "personal"),
        ("打幹細胞能活久一點嗎", "clear"), ("他能活久一點嗎", "personal"),
        ("what are ALT and AST, I should have asked first", "clear"), ("should I have asked for it", "personal"),
        ("做一個療程要幾多萬呀", "clear"), ("我爸该打几亿", "personal"), ("一次要打几万个细胞，我妈能打吗", "personal"),
    ],
)  # fmt: skip
def test_hearsay_and_prices_are_no_request_for_advice(question: str, verdict: str) -> None:
    """What is asked for somebody of one's own still is one."""
    assert screened(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "alarm"),
    [
        ("Nan was muddled and knew nobody, that was spring 2019", False),
        ("grandad threw up blood. That was in 1998. Why does it happen?", False),
        ("外公昏迷走了，那是三十年前的事了", False),
        ("mum keeps vomiting blood. That was 2019.", True),
        ("dad threw up blood. That was five minutes ago.", True),
        ("dad threw up blood, it was 1998 when he was told of his liver", True),
        ("dad threw up blood. That was in 1998. He is throwing up blood again.", True),
        ("我爸吐血了，三十年前他也吐过", True),
        ("mum is vomiting blood just like when I was little", True),
        ("mum is vomiting blood when I was little she had an ulcer", True),
        ("my son collapsed when he was at school", True),
    ],
)
def test_a_clause_that_only_says_how_long_ago_dates_the_one_before(question: str, alarm: bool) -> None:
    """It must say nothing else, and what keeps on or is back is not long ago."""
    assert (screened(question).verdict in ALARMS) is alarm


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("dreamt I was vomiting blood", "education"), ("dreamt I was vomiting blood and woke up vomiting blood", "emergency"),
        ("the sick pay came. The sick is dark red.", "emergency"),
    ],
)  # fmt: skip
def test_a_sign_that_may_reach_across_clauses_is_none_within_a_look_alike(question: str, verdict: str) -> None:
    """Only where the look-alike holds all of its words."""
    assert screened_by_lists(question).verdict == verdict


@pytest.mark.parametrize(
    "question",
    ["我想死，我爸眼睛發黃，醫生說是膽紅素高，研究裡膽紅素降了嗎",
     "I want to die. My skin is yellow, the doctor says my bilirubin is high, does it fall in the trials?"],
)  # fmt: skip
def test_a_question_about_a_sign_of_the_day_takes_no_wish_to_die_away(question: str) -> None:
    """What a question of fact explains is the sign it asks about, and nothing else."""
    assert screened_by_lists(question).verdict == "crisis"


@pytest.mark.parametrize(
    ("asked", "begun"),
    [
        ("at what point does vomiting blood become an emergency", "he has been doing it for an hour"),
        ("why do people with cirrhosis vomit blood", "my husband is like that right now"),
        ("将来如果他呕血怎么办", "他现在已经在呕了"),
        ("將來如果佢嘔血會係咩原因", "佢而家已經嘔緊"),
        ("肝硬化的人突然糊涂是什么道理", "我妈现在就这样"),
        ("肝昏迷有哪些先兆", "这些先兆我爸都有"),
        ("肝昏迷嘅先兆有邊啲", "啲徵兆佢都有齊"),
        ("why do patients become confused and vomit blood", "my dad has all of these"),
    ],
)
def test_what_was_only_asked_about_counts_once_it_has_begun(asked: str, begun: str) -> None:
    """A question of fact, or of the future, and then: it is happening."""
    assert screened_by_lists(asked).verdict not in ALARMS
    assert screened_by_lists(f"{asked}, {begun}").verdict == "emergency"
    assert screened_by_lists(f"{begun}。{asked}").verdict == "emergency"


def test_an_overdose_already_taken_and_one_intended_are_told_apart() -> None:
    """Both get help; the act done needs the ambulance too."""
    assert screened("我把药全吃了").verdict == "overdose"
    assert screened("我想把药全吃了").verdict == "crisis"


def test_someone_in_hospital_hands_is_no_alarm() -> None:
    """He is being looked after already; the line stays in sight."""
    screening = screened("my husband was admitted to hospital with vomiting blood")
    assert screening.verdict == "personal"
    assert screening.notices == ("emergency-line",)
    assert screened("He's on the ward now and they've settled him.").verdict not in ALARMS


@pytest.mark.hazard("H16")
@pytest.mark.parametrize(
    "question",
    ["爸爸马上吐血了", "喝了牛奶一直吐血", "老马突然吐血了", "my calf is swollen and hot", "kicked by the horse is unconscious",
     "after eating chicken vomiting blood", "he keeps having fits it wont stop", "老公看电视剧突然呕血",
     "my dad the doctor couldnt tell me his own name", "been sick, not blood, black stuff", "the dog found dad vomiting blood",
     "she frightened the life out of me coughing up blood"],
)  # fmt: skip
def test_a_look_alike_hides_no_danger_beside_it(question: str) -> None:
    """Animals, films, staff and things stand near people who are in danger."""
    assert screened(question).verdict == "emergency"


@pytest.mark.parametrize(
    "question",
    ["vommitting blod", "V O M I T I N G B L O O D", "vomitingblood", "吐 血", "我爸吐雪了", "wo ba tu xue le",
     "ｖｏｍｉｔｉｎｇ　ｂｌｏｏｄ", "cant breeth", "vom\u200biting bl\u200bood", "🤮🩸"],
)  # fmt: skip
def test_careless_writing_is_understood(question: str) -> None:
    """Typing errors, spacing, width, sound-alikes and pinyin hide no danger."""
    assert screened(question).verdict == "emergency"


@pytest.mark.hazard("H16")
def test_danger_at_either_end_of_a_very_long_text_is_seen() -> None:
    """Only the middle of what exceeds the limit goes unread."""
    filler = "thank you for all this. " * 500
    assert screened(f"{filler} my dad is vomiting blood").verdict == "emergency"
    assert screened(f"my dad is vomiting blood. {filler}").verdict == "emergency"


@settings(max_examples=150, deadline=None)
@given(danger=st.sampled_from(DANGERS), text=st.text(max_size=60), first=st.booleans(), mark=st.sampled_from("。\n!;"))
def test_text_in_another_clause_never_removes_an_emergency(danger: str, text: str, first: bool, mark: str) -> None:
    """Whatever else is said before or after, the danger stays."""
    joined = f"{danger}{mark} {text}" if first else f"{text}{mark} {danger}"
    assert screened(joined).verdict in ALARMS


@settings(max_examples=80, deadline=None)
@given(danger=st.sampled_from(DANGERS), padding=st.sampled_from(PADDING), first=st.booleans())
def test_polite_words_in_the_clause_remove_nothing(danger: str, padding: str, first: bool) -> None:
    """Padding inside the clause leaves the alarm."""
    assert screened(f"{danger} {padding}" if first else f"{padding} {danger}").verdict in ALARMS


@settings(max_examples=80, deadline=None)
@given(
    danger=st.sampled_from(DANGERS), place=st.integers(0, 30), char=st.sampled_from("\u200b\u200d\u2060\ufeff\u00ad")
)
def test_case_width_and_invisible_characters_change_nothing(danger: str, place: int, char: str) -> None:
    """The same words in another dress get the same verdict."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in danger)
    expected = screened(danger).verdict
    for dressed in (danger.upper(), danger.title(), wide, danger[:place] + char + danger[place:]):
        assert screened(dressed).verdict == expected


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=3000))
def test_any_text_is_screened(text: str) -> None:
    """Nothing typed breaks the screen."""
    assert screened(text).verdict


@pytest.mark.parametrize("phrase", ["<nothing>", "(a|(b)) c", "..", "[maybe]", "a? b", "^ SIGN $", "SIGN (x|SIGN)"])
def test_a_phrase_outside_the_notation_is_refused(phrase: str) -> None:
    """An editor's slip is reported, never guessed at."""
    with pytest.raises(ValueError, match=r"no part|notation|must occur"):
        compile_phrase(phrase, Parts())


@pytest.mark.hazard("H01", "H03")
@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("妈妈 yi zhi 恶心呕吐", "same-day"),
        ("婆婆 turan 唔識得個孫", "emergency"),
        ("没吐 la xue", "emergency"),
        ("没有 zi sha 的勇气但撑不住", "crisis"),
        ("我想自 §杀", "crisis"),
        ("肝 hunmi 是怎么发生的", "education"),
        ("想 死 你 了", "clear"),
    ],
)
def test_no_space_is_left_where_pinyin_or_a_mark_stood_between_characters(question: str, verdict: str) -> None:
    """Signs and idioms that only come together once it is put right are found."""
    assert screened_by_lists(question).verdict == verdict


@pytest.mark.hazard("H03")
@pytest.mark.parametrize(
    ("question", "verdict", "notices"),
    [
        ("衛教單上寫的「解黑便」是什麼意思", "education", ("emergency-line",)),
        ("what does “melaena” mean", "education", ("emergency-line",)),
        ("醫生講「肝硬化」是什麼意思", "clear", ()),
        ("「解黑便」是什麼意思，我爸今天解黑便", "emergency", ()),
    ],
)
def test_quoted_danger_whose_meaning_is_asked_for_shows_the_emergency_line(
    question: str, verdict: str, notices: tuple[str, ...]
) -> None:
    """It is a question for a word, and the word is one of danger."""
    found = screened_by_lists(question)
    assert (found.verdict, found.notices) == (verdict, notices)
