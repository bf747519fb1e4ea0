"""The JSON API, as its contract has it."""

import base64
import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained, canonical_questions
from bot.model.knowledge import LOCALES
from bot.model.spans import Text
from tests.shipped import OUTCOMES

MEMBERS = {
    "kind", "intent", "locale", "slots", "understood_as", "text", "figures", "citations", "candidates", "suggestions",
    "notices", "disclaimer", "content_version", "context",
}  # fmt: skip


def ask(client: TestClient, question: str, **members: Any) -> dict[str, Any]:
    """A reply that is expected to be there."""
    response = client.post("/api/v1/ask", json={"question": question, **members})
    assert response.status_code == 200, response.text
    data: dict[str, Any] = response.json()
    return data


def problem(response: Any, status: int) -> dict[str, Any]:
    """The problem details of a refused request."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    data: dict[str, Any] = response.json()
    assert data["status"] == status and data["title"] and data["detail"]
    assert "120" in data["emergency"] and "999" in data["emergency"]
    return data


@pytest.mark.parametrize("locale", LOCALES)
def test_each_canonical_question_gets_its_intent(client: TestClient, trained: Trained, locale: str) -> None:
    """For all intents: the intent, a citation where a fact is stated, the disclaimer, and no uncited number."""
    position = LOCALES.index(next(name for name in LOCALES if name == locale))
    for intent, questions in canonical_questions(trained.knowledge).items():
        data = ask(client, questions[position], locale=locale)
        assert data.keys() >= MEMBERS
        assert (data["intent"], data["locale"]) == (intent, locale)
        assert data["kind"] == trained.knowledge.intents[intent].kind
        assert data["disclaimer"] and data["understood_as"] == questions[position]
        marks = {int(n) for n in re.findall(r"\[(\d+)\]", data["text"])}
        assert marks == {citation["n"] for citation in data["citations"]}
        assert data["citations"] or trained.knowledge.intents[intent].kind == "not_covered" or intent == "about"
        assert not data["figures"] or marks


def test_the_contract_example(client: TestClient) -> None:
    """Survival at twelve weeks, as the contract prints it."""
    data = ask(client, "do treated patients live longer at 12 weeks?", locale="en")
    assert data["intent"] == "survival"
    assert data["slots"] == {"outcome": "survival", "weeks": 12}
    assert data["figures"] == [
        {
            "id": "survival-12w", "outcome": "survival", "measure": "OR", "estimate": "2.21", "low": "1.31",
            "high": "3.74", "level": "95", "weeks": 12, "sources": ["article", "wang-2023"],
        }
    ]  # fmt: skip
    assert data["citations"][0]["attributed_to"] == "wang-2023"
    assert data["citations"][0]["url"] is None


def test_numbers_are_strings_as_printed(client: TestClient) -> None:
    """Trailing zeros stay; a range has no level; a count has an estimate alone."""
    figures = {f["id"]: f for f in ask(client, "MELD results", locale="en")["figures"]}
    assert figures["meld-12w"]["high"] == "-1.40"
    patients = client.get("/api/v1/intents/patients").json()["figures"]
    size = next(figure for figure in patients if figure["id"] == "study-size")
    assert (size["estimate"], size["low"], size["high"], size["level"]) == (None, "9", "158", None)


def test_kinds_without_an_intent(client: TestClient) -> None:
    """Intent and paraphrase are null and the lists are empty."""
    for question, kind in (("hello", "smalltalk"), ("I am vomiting blood", "emergency"), ("I want to die", "crisis")):
        data = ask(client, question, locale="en")
        assert data["kind"] == kind
        assert data["intent"] is None and data["understood_as"] is None and data["slots"] == {}
        assert not (data["figures"] or data["citations"] or data["suggestions"] or data["candidates"])


def test_locale_is_detected_when_absent(client: TestClient) -> None:
    """Chinese in either script gets a reply in that script; Chinese without a telling character gets Simplified."""
    assert ask(client, "is it safe?")["locale"] == "en"
    assert ask(client, "副作用有哪些")["locale"] == "zh-Hans"
    assert ask(client, "這個治療安全嗎")["locale"] == "zh-Hant"
    assert ask(client, "MELD 分數會降嗎")["locale"] == "zh-Hant"


def test_context_carries_the_last_turn(client: TestClient) -> None:
    """A follow-up completes itself from the token, which stays small; garbage is ignored."""
    first = ask(client, "what happens to bilirubin?", locale="en")
    assert len(first["context"].encode()) <= 512
    second = ask(client, "and at 12 weeks?", locale="en", context=first["context"])
    assert (second["intent"], second["slots"]["weeks"]) == ("bilirubin", 12)
    assert ask(client, "is it safe?", locale="en", context="x" * 600)["intent"] == "safety"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"null", 422),
        (b"[]", 422),
        (b"question=hi", 400),
        (b"\xff\xfe", 400),
        (b'{"question": "is it', 422),
        (b'{"question": null}', 422),
        (b'{"question": 1}', 422),
        (b'{"question": NaN}', 422),
        (b'{"question": "a", "question": "b"}', 422),
        (b'{"question": "\\ud800"}', 422),
        (b'{"question": "  "}', 422),
        (b'{"question": "a", "context": 1}', 422),
        (b'{"question": "a", "locale": "fr"}', 422),
        (b'{"question": "a", "locale": "zh-hans"}', 422),
        (b'{"question": ' + b"9" * 5000 + b"}", 422),
        (b'{"question": ' + b"[" * 5000 + b"}", 422),
        (json.dumps({"question": "a" * 301}).encode(), 422),
        (json.dumps({"question": "word " * 500}).encode(), 422),
        (b'{"question": "' + b"a" * 17 * 1024 + b'"}', 413),
    ],
)
def test_bad_bodies_get_one_clear_problem(client: TestClient, body: bytes, status: int) -> None:
    """Never a traceback, never an echo of the body, always the emergency numbers."""
    response = client.post("/api/v1/ask", content=body, headers={"content-type": "application/json"})
    data = problem(response, status)
    assert "word word" not in json.dumps(data)


@pytest.mark.parametrize("kind", ["", "text/plain", "application/xml", "application/json; charset=utf-7"])
def test_another_content_type_is_refused(client: TestClient, kind: str) -> None:
    """Only JSON in UTF-8."""
    problem(client.post("/api/v1/ask", content=b'{"question":"hi"}', headers={"content-type": kind}), 415)


@pytest.mark.parametrize("length", [301, 2500])
def test_danger_in_a_long_question_is_answered(client: TestClient, length: int) -> None:
    """Too long to be matched, but the red flag at its end is seen."""
    text = ("please read this. " * 200)[: length - 30] + " my dad is vomiting blood now."
    assert ask(client, text, locale="en")["kind"] == "emergency"


def test_intents_are_listed_with_their_questions(client: TestClient) -> None:
    """All intents, each with kind, group and canonical question in the language asked for."""
    rows = client.get("/api/v1/intents", params={"locale": "zh-Hant"}).json()["intents"]
    assert len(rows) == 51
    assert {"id", "kind", "group", "question"} == rows[0].keys()
    problem(client.get("/api/v1/intents", params={"locale": "fr"}), 422)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_cells_by_address(client: TestClient, trained: Trained, outcome: str) -> None:
    """A reported cell shows its figure, any other says that nothing is reported."""
    intent = {"alt": "transaminases", "ast": "transaminases"}.get(outcome, outcome)
    missing = [s.text for s in trained.knowledge.locales["en"].labels.unreported if isinstance(s, Text)]
    for weeks in (2, 4, 8, 12, 24, 48):
        data = client.get(f"/api/v1/intents/{intent}", params={"outcome": outcome, "weeks": weeks}).json()
        assert data["slots"] == {"outcome": outcome, "weeks": weeks}
        shown = [figure for figure in data["figures"] if figure["weeks"] == weeks]
        assert bool(shown) != all(part.strip() in data["text"] for part in missing)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("survival?weeks=521", 422), ("survival?weeks=-1", 422), ("survival?weeks=x", 422), ("survival?weeks=1e2", 422),
        ("survival?outcome=weight", 422), ("survival?locale=fr", 422), ("nonsense", 404), ("survival?weeks=٣", 422),
    ],
)  # fmt: skip
def test_bad_addresses(client: TestClient, query: str, status: int) -> None:
    """Unknown intents, outcomes, weeks and locales are clear errors."""
    problem(client.get(f"/api/v1/intents/{query}"), status)


@pytest.mark.parametrize("intent", [[], {}, ["survival"], 1, True])
def test_a_forged_context_is_ignored(client: TestClient, trained: Trained, intent: object) -> None:
    """A token of the right version that holds nonsense is no error."""
    state = [trained.knowledge.version, intent, "survival", 8, ["benefit"]]
    token = base64.urlsafe_b64encode(json.dumps(state).encode()).decode().rstrip("=")
    assert ask(client, "is it safe?", locale="en", context=token)["intent"] == "safety"


def test_a_foreign_outcome_is_no_slot(client: TestClient) -> None:
    """Slots say what the reply is about, not what an address claims."""
    data = client.get("/api/v1/intents/survival", params={"outcome": "meld", "weeks": 12}).json()
    assert data["slots"] == {"outcome": "survival", "weeks": 12}
    assert [figure["id"] for figure in data["figures"]] == ["survival-12w"]


def test_posts_from_another_site_are_refused(client: TestClient) -> None:
    """A browser says where a request comes from; a program says nothing and is answered."""
    for origin in ("https://evil.example", "null"):
        problem(client.post("/api/v1/ask", json={"question": "is it safe?"}, headers={"origin": origin}), 403)


@pytest.mark.parametrize("path", ["/", "/en/", "/en/questions", "/en/a/safety", "/healthz", "/api/v1/intents", "/en/x"])
def test_head_is_get_without_a_body(client: TestClient, path: str) -> None:
    """The same status and headers, and nothing more."""
    head, get = (client.request(method, path, follow_redirects=False) for method in ("HEAD", "GET"))
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers == get.headers


def test_health(client: TestClient, trained: Trained) -> None:
    """Says which content is served."""
    assert client.get("/healthz").json() == {"status": "ok", "content_version": trained.knowledge.version}


def test_openapi_describes_the_api(client: TestClient) -> None:
    """The description names every route of the contract and the shape of a reply."""
    description = client.get("/openapi.json").json()
    assert {"/api/v1/ask", "/api/v1/intents", "/api/v1/intents/{intent_id}", "/healthz"} <= description["paths"].keys()
    assert description["components"]["schemas"]["ReplyBody"]["properties"].keys() >= MEMBERS


def test_wrong_methods_and_paths_are_problems(client: TestClient) -> None:
    """Under /api every error has one shape."""
    problem(client.get("/api/v1/ask"), 405)
    problem(client.get("/api/v1/nothing"), 404)
