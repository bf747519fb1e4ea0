"""Hostile and broken inputs: every one gets a clean answer on the page and in the API, none an internal error."""

import json

import pytest
from starlette.testclient import TestClient

from tests.conftest import CASES

LINES = [json.loads(line) for line in (CASES / "inputs.jsonl").read_text(encoding="utf-8").splitlines()]
NOT_A_QUESTION = ("api-", "wire-", "cli-", "content-", "form-body", "method", "lang-param", "accept-", "origin", "host",
                  "forwarded", "range", "query-string")  # fmt: skip
QUESTIONS = sorted({line["input"] for line in LINES if not line["category"].startswith(NOT_A_QUESTION)})
BODIES = sorted({line["input"] for line in LINES if line["category"].startswith("api-")})


def sound(text: str) -> str:
    """The text as a browser would send it: half characters replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


@pytest.mark.hazard("H12")
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda text: ascii(text)[:40])
def test_any_question_gets_a_clean_answer(client: TestClient, question: str) -> None:
    """200, or 422 for what is no question; the person's text appears only escaped."""
    page = client.post("/en/ask", data={"question": sound(question)})
    assert page.status_code in (200, 413, 422)
    assert "<script>alert" not in page.text and "Traceback" not in page.text
    body = json.dumps({"question": question, "locale": "en"})
    api = client.post("/api/v1/ask", content=body, headers={"content-type": "application/json"})
    assert api.status_code in (200, 413, 422)
    if api.status_code == 200:
        assert api.json()["disclaimer"]


@pytest.mark.parametrize("body", BODIES, ids=lambda text: ascii(text)[:40])
def test_any_body_gets_a_clean_problem(client: TestClient, body: str) -> None:
    """A bad body is a client error, and nothing of it comes back."""
    response = client.post(
        "/api/v1/ask", content=body.encode("utf-8", "surrogatepass"), headers={"content-type": "application/json"}
    )
    assert 400 <= response.status_code < 500
    assert response.json()["emergency"]


def test_deep_json_is_refused_without_building_it(client: TestClient) -> None:
    """Brackets within a text do not count; a text that never ends is no way around."""
    kind = {"content-type": "application/json"}
    deep = client.post(
        "/api/v1/ask", content=b'{"question": "is it safe", "x": ' + b"[" * 9 + b"]" * 9 + b"}", headers=kind
    )
    assert deep.status_code == 422 and "nested" in deep.json()["detail"]
    assert client.post("/api/v1/ask", content=b'{"question": "is it safe [[[[[[[[[["}', headers=kind).status_code == 200
    assert client.post("/api/v1/ask", content=b'{"' + b'\\"' * 8_000, headers=kind).status_code == 422
