"""What could tell who asked is taken out of a question before it is kept, in every way that people write it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.questionlog.redact import MAX, redacted

PRIVATE = [
    # Telephone numbers: with and without signs, in full width, in characters, in words.
    ("call 0912 345 678 please", "345"),
    ("call me on +44 (0)20 7946 0958", "7946"),
    ("tel 555-1234", "555"),
    ("我电话13800138000", "13800"),
    ("手機０９１２３４５６７８", "０９"),
    ("打给我一三八零零一三八零零零", "一三八"),
    ("打給我〇九一二、三四五、六七八", "三四五"),
    ("我的号码是138零零13八000", "零零"),
    ("my number is oh seven seven one two three four five six", "seven"),
    ("٠٩١٢٣٤٥٦٧٨ whatsapp", "٩١"),
    ("①③⑧⓪⓪①③⑧⓪⓪⓪", "⑧"),
    # Mail, links, messengers.
    ("write to ann.lee+liver@example.org", "ann"),
    ("我的邮箱是zhang.san@163.com谢谢", "zhang"),
    ("ann dot lee at example dot com", "ann"),
    ("see https://example.org/p?id=ann", "example"),
    ("微信号 liver_friend", "liver_friend"),
    ("line id: ann12345", "ann"),
    ("follow @annlee99", "annlee"),
    # Numbers of identity cards and records.
    ("身份证11010519491231002X能报销吗", "1101"),
    ("身分證A123456789", "A1234"),
    ("hkid A123456(7)", "A1234"),
    ("my nhs number 943 476 5919", "476"),
    ("MRN 4711", "4711"),
    ("patient no. AB-12", "AB-12"),
    ("病历号：Z-123", "Z-123"),
    ("住院號 A77", "A77"),
    ("医保卡号 0047", "0047"),
    ("床号 12", "12"),
    # Names.
    ("my name is Ann Lee and I want to know the price", "Ann"),
    ("my name is ann lee, what does it cost", "lee"),
    ("I'm called Wolfgang", "Wolfgang"),
    ("I'm Mary Jones asking for a friend", "Jones"),
    ("his name is Bob", "Bob"),
    ("Mrs Smith wants to know", "Smith"),
    ("Dr Chen said so", "Chen"),
    ("my dad John Smith", "Smith"),
    ("我叫王小明，请问在哪里", "王小明"),
    ("我的名字是陈大文", "陈大文"),
    ("患者姓名：林志明", "林志明"),
    ("我是李建国，想问一下", "李建国"),
    ("我是林美玲", "林美玲"),
    ("我姓欧阳", "欧阳"),
    ("王医生说可以", "王"),
    ("我爸爸王建国可以吗", "王建国"),
    ("他叫阿明", "阿明"),
    # Days and places.
    ("born 3/2/1965", "1965"),
    ("生于1965年3月2日", "3月"),
    ("admitted on 3 March 2024", "March"),
    ("12 Baker Street London", "Baker"),
    ("我住在北京市朝阳区建国路88号", "建国路"),
    ("near SW1A 1AA", "SW1A"),
]
KEPT = [
    "does IL-10 or CXCR4 matter at 12 weeks in 2025",
    "are CD73 CD90 and CD105 needed",
    "干细胞要打几次，每次多少",
    "二零二四年有什么新研究",
    "五次还是十二次好",
    "我是高血压病人能做吗",
    "这个叫什么",
    "what is 5x10^6 cells",
    "is it sold in shops?",
    "can it be called a cure",
    "Is it like the one in the film Cocoon",
]


@pytest.mark.hazard("H14")
@pytest.mark.parametrize(("question", "private"), PRIVATE)
def test_what_could_tell_who_asked_is_taken_out(question: str, private: str) -> None:
    """Nothing of it is left, and a word in brackets says what stood there."""
    kept = redacted(question)
    assert private not in kept
    assert "[" in kept


@pytest.mark.parametrize("question", KEPT)
def test_what_a_question_is_about_stays(question: str) -> None:
    """Weeks, years, names of substances and numbers of injections tell nobody's name."""
    assert redacted(question) == question


@given(
    st.text(alphabet="０１２３４５６７８９0123456789", min_size=7, max_size=20),
    st.sampled_from(["", " ", "-", ".", "·", " - ", "\u200b", "\u00ad"]),
    st.sampled_from(["call ", "电话", "x", ""]),
)
@example("0000000000000000", "-", "电话")
def test_no_run_of_seven_digits_is_left(digits: str, sign: str, before: str) -> None:
    """Whatever stands between them and before them, seen or not."""
    kept = redacted(before + sign.join(digits))
    assert sum(char.isdigit() for char in kept) == 0


@given(st.text(max_size=400))
def test_any_text_can_be_redacted_and_stored(text: str) -> None:
    """At most so many code points, on one line, of characters that every database takes."""
    kept = redacted(text)
    assert len(kept) <= MAX
    assert "\n" not in kept and "\0" not in kept
    kept.encode("utf-8")
