"""What a stranger may try: files in forms, listings, odd methods, questions in addresses."""

import pytest
from starlette.testclient import TestClient

from bot.model.knowledge import Knowledge

SECRET = "zqxsecret"


def test_a_file_in_a_form_is_not_taken(client: TestClient) -> None:
    """No form of ours has a file: whoever sends one gets a clean refusal, and nothing of it back."""
    files = {"question": ("note.txt", SECRET.encode() * 100, "text/plain")}
    for path in ("/en/ask", "/en/", "/en/sheet", "/en/kiosk/step"):
        refused = client.post(path, files=files)
        assert 400 <= refused.status_code < 500
        assert SECRET not in refused.text


def test_too_many_fields_are_refused(client: TestClient) -> None:
    """A form of ours has a handful."""
    assert 400 <= client.post("/en/ask", data={f"field{n}": "x" for n in range(50)}).status_code < 500


@pytest.mark.parametrize(
    "path", ["/static/", "/static/vendor/", "/static/embed", "/static/..%2fapp.py", "/.git/config"]
)
def test_nothing_is_listed_and_nothing_beside_the_files_is_served(client: TestClient, path: str) -> None:
    """A folder is no page, and a way out of it leads nowhere."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    """And what was sent does not come back."""
    refused = client.request(method, "/en/ask", headers={"X-Note": SECRET})
    assert refused.status_code == 405 and SECRET not in refused.text


@pytest.mark.parametrize("path", ["/en/", "/en/ask", "/en/embed", "/en/embed/ask", "/en/kiosk", "/en/a/safety", "/"])
def test_a_question_in_an_address_is_not_asked(client: TestClient, path: str) -> None:
    """Addresses are kept in histories and logs, so none of ours takes a question, shows it or passes it on."""
    reply = client.get(f"{path}?question={SECRET}&transcript={SECRET}")
    assert SECRET not in reply.text and SECRET not in reply.headers.get("location", "")


def test_sources_are_reached_by_https_alone(knowledge: Knowledge) -> None:
    """No link of a reply leads to a script or an unguarded page."""
    addresses = [source.address for source in knowledge.sources.values() if source.address]
    assert addresses and all(address.startswith("https://") for address in addresses)
