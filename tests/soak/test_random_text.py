"""Very many made-up questions: whatever is typed, a turn or a refusal comes back, and danger stays found."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.context import decode, encode
from bot.conversation.respond import MATCHED, respond
from bot.model.knowledge import LOCALES
from bot.model.refusal import Refusal
from bot.model.turn import Context

pytestmark = pytest.mark.soak

LONG_RUN = settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
CASES = Path(__file__).resolve().parent.parent / "cases"
QUESTIONS = [json.loads(line)["q"] for line in (CASES / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
DANGERS = [
    case["q"]
    for case in map(json.loads, (CASES / "safety.jsonl").read_text(encoding="utf-8").splitlines())
    if set(case["kind"]) <= {"emergency", "crisis"} and not case.get("soft")
]

anything = st.text(max_size=2_500)
pieces = st.lists(st.sampled_from(QUESTIONS) | st.text(max_size=20), min_size=1, max_size=4).map(" ".join)


@LONG_RUN
@given(question=anything | pieces, locale=st.sampled_from(LOCALES), token=st.text(max_size=600) | st.none())
def test_any_text_gets_a_reply_or_a_refusal(trained, question, locale, token):
    """Whatever is typed, and whatever stands in the context, the turn is whole: disclaimer, and a context that fits."""
    turn = respond(question, locale, decode(token, trained.knowledge), trained)
    if isinstance(turn, Refusal):
        assert turn.reason in ("empty", "too-long")
        return
    assert turn.reply.disclaimer
    assert len(encode(turn.context, trained.knowledge)) <= 512


@LONG_RUN
@given(question=pieces, locale=st.sampled_from(LOCALES))
def test_the_same_question_gets_the_same_reply(trained, question, locale):
    """Nothing in a turn depends on chance, or on the turns before it."""
    assert respond(question, locale, Context(), trained) == respond(question, locale, Context(), trained)


@LONG_RUN
@given(danger=st.sampled_from(DANGERS), before=st.text(max_size=400), width=st.sampled_from(["", " ", "\n", "\u200b"]))
def test_danger_is_never_refused_for_length(trained, danger, before, width):
    """A cry for help that follows other text is not turned away because the whole is long."""
    turn = respond(f"{before}{width}。{danger}", "en", Context(), trained)
    assert not (isinstance(turn, Refusal) and len(before) <= MATCHED // 2 and len(danger) <= MATCHED // 2)
