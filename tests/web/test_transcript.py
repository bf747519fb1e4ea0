"""The transcript: what goes in comes out, and nothing else does."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.turn import Decision, Slots
from bot.web.transcript import MAX_BYTES, MAX_QUESTION, MAX_TURNS, Conversation, Entry, decode, encode
from tests.conftest import shared_knowledge
from tests.shipped import OUTCOMES

KINDS = ("personal_advice", "emergency", "crisis", "clarify", "fallback", "smalltalk")


def entries() -> st.SearchStrategy[Entry]:
    """Any turn that a conversation can hold."""
    knowledge = shared_knowledge()
    intents = st.sampled_from(sorted(knowledge.intents))
    slots = st.builds(Slots, st.none() | st.sampled_from(OUTCOMES), st.none() | st.integers(0, 520))
    notices = st.lists(st.sampled_from(["same-day", "emergency-line"]), unique=True).map(tuple)
    answered = st.builds(
        lambda name, slots, notices, also, short: Decision(
            knowledge.intents[name].kind, (name,), slots, notices, "", also, short
        ),
        intents,
        slots,
        notices,
        st.none() | intents,
        st.booleans(),
    )
    other = st.builds(
        Decision,
        st.sampled_from(KINDS),
        st.lists(intents, max_size=3, unique=True).map(tuple),
        slots,
        notices,
        st.sampled_from(["", "hello", "overdose"]),
    )
    return st.builds(Entry, st.none() | st.text(max_size=400), answered | other)


@given(st.lists(entries(), max_size=MAX_TURNS + 3))
def test_a_conversation_survives_the_journey(turns: list[Entry]) -> None:
    """Whatever was asked and decided, decoding gives back what was encoded."""
    conversation = Conversation()
    for turn in turns:
        conversation = conversation.plus(turn)
    token = encode(conversation)
    assert decode(token, shared_knowledge()) == conversation
    assert len(token) <= MAX_BYTES
    assert conversation.dropped + len(conversation.entries) == len(turns)


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("=")))
def test_nonsense_is_an_empty_conversation(token: str) -> None:
    """A token that we did not write never raises and never invents a turn."""
    assert decode(token, shared_knowledge()).entries == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(JSON, st.lists(JSON, min_size=9, max_size=9))
def test_any_json_inside_is_read_without_an_error(value: object, turn: list[object]) -> None:
    """Well-formed JSON of the wrong shape is dropped, not believed."""
    for packed in (value, [1, 0, value], [1, 0, [turn, value]]):
        token = base64.urlsafe_b64encode(json.dumps(packed).encode()).decode().rstrip("=")
        for entry in decode(token, shared_knowledge()).entries:
            assert set(entry.decision.intents) <= shared_knowledge().intents.keys()


def test_the_words_of_an_emergency_are_not_kept() -> None:
    """An emergency or crisis turn holds no question text, even if a token claims one."""
    for kind in ("emergency", "crisis"):
        conversation = Conversation().plus(Entry("zqx", Decision(kind)))
        assert b"zqx" not in base64.urlsafe_b64decode(encode(conversation) + "==")
        forged = base64.urlsafe_b64encode(json.dumps([1, 0, [["zqx", kind, [], None, None, [], "", None, 0]]]).encode())
        assert decode(forged.decode().rstrip("="), shared_knowledge()).entries[0].question is None


def test_a_turn_of_an_unknown_intent_is_dropped_and_the_others_stay() -> None:
    """A conversation from before a content change keeps what still exists."""
    turns = [
        ["a", "answer", ["gone"], None, None, [], "", None, 0],
        ["b", "answer", ["safety"], None, None, [], "", None, 0],
    ]
    token = base64.urlsafe_b64encode(json.dumps([1, 3, turns]).encode()).decode().rstrip("=")
    assert [entry.question for entry in decode(token, shared_knowledge()).entries] == ["b"]


@pytest.mark.parametrize("length", [MAX_QUESTION, MAX_QUESTION + 1, 5000])
def test_a_long_text_about_danger_is_kept_short(length: int) -> None:
    """Only such a text can be long; the field must stay small."""
    kept = Conversation().plus(Entry("x" * length, Decision("personal_advice"))).entries[0].question
    assert kept is not None
    assert len(kept) <= MAX_QUESTION
