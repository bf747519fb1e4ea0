"""Utterances as people really type them: with a slip, in the other script, in full width, politely, without tones.

Made by rule and seeded, so that a run repeats. A variant reaches its intent, or a clarification that offers it.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise, product

import pytest
from opencc import OpenCC
from pypinyin import lazy_pinyin

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Locale
from bot.model.turn import Context, Decision, Turn
from bot.text.normalise import to_simplified
from bot.text.scripts import has_han
from bot.text.sounds import sound
from bot.text.tokens import tokens
from tests.conftest import shared_knowledge

SEED = 2023
PER_LOCALE = 500
"""Variants of each kind in each language."""
WANTED = 0.97
PINYIN_OFFERED = 0.85
"""Of questions in pinyin without tones: a floor under what was measured, not a goal."""
PINYIN_QUESTIONS = 150
SHORT = 12
"""Chinese characters up to which a question is typed as pinyin."""
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
OTHER_SCRIPT = {
    "zh-Hans": tuple(OpenCC(name).convert for name in ("s2t", "s2tw", "s2hk")),
    "zh-Hant": (OpenCC("t2s").convert,),
}
POLITE: dict[Locale, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Please, ", "Hello, ", "Excuse me, ", "Could you tell me: ", "Hi there. ", "Sorry to bother you, ", "I'd like to know, "),
        (" please", " Thank you.", " thanks", " Thanks a lot!", " Many thanks in advance.", " Cheers"),
    ),
    "zh-Hans": (
        ("请问", "你好，", "您好，请问", "麻烦问一下，", "不好意思，请问", "我想问一下，", "想请教一下，"),
        ("，谢谢", "谢谢！", "，麻烦您了", "，谢谢您", "，请告诉我"),
    ),
    "zh-Hant": (
        ("請問", "你好，", "您好，請問", "唔該，", "唔好意思，想問下", "我想請問", "麻煩問一下，", "想問吓"),
        ("，謝謝", "，唔該", "唔該晒！", "，多謝", "，麻煩你喇", "，感謝"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance of an intent, and the language it is written in."""

    locale: Locale
    intent: str
    text: str


Change = Callable[[Utterance, random.Random], str]
"""From an utterance to a variant of it; the same text where there is nothing to change."""


def _slip(utterance: Utterance, chance: random.Random) -> str:
    """One slip of the fingers in a word, or one Chinese character for another that sounds alike."""
    if utterance.locale != "en":
        return _homophone(utterance, chance)
    text = utterance.text
    places = [place for place, pair in enumerate(pairwise(text)) if "".join(pair).isalpha()]
    variant = text
    while variant == text and places:
        variant = chance.choice((_swapped, _dropped, _doubled, _neighbour))(text, chance.choice(places), chance)
    return variant


def _swapped(text: str, place: int, chance: random.Random) -> str:
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


def _dropped(text: str, place: int, chance: random.Random) -> str:
    return text[:place] + text[place + 1 :]


def _doubled(text: str, place: int, chance: random.Random) -> str:
    return text[: place + 1] + text[place:]


def _neighbour(text: str, place: int, chance: random.Random) -> str:
    """The key beside the right one."""
    row = next((row for row in KEYS if text[place].lower() in row), text[place])
    key = row.index(text[place].lower())
    return text[:place] + chance.choice(row[max(0, key - 1) : key] + row[key + 1 : key + 2] or row) + text[place + 1 :]


def _homophone(utterance: Utterance, chance: random.Random) -> str:
    text, alike = utterance.text, _homophones(utterance.locale)
    places = [place for place, char in enumerate(text) if has_han(char) and len(alike[sound(char)]) > 1]
    if not places:
        return text
    place = chance.choice(places)
    others = [char for char in alike[sound(text[place])] if char != text[place]]
    return text[:place] + chance.choice(others) + text[place + 1 :]


