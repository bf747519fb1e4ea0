"""The context token: opaque, small, and never an error."""

import base64
import json

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.context import MAX_BYTES, decode, encode
from bot.model.knowledge import Knowledge
from bot.model.turn import Context, Slots
from tests.conftest import shared_knowledge
from tests.shipped import OUTCOMES

KNOWLEDGE = shared_knowledge()


def contexts(knowledge: Knowledge) -> st.SearchStrategy[Context]:
    """Any state a turn can leave."""
    intents = st.sampled_from(sorted(knowledge.intents))
    slots = st.builds(Slots, st.none() | st.sampled_from(OUTCOMES), st.none() | st.integers(0, 520))
    return st.builds(Context, st.none() | intents, slots, st.lists(intents, max_size=4).map(tuple), slots)


@given(contexts(KNOWLEDGE))
def test_a_context_survives_the_journey(context: Context) -> None:
    """What is encoded comes back, within 512 bytes."""
    token = encode(context, KNOWLEDGE)
    assert len(token.encode()) <= MAX_BYTES
    assert decode(token, KNOWLEDGE) == context


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_anything_else_is_an_empty_context(token: str) -> None:
    """Garbage is ignored."""
    assert decode(token, KNOWLEDGE) == Context()


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
)


@given(st.lists(ANY_JSON, max_size=6))
def test_a_forged_state_is_an_empty_context_or_a_sound_one(state: list[object]) -> None:
    """A token of the right version with anything in it raises nothing and names only what exists."""
    token = base64.urlsafe_b64encode(json.dumps([KNOWLEDGE.version, *state]).encode()).decode().rstrip("=")
    context = decode(token, KNOWLEDGE)
    assert context.intent is None or context.intent in KNOWLEDGE.intents


def test_another_content_version_is_ignored() -> None:
    """A token from before an edit means nothing any more."""
    from dataclasses import replace

    token = encode(Context("survival"), KNOWLEDGE)
    assert decode(token, replace(KNOWLEDGE, version="000000000000")) == Context()
