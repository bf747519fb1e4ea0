"""One answer on each surface that can show it, as text without tags and without blanks."""

import argparse
import contextlib
import io
import json
from collections.abc import Callable

from starlette.testclient import TestClient

from bot.cli import ask
from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.knowledge import Locale
from bot.model.turn import Context, Decision
from bot.web.transcript import Conversation, Entry, encode
from tests.web.reading import words

Show = Callable[[TestClient, Trained, Locale, str, str], tuple[int, str]]
"""From client, knowledge, locale, a question and the id of its intent to HTTP status and text."""


def squeezed(text: str) -> str:
    """A text without blanks, so that markup between words does not matter."""
    return "".join(text.split())


def _page(path: str, **headers: str) -> Show:
    def show(client: TestClient, trained: Trained, locale: Locale, question: str, intent: str) -> tuple[int, str]:
        reply = client.post(f"/{locale}{path}", data={"question": question}, headers=headers)
        return reply.status_code, squeezed(words(reply.text))

    return show


def _get(path: str) -> Show:
    def show(client: TestClient, trained: Trained, locale: Locale, question: str, intent: str) -> tuple[int, str]:
        reply = client.get(f"/{locale}{path.format(intent=intent)}")
        return reply.status_code, squeezed(words(reply.text))

    return show


def _again(path: str) -> Show:
    """A conversation that was had before, shown again."""

    def show(client: TestClient, trained: Trained, locale: Locale, question: str, intent: str) -> tuple[int, str]:
        kind = trained.knowledge.intents[intent].kind
        token = encode(Conversation((Entry(question, Decision(kind, (intent,))),)))
        reply = client.post(f"/{locale}{path}", data={"transcript": token, "show": "again"})
        return reply.status_code, squeezed(words(reply.text))

    return show


def _button(path: str) -> Show:
    def show(client: TestClient, trained: Trained, locale: Locale, question: str, intent: str) -> tuple[int, str]:
        reply = client.post(f"/{locale}{path}", data={"offer": intent})
        return reply.status_code, squeezed(words(reply.text))

    return show


def _api(client: TestClient, trained: Trained, locale: Locale, question: str, intent: str) -> tuple[int, str]:
    reply = client.post("/api/v1/ask", json={"question": question, "locale": locale})
    return reply.status_code, squeezed(json.dumps(reply.json(), ensure_ascii=False))


def _api_intent(client: TestClient, trained: Trained, locale: Locale, question: str, intent: str) -> tuple[int, str]:
    reply = client.get(f"/api/v1/intents/{intent}", params={"locale": locale})
    return reply.status_code, squeezed(json.dumps(reply.json(), ensure_ascii=False))


def _terminal(client: TestClient, trained: Trained, locale: Locale, question: str, intent: str) -> tuple[int, str]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        turn = respond(question, locale, Context(), trained)
        ask._show(turn, question, argparse.Namespace(locale=locale, json=False, why=False), trained)
    return 200, squeezed(out.getvalue())


ASKED: dict[str, Show] = {
    "chat": _page("/ask", **{"HX-Request": "true"}),
    "page without JavaScript": _page("/ask"),
    "offered question": _button("/ask"),
    "shown again in another language": _again("/"),
    "sheet of a conversation": _again("/sheet"),
    "embedded": _page("/embed/ask"),
    "kiosk, typed": _page("/kiosk/step"),
    "kiosk, chosen": _button("/kiosk/step"),
    "kiosk, in another language": _again("/kiosk/step"),
    "api": _api,
    "terminal": _terminal,
}
"""Where somebody asks, or comes back to what they asked."""
LINKED: dict[str, Show] = {
    "permalink": _get("/a/{intent}"),
    "sheet of an answer": _get("/sheet?intent={intent}"),
    "api by id": _api_intent,
}
"""Where somebody holds an address."""
EVERYWHERE = {**ASKED, **LINKED}
