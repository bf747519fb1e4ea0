"""Forms as browsers and programs send them: the fields are the same however they are written."""

from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.model.knowledge import Knowledge
from bot.text.normalise import printable
from bot.web.transcript import decode
from tests.web.reading import hidden_transcript

PLAIN = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}


def asked_of(page: str, knowledge: Knowledge) -> str | None:
    """The question that the transcript of a page says was asked."""
    return decode(hidden_transcript(page), knowledge).entries[-1].question


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_a_form_says_the_same_in_both_ways_to_send_it(client: TestClient, knowledge: Knowledge, text: str) -> None:
    """Line by line in parts, or in one line with signs for what is no letter."""
    in_parts = {"question": (None, f"is it safe {text}"), "transcript": (None, "")}
    one, other = (
        client.post("/en/ask", headers={"HX-Request": "true"}, files=in_parts),
        client.post("/en/ask", headers=PLAIN, content=f"question={quote_plus(f'is it safe {text}')}&transcript="),
    )
    assert one.status_code == other.status_code == 200
    assert asked_of(one.text, knowledge) == asked_of(other.text, knowledge)


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        (b"question=is+it+safe%3F&transcript=", "is it safe?"),
        (b"question=%E5%AE%89%E5%85%A8%E5%90%97", "安全吗"),
        ("question=安全吗".encode(), "安全吗"),
        (b"question=is it safe", "is it safe"),
        (b"question=x&question=is+it+safe", "is it safe"),
        (b"=&&question=is+it+safe&&=x&", "is it safe"),
        (b"question=is+it+safe+%FF%FE", "is it safe \ufffd\ufffd"),
        (b"question=is+it+safe+\xff", "is it safe \ufffd"),
        (b"question=is+it+safe+%", "is it safe %"),
    ],
)
def test_a_form_is_read_whatever_stands_in_it(
    client: TestClient, knowledge: Knowledge, body: bytes, asked: str
) -> None:
    """Signs for letters, letters as they are, fields twice or without a name, and what is no text at all."""
    answer = client.post("/en/ask", headers=PLAIN, content=body)
    assert answer.status_code == 200
    assert asked_of(answer.text, knowledge) == printable(asked)


def test_a_form_with_very_many_fields_is_refused(client: TestClient) -> None:
    """No form of ours has that many."""
    body = "&".join(f"field{n}=x" for n in range(100))
    assert client.post("/en/ask", headers=PLAIN, content=body).status_code == 400
