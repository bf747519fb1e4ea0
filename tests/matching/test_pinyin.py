"""Chinese typed without an input method, read by what the examples hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from bot.matching.pinyin import PinyinReader, count_pairs, learn_pinyin
from bot.text.normalise import fold
from bot.text.sounds import syllables

EXAMPLES = (
    "圖書館幾點開門",
    "星期天開不開門",
    "辦卡要多少錢",
    "年費是多少錢",
    "一張卡能借幾本書",
    "書可以還到別的分館嗎",
    "when does the library open",
    "can I get a card here",
    "how long can he keep a book",
    "DVD能借幾天",
)
READER = learn_pinyin(EXAMPLES)


@pytest.mark.parametrize("example", [text for text in EXAMPLES if text.isalpha() and not text.isascii()][:6])
@pytest.mark.parametrize("space", ["", " "], ids=["in one", "apart"])
def test_an_example_typed_in_letters_is_read_back(example: str, space: str) -> None:
    """With spaces between the syllables or without."""
    folded = fold(example)
    assert READER.meant(space.join(lazy_pinyin(folded))) == folded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ban ka yao duoshao qian", "办卡要多少钱"),
        ("xingqitian kaimen ma?", "星期天开门吗?"),
        ("DVD neng jie ji tian", "dvd能借几天"),
        ("tushuguan几点kaimen", "图书馆几点开门"),
        ("ＢＡＮＫＡ duoshao qian", "办卡多少钱"),
        ("bàn kǎ yào duōshao qián", "办卡要多少钱"),
        ("ka neng jie 2.5 tian", "卡能借2.5天"),
    ],
)
def test_other_words_than_the_examples_are_read_too(typed: str, meant: str) -> None:
    """New questions, terms in Latin letters among them, characters beside letters, full width."""
    assert READER.meant(typed) == meant


@pytest.mark.parametrize(
    "text", ["can he get a book", "a", "can", "banana", "", "???", "圖書館幾點開門", "Wi-Fi", "日本", "AI会借书吗"]
)
def test_what_is_no_pinyin_stays_as_it_is_typed(text: str) -> None:
    """English words that could be read so, and texts with nothing to read."""
    assert READER.meant(text) == text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever is typed comes back, as it was or in characters; what comes back stays as it is."""
    meant = READER.meant(text)
    assert READER.meant(meant) in (meant, READER.in_characters(fold(meant)))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=60))
def test_a_reader_without_examples_reads_nothing(text: str) -> None:
    """Where no Chinese was learnt, letters are letters."""
    assert PinyinReader(count_pairs(()), frozenset()).meant(text) == text


@pytest.mark.parametrize("text", ["ai" * 149 + "b", "yi" * 300, "n" * 300, "a1" * 150])
def test_a_long_row_of_letters_is_cut_in_no_time(text: str) -> None:
    """What can be cut in very many ways ends like any other: this test would not."""
    assert syllables(text) == [] or "".join(syllables(text)) == text
    assert READER.meant(text)