@cache
def _homophones(locale: Locale) -> dict[str, tuple[str, ...]]:
    """The characters that the utterances of a language use, by sound: common ones, as an input method offers them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for utterance in _utterances():
        if utterance.locale == locale:
            for char in filter(has_han, utterance.text):
                found[sound(char)].add(char)
    return {one: tuple(sorted(chars)) for one, chars in found.items()}


def _other_script(utterance: Utterance, chance: random.Random) -> str:
    return chance.choice(OTHER_SCRIPT[utterance.locale])(utterance.text)


def _full_width(utterance: Utterance, chance: random.Random) -> str:
    """As a Chinese input method in full-width mode writes Latin letters, digits, spaces and marks."""
    return "".join(
        "\u3000" if char == " " else chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in utterance.text
    )


def _polite_start(utterance: Utterance, chance: random.Random) -> str:
    return chance.choice(POLITE[utterance.locale][0]) + utterance.text


def _polite_end(utterance: Utterance, chance: random.Random) -> str:
    return utterance.text + chance.choice(POLITE[utterance.locale][1])


CHANGES: dict[str, Change] = {
    "one slip": _slip,
    "the other script": _other_script,
    "full width": _full_width,
    "a polite beginning": _polite_start,
    "a polite end": _polite_end,
}


@cache
def _utterances() -> tuple[Utterance, ...]:
    texts = shared_knowledge().utterances
    return tuple(Utterance(_locale(text), intent, text) for intent in texts for text in texts[intent])


def _locale(text: str) -> Locale:
    if not has_han(text):
        return "en"
    return "zh-Hans" if to_simplified(text) == text else "zh-Hant"


@cache
def _shuffled(locale: Locale) -> tuple[Utterance, ...]:
    """The utterances of a language, in an order of chance."""
    ours = [utterance for utterance in _utterances() if utterance.locale == locale]
    return tuple(random.Random(SEED).sample(ours, len(ours)))


def _decision(question: str, locale: Locale, trained: Trained) -> Decision:
    turn = respond(question, locale, Context(), trained)
    assert isinstance(turn, Turn), question
    return turn.decision


def _reaches(variant: str, utterance: Utterance, trained: Trained) -> bool:
    """True if a variant is answered by the utterance's intent, or asked back with it among the offers.

    Personal advice and an emergency count only where the utterance itself is one.
    """
    decision = _decision(variant, utterance.locale, trained)
    if decision.kind in ("answer", "not_covered", "clarify"):
        return utterance.intent in decision.intents
    alarm = decision.kind in ("personal_advice", "emergency", "crisis")
    return alarm and _decision(utterance.text, utterance.locale, trained).kind == decision.kind


def _missed(variants: list[tuple[str, Utterance]], trained: Trained) -> list[str]:
    """The variants that reach something else, readable in a failure."""
    missed = [(variant, one) for variant, one in variants if not _reaches(variant, one, trained)]
    return [f"{v!r} of {one.text!r} ({one.intent}): {_decision(v, one.locale, trained)}" for v, one in missed]


def _changed(name: str, locale: Locale) -> list[tuple[str, Utterance]]:
    """Variants of one kind in one language; what the change leaves as it was is none."""
    chance = random.Random(f"{SEED} {name} {locale}")
    made = ((CHANGES[name](utterance, chance), utterance) for utterance in _shuffled(locale))
    return list(islice(((variant, one) for variant, one in made if variant != one.text), PER_LOCALE))


KINDS = [
    pytest.param(name, locale)
    for name, locale in product(CHANGES, LOCALES)
    if (name, locale) != ("the other script", "en")
]


@pytest.mark.parametrize(("name", "locale"), KINDS)
def test_a_changed_utterance_reaches_its_intent(name: str, locale: Locale, trained: Trained) -> None:
    """Nearly all: a slip, a script, a width or a courtesy changes nothing that matters."""
    variants = _changed(name, locale)
    missed = _missed(variants, trained)
    assert len(variants) - len(missed) >= WANTED * len(variants), "\n".join((f"{len(missed)}/{len(variants)}", *missed))


PINYIN = {"without spaces": "", "with spaces": " "}


def _in_pinyin(space: str) -> list[tuple[str, Utterance]]:
    """Short Chinese utterances as somebody writes them who has no input method at hand."""
    every = (*_shuffled("zh-Hans"), *_shuffled("zh-Hant"))
    short = [one for one in every if len(one.text) <= SHORT and all(map(has_han, one.text))]
    chosen = random.Random(SEED).sample(short, PINYIN_QUESTIONS)
    return [(space.join(lazy_pinyin(one.text)), one) for one in chosen]


@pytest.mark.parametrize("space", PINYIN.values(), ids=PINYIN.keys())
def test_pinyin_without_tones_leads_to_its_intent_or_an_offer_of_it(space: str, trained: Trained) -> None:
    """Put into characters by what the examples hold, nearly all such questions are understood."""
    variants = _in_pinyin(space)
    lost = [variant for variant, one in variants if one.intent not in _decision(variant, one.locale, trained).intents]
    assert len(variants) - len(lost) >= PINYIN_OFFERED * len(variants), f"{len(lost)}/{len(variants)}"


@pytest.mark.parametrize(
    ("initials", "word", "question", "intent"),
    [
        ("gyh", "肝硬化", "gyh能治好吗", "cure"),
        ("gxb", "干细胞", "gxb是什么", "msc"),
        ("gyz", "肝移植", "gyz跟这个比哪个好", "compare-transplant"),
        ("zam", "转氨酶", "zam会降吗", "transaminases"),
        ("dhs", "胆红素", "dhs下降了吗", "bilirubin"),
        ("bdb", "白蛋白", "bdb升了没", "albumin"),
        ("fzy", "副作用", "fzy有哪些", "side-effects"),
    ],
)
def test_initials_of_the_main_terms_stand_for_them(
    initials: str, word: str, question: str, intent: str, trained: Trained
) -> None:
    """The first letters of the syllables name what the word names, and a question with them is understood."""
    concepts = trained.matcher.concepts
    assert set(concepts.found_in(initials, tokens(initials))) & set(concepts.found_in(word, tokens(word)))
    assert intent in _decision(question, "zh-Hans", trained).intents
