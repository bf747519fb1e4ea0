"""What is seen from outside: enough to run the server, and not a word of what people ask."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from opentelemetry import trace
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web import views
from bot.web.app import build_app
from bot.web.logs import configure

SECRET = "zqxsecret albumin"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """The log with everything on; the logging of the tests is put back afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    before = root.handlers, root.level
    configure("requests", stream)
    yield stream
    root.handlers, root.level = before
    logging.getLogger("bot").setLevel(logging.NOTSET)


def test_no_request_is_told_to_tracing(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's set-up of the machine may collect traces of every program: ours gives it none."""

    class Collector(trace.TracerProvider):
        """Collects, as those of a machine do."""

        def get_tracer(self, *_: object, **__: object) -> trace.Tracer:
            """Asked for when there is something to tell."""
            raise AssertionError("a request was told")

    monkeypatch.setattr(trace, "get_tracer_provider", Collector)
    client = TestClient(build_app(trained, Settings()), base_url="http://localhost")
    assert client.post("/en/ask", data={"question": SECRET}).status_code == 200


def test_logs_are_json_without_what_was_typed(
    trained: Trained, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line for each request, with the pattern of its route; of a fault its type and places, not its message."""
    client = TestClient(build_app(trained, Settings()), base_url="http://localhost")
    client.post("/en/ask", data={"question": SECRET})
    client.post("/api/v1/ask", json={"question": SECRET})
    client.get("/en/questions?q=zqxsecret")
    client.get("/zqxsecret/zqxsecret")

    def broken(question: str, *_: object) -> None:
        raise KeyError(question)

    monkeypatch.setattr(views, "respond", broken)
    assert client.post("/en/ask", data={"question": SECRET}).status_code == 500
    written = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert "zqxsecret" not in lines.getvalue() and "testclient" not in lines.getvalue()
    answered = [(line["method"], line["route"], line["status"]) for line in written if line["message"] == "answered"]
    assert ("POST", "/{tag}/ask", 200) in answered and ("POST", "/{tag}/ask", 500) in answered
    (fault,) = [line for line in written if "exception" in line]
    assert fault["exception"] == "KeyError" and any("views.py" in place for place in fault["places"])


def test_metrics_count_requests_kinds_and_content(trained: Trained) -> None:
    """Counts by route and kind, times, and the version; no label holds anything typed."""
    client = TestClient(build_app(trained, Settings(metrics="on")), base_url="http://localhost")
    client.post("/en/ask", data={"question": "my dad is vomiting blood"})
    client.post("/api/v1/ask", json={"question": "zqxsecret zqxsecret"})
    client.get("/zqxsecret/zqxsecret")
    page = client.get("/metrics")
    assert page.headers["cache-control"] == "no-store"
    for line in (
        'hepatica_replies_total{kind="emergency"} 1.0',
        'hepatica_replies_total{kind="fallback"} 1.0',
        'hepatica_requests_total{method="POST",route="/{tag}/ask",status="200"} 1.0',
        'hepatica_request_seconds_count{route="/api/v1/ask"} 1.0',
        f'hepatica_content_info{{version="{trained.knowledge.version}"}} 1.0',
        "hepatica_degraded 0.0",
    ):
        assert line in page.text
    assert "zqxsecret" not in page.text


def test_metrics_are_off_by_default(client: TestClient) -> None:
    """Nobody counts unless the clinic wants it."""
    assert client.get("/metrics").status_code == 404
