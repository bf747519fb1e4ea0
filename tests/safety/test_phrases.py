"""Lists of phrases: the index changes how fast they are read, never what is found."""

import json
import random
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.knowledge import Knowledge
from bot.safety import phrases
from bot.safety import screen as screening
from bot.safety.notation import SIGN, Parts, Phrase, compile_phrase, fold_parts, plain_all
from bot.safety.phrases import Shelf, offer_of
from bot.safety.screen import compile_lexicon, screen
from bot.text.scripts import has_han
from tests.conftest import CASES
from tests.safety.lexicon import COMPILED, LEXICON

WRITTEN = (
    "(my|his) .. <kin>",
    "<kin>",
    "(i|we) [just] want to know",
    "sick <kin>",
    "想[要|再](知道|问)",
    "吐..血",
    "<亲>..血",
    "(想|要)[爸|just][再](知道|道血)(吐|血吐)",
    "吐[x]血(想要|要想|知道) $",
    "2(吐|血)(要|想)",
)
PARTS = fold_parts({"kin": ("dad", "mum", "dads"), "亲": ("爸", "爸爸")})
SHELF = Shelf()
OTHERS = SHELF.compile(("血", "<kin>", "nothing of this"), PARTS, plain_all(("血", "<kin>", "nothing of this")))
PHRASES = SHELF.compile(WRITTEN, PARTS, plain_all(WRITTEN))
AROUND_A_SIGN = (
    "(i|SIGN) <kin>",
    "SIGN <kin>",
    "(my|his) .. SIGN",
    "^ SIGN (sick|just)",
    "(吐|SIGN)..想",
    "SIGN知道",
    "(吐|SIGN)(想|要)",
)
FRAMES = SHELF.compile(AROUND_A_SIGN, PARTS, plain_all(AROUND_A_SIGN))
WORDS = st.sampled_from(
    [
        "my",
        "his",
        "dad",
        "mum",
        "sick",
        "i",
        "just",
        "want",
        "to",
        "know",
        "吐",
        "血",
        "想",
        "要",
        "知道",
        "爸",
        "再",
        "x",
        "2",
        "2吐要",
        "想再知",
        "想爸再",
        "要道血",
        "吐血想要",
    ]
)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(WORDS, max_size=14), glue=st.sampled_from(("", " ")))
def test_the_index_finds_what_one_long_alternation_finds(words: list[str], glue: str) -> None:
    """Places, order and overlaps are those of the phrases as alternatives of one expression."""
    text = glue.join(words)
    alternation = re.compile("|".join(f"(?:{phrase.pattern.pattern})" for phrase in PHRASES.every))
    offer = offer_of(text)
    assert [hit.span() for hit in PHRASES.matches(text, offer)] == [hit.span() for hit in alternation.finditer(text)]
    assert PHRASES.cut(text, offer, "¤") == alternation.sub("¤", text)
    assert (PHRASES.search(text, offer) is None) == (alternation.search(text) is None)
    assert set(PHRASES.among(offer)) <= set(PHRASES.every)
    assert set(OTHERS.among(offer)) <= set(OTHERS.every)


@settings(max_examples=200, deadline=None)
@given(before=st.lists(WORDS, max_size=5), after=st.lists(WORDS, max_size=5), glue=st.sampled_from(("", " ")))
def test_what_a_text_offers_is_enough_once_a_sign_is_marked_in_it(
    before: list[str], after: list[str], glue: str
) -> None:
    """One look at a clause serves for every sign in it: the mark needs no look of its own."""
    text = glue.join((*before, "sick", *after))
    marked = glue.join((*before, SIGN, *after))
    found = {phrase for phrase in FRAMES.every if phrase.pattern.search(marked)}
    assert found <= set(FRAMES.among(offer_of(text)))


@pytest.mark.parametrize(
    ("written", "fits", "does_not"),
    [
        ("吐(了|过)(血|红)", "他吐了红的", "吐红了血过"),
        ("吐[了|过](血|红)", "他吐了血", "红吐了很多血"),
        ("(大便|屎)..(柏油样|沥青样)", "大便像沥青样", "大便沥青柏油像样"),
    ],
)
def test_characters_that_never_meet_in_a_text_spare_it_the_phrase(written: str, fits: str, does_not: str) -> None:
    """Its expression is neither compiled nor searched for, though each of its words is there."""
    listed = Shelf().compile((written,), PARTS, plain_all([written]))
    assert listed.search(fits, offer_of(fits))
    assert not listed.among(offer_of(does_not))


