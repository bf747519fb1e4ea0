"""Which of the three locales a browser or a question gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales import canonical, detect, negotiate
from bot.model.knowledge import LOCALES


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        (None, "en"),
        ("", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-Hant-u-co-pinyin", "zh-Hant"),
        ("cmn-Hant-TW", "zh-Hant"),
        ("yue", "zh-Hant"),
        ("yue-Hans", "zh-Hans"),
        ("zh-TW,en", "zh-Hant"),
        ("en;q=0.5,zh-TW;q=0.9", "zh-Hant"),
        ("zh-CN;q=0,en;q=0.1", "en"),
        ("fr-FR,de;q=0.9", "en"),
        ("fr-FR,zh-HK;q=0.3", "zh-Hant"),
        ("*", "en"),
        (";;;", "en"),
        ("en;q=x,zh-CN", "zh-Hans"),
        ("en" * 5000, "en"),
    ],
)
def test_negotiation(header: str | None, locale: str) -> None:
    """An explicit script wins, Taiwan, Hong Kong, Macau and Cantonese read Traditional, weights are honoured."""
    assert negotiate(header) == locale


@given(st.text())
def test_any_header_gets_a_locale(header: str) -> None:
    """No header breaks the negotiation."""
    assert negotiate(header) in LOCALES


@pytest.mark.parametrize(("tag", "locale"), [("ZH-hant", "zh-Hant"), ("EN", "en"), ("zh", None), ("fr", None)])
def test_only_our_names_are_canonical(tag: str, locale: str | None) -> None:
    """Another case is recognised; another name is not."""
    assert canonical(tag) == locale


@pytest.mark.parametrize(
    ("question", "locale"),
    [
        ("is it safe?", "en"),
        ("副作用有哪些", "zh-Hans"),
        ("这个治疗安全吗", "zh-Hans"),
        ("這個治療安全嗎", "zh-Hant"),
        ("有冇副作用", "zh-Hant"),
        ("MELD 分数会降吗", "zh-Hans"),
        ("stem cells 安全吗", "zh-Hans"),
        ("what does 干细胞 mean in this article", "en"),
        ("¿es seguro?", "en"),
        ("?????", "en"),
    ],
)
def test_language_of_a_question(question: str, locale: str) -> None:
    """Chinese in either script is told from English by its characters; without a telling one it is Simplified."""
    assert detect(question) == locale
