"""Text size and contrast: chosen in the address, and carried by everything that leads on."""

import re

import pytest
from starlette.testclient import TestClient

from bot.model.knowledge import LOCALES
from bot.rendering.view import VIEWS, View, read_view, seen_as

PATHS = ("/", "/questions", "/glossary", "/sources", "/about", "/api", "/a/meld?weeks=12", "/nothing")
LEADING_ON = re.compile(r'(?:href|action|formaction|hx-post)="(/(?:en|zh-Hans|zh-Hant)/[^"]*)"')
CHOICE = re.compile(r'class="view-choice"[^>]*(?:href|formaction)="([^"]*)"')


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_link_and_form_keeps_the_view(client: TestClient, path: str, locale: str) -> None:
    """Whoever needs large letters needs them on the next page too. Only the choices themselves lead to other views."""
    page = client.get(f"/{locale}{path}", params=[*pairs(path), ("view", "large-contrast")]).text
    assert f'<html lang="{locale}" data-size="large" data-contrast="more">' in page
    choices = set(CHOICE.findall(page))
    leading = [address for address in LEADING_ON.findall(page) if address not in choices]
    assert len(leading) > 5
    assert [address for address in leading if "view=large-contrast" not in address] == []


def pairs(path: str) -> list[tuple[str, str]]:
    """The parameters that a path has already; a client replaces them by those it is given."""
    return [
        (name, value) for name, _, value in (pair.partition("=") for pair in path.partition("?")[2].split("&")) if name
    ]


def test_all_six_views_can_be_chosen_from_every_page(client: TestClient) -> None:
    """From any view, each text size and each contrast is one step away."""
    for view in VIEWS:
        page = client.get(f"/en/about?view={view.code}").text
        wanted = {seen_as("/en/about", view.sized(size)) for size in ("standard", "large", "larger")}
        wanted |= {seen_as("/en/about", view.contrasted(contrast)) for contrast in (False, True)}
        assert set(CHOICE.findall(page)) == wanted
        assert page.count('class="view-choice"') == 5


def test_a_fragment_keeps_the_view(client: TestClient) -> None:
    """The links of a new answer lead on in the same view."""
    reply = client.post("/en/ask?view=larger", data={"question": "Is it safe?"}, headers={"HX-Request": "true"}).text
    assert [address for address in LEADING_ON.findall(reply) if "view=larger" not in address] == []
    assert "/en/glossary?view=larger#" in reply


@pytest.mark.parametrize("path", ["/", "/en", "/en/ask", "/zh-hant/about"])
def test_redirects_keep_the_view(client: TestClient, path: str) -> None:
    """So does an address that leads elsewhere."""
    assert client.get(f"{path}?view=large").headers["location"].endswith("view=large")


@pytest.mark.parametrize("code", ["", "huge", "large-large", "contrast-large", '"><script>'])
def test_a_view_we_do_not_know_is_the_standard_one(client: TestClient, code: str) -> None:
    """A mistyped view is no error, and is not passed on."""
    page = client.get("/en/about", params={"view": code}).text
    assert read_view(code) == View()
    assert '<html lang="en">' in page
    assert "view=huge" not in page
    assert "<script>" not in page