def test_every_phrase_of_the_lexicon_is_looked_for_in_what_it_is_written_for() -> None:
    """Whatever words stand in the places of a phrase, with what may be left out and without it."""
    chance = random.Random(29)
    missed = []
    for phrase, phrases_ in COMPILED.book.entries:
        texts = (_spoken(phrase, chance) for _ in range(4))
        held = [text for text in texts if phrase.pattern.search(text)]
        missed += [(phrase.written, text) for text in held if phrase not in phrases_.among(offer_of(text))]
        assert held or SIGN in phrase.form
    assert not missed


def _spoken(phrase: Phrase, chance: random.Random) -> str:
    """A text that a phrase of the notation is written for."""
    words = []
    for piece in phrase.pieces:
        if piece.kind == "words" or (piece.kind == "optional" and chance.random() < 0.5):
            words.append(chance.choice(piece.words))
        elif piece.kind.startswith("#"):
            words.append("38")
    return (" " if all(map(str.isascii, words)) else "").join(words)


@pytest.mark.parametrize("text", ["vomit 血", "vomit血"])
def test_latin_words_meet_chinese_ones_with_a_space_or_without(text: str) -> None:
    """Both are typed."""
    assert compile_phrase("(vomit|puke) 血", Parts()).pattern.search(text)


def test_most_of_the_lexicon_is_never_compiled_for_a_simple_question() -> None:
    """Expressions are built when a text first holds their words, so a start is quick."""
    phrases = [*COMPILED.signs.phrases.every, *COMPILED.personal.always.every]
    assert len(phrases) > len(PHRASES.every)
    assert not [p for p in phrases if not p.rarest.keys]
    assert sum(len(sign.en) + len(sign.zh) for sign in LEXICON.redflags.signs) <= len(phrases)


def test_what_is_known_of_phrases_changes_nothing(knowledge: Knowledge) -> None:
    """A server that takes what was worked out before finds the same phrases by the same words."""
    lexicon = knowledge.lexicon.safety
    assert not lexicon.known
    worked_out = compile_lexicon(lexicon)
    known = json.loads(json.dumps(worked_out.book.known()))
    taken = compile_lexicon(replace(lexicon, known=known))
    pairs = list(zip(taken.book.entries, worked_out.book.entries, strict=True))
    assert len(pairs) > 4000
    for (one, _), (other, _) in pairs:
        assert (one.written, one.form) == (other.written, other.form)
        assert (one.pattern.pattern, one.asked, one.whole, one.edged) == (
            other.pattern.pattern,
            other.asked,
            other.whole,
            other.edged,
        )
    assert taken.writing == worked_out.writing


def test_what_is_found_does_not_hang_on_how_pieces_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece of a short text is read by what the text offers, one of a long text by what it offers itself."""
    lines = [json.loads(line) for line in (CASES / "safety.jsonl").read_text(encoding="utf-8").splitlines() if line]
    texts = [line["q"] for line in lines]
    texts += [f"{one}, {other}" for one, other in pairwise(texts)]
    by_the_text = [screen(text, COMPILED) for text in texts]
    monkeypatch.setattr(phrases, "_SHORT", -1)
    assert [screen(text, COMPILED) for text in texts] == by_the_text


def test_a_sign_that_is_known_to_be_there_need_not_be_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dangers one after another, in clauses or without a break: judging every place of every sign says the same."""
    lines = [json.loads(line) for line in (CASES / "safety.jsonl").read_text(encoding="utf-8").splitlines() if line]
    chinese = [line["q"] for line in lines if has_han(line["q"])]
    runs = [chinese[start : start + length] for start in range(0, len(chinese), 3) for length in (2, 5, 30)]
    texts = [glue.join(run) for run in runs for glue in ("", "，")]
    quick = [screen(text, COMPILED) for text in texts]
    monkeypatch.setattr(screening, "unsettled", lambda phrases, _signs, _found: phrases)
    whole = [screen(text, COMPILED) for text in texts]
    assert [(one.verdict, set(one.flags), one.notices) for one in quick] == [
        (one.verdict, set(one.flags), one.notices) for one in whole
    ]
    assert sum(len(one.trace) for one in quick) < sum(len(one.trace) for one in whole) * 0.8


@pytest.mark.parametrize("listed", ["of_every_text", "of_some"])
def test_a_list_of_either_shelf_is_asked_for_when_it_is_needed(listed: str) -> None:
    """No list is on both, and each has phrases that a text can hold."""
    shelf = getattr(COMPILED.book, listed)
    lists = {phrases for _, phrases in shelf.entries}
    assert all(phrases.shelf is shelf for phrases in lists)
    assert (COMPILED.signs.phrases in lists) == (listed == "of_every_text")
    assert (COMPILED.frames.education in lists) == (listed == "of_some")
