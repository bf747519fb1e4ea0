"""Who is let in: whoever has the start address, from our own pages, on this machine's own names."""

import pytest

from tests.studio.conftest import BASE


@pytest.fixture
def studio(reading):
    """The studio for reading; its client has a session of its own again after each test."""
    yield reading
    reading.client.cookies.clear()
    reading.client.get(f"/start?token={reading.tokens[-1]}")


@pytest.fixture
def stranger(studio):
    """A client without a session."""
    studio.client.cookies.clear()
    return studio.client


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/en/a/survival", "/en/edit?file=answers/results.yaml&at=answers.survival.summary"]
)
def test_without_a_session_nothing_of_the_content_is_shown(stranger, path):
    """Whoever only knows the port sees a page that says what to do."""
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "Open the start address" in answer.text
    assert "survival" not in answer.text


def test_a_start_address_works_once(studio):
    """A second use of the same address is refused, and another one has been announced."""
    used, fresh = studio.tokens[-2:]
    announced = len(studio.tokens)
    studio.client.cookies.clear()
    again = studio.client.get(f"/start?token={used}")
    assert again.status_code == 403
    assert "works once" in again.text
    assert studio.client.get("/en/").status_code == 403
    assert studio.client.get(f"/start?token={fresh}").status_code == 303
    assert studio.client.get("/en/").status_code == 200
    assert len(studio.tokens) == announced + 1


def test_a_browser_that_fetches_ahead_does_not_use_the_address_up(studio):
    """What is being typed may be fetched before Enter is pressed."""
    token = studio.tokens[-1]
    assert studio.client.get(f"/start?token={token}", headers={"Sec-Purpose": "prefetch"}).status_code == 403
    assert studio.client.head(f"/start?token={token}").status_code == 403
    assert studio.client.get(f"/start?token={token}").status_code == 303


def test_the_cookie_is_for_this_studio_alone(studio):
    """No script reads it, no other site sends it, and it ends with the browser."""
    cookie = studio.client.get(f"/start?token={studio.tokens[-1]}").headers["set-cookie"]
    assert cookie.startswith("hepatica-studio-8010=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "max-age" not in cookie.lower()
    assert "expires" not in cookie.lower()


@pytest.mark.parametrize("host", ["evil.example:8010", "127.0.0.1", "127.0.0.1:8000", "0.0.0.0:8010", ""])
def test_another_name_of_the_machine_is_not_answered(studio, host):
    """A page of another site cannot reach the studio by a name that leads here."""
    answer = studio.client.get("/en/", headers={"Host": host})
    assert answer.status_code == 421
    assert "survival" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": BASE, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_forms_of_other_pages_are_refused(studio, headers):
    """A post that our own page did not send changes nothing, even with the session."""
    assert studio.client.post("/en/edit", data={"do": "save"}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/en/", "/en/coverage", "/nothing", "/static/app.css", "/static/nothing.css"])
def test_every_response_carries_the_strict_policy(studio, path):
    """Nothing from elsewhere, nothing inline, no frame, nothing kept by caches."""
    sent = studio.client.get(path).headers
    policy = sent["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert sent["cache-control"] == "no-store"
    assert sent["x-content-type-options"] == "nosniff"


def test_a_form_beyond_all_measure_is_refused(studio):
    """A text box is not an upload."""
    assert studio.post("/en/edit", **{"text-0": "x" * 300_000}).status_code == 413


def test_the_public_server_knows_nothing_of_the_studio(trained):
    """None of its addresses is answered there."""
    from starlette.testclient import TestClient

    from bot.settings import Settings
    from bot.web.app import build_app

    client = TestClient(build_app(trained, Settings()), base_url="http://127.0.0.1:8000", follow_redirects=False)
    for path in ("/start?token=x", "/en/edit?file=answers/results.yaml&at=x", "/en/coverage", "/en/words"):
        assert client.get(path).status_code == 404
