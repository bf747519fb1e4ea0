"""Pages for everyone: found by search engines where they should be, kept by caches, light to load."""

import gzip
import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Knowledge
from bot.settings import Settings
from bot.web.app import build_app

PUBLIC = "https://liver.example.org"
DOCUMENTS = ("questions", "glossary", "sources", "about", "api", "a/survival")
FIRST_LOAD = 60_000


@pytest.fixture(scope="module")
def public(trained: Trained) -> TestClient:
    """A server that knows its public address."""
    return TestClient(build_app(trained, Settings(public_url=PUBLIC)), base_url="http://localhost")


@pytest.fixture(scope="module")
def listed(trained: Trained) -> TestClient:
    """A server that lets search engines list what nobody has reviewed."""
    return TestClient(
        build_app(trained, Settings(public_url=PUBLIC, index_unreviewed="on")), base_url="http://localhost"
    )


def linked_data(page: str) -> dict[str, Any]:
    """The data block of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_page_that_has_not_changed_is_not_sent_again(client: TestClient, path: str) -> None:
    """The tag names the content version; with it the answer is a 304 without a body, under the same headers."""
    first = client.get(f"/en/{path}")
    tag = first.headers["etag"]
    again = client.get(f"/en/{path}", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert first.headers["cache-control"] == again.headers["cache-control"] == "no-cache"
    assert client.get(f"/en/{path}?view=large").headers["etag"] != tag
    assert client.get(f"/zh-Hans/{path}").headers["etag"] != tag


def test_the_tag_holds_the_content_version(client: TestClient, knowledge: Knowledge) -> None:
    """So that a person can see which version a cache holds."""
    assert client.get("/en/a/survival").headers["etag"].startswith(f'W/"{knowledge.version}-')


def test_what_is_fetched_is_compressed_and_what_is_answered_is_not(client: TestClient) -> None:
    """Pages and files travel small; replies to a person's own words do not show their kind by their length."""
    for path in ("/en/", "/en/a/survival", "/static/app.css"):
        assert client.get(path).headers["content-encoding"] == "gzip"
        assert "content-encoding" not in client.get(path, headers={"Accept-Encoding": "identity"}).headers
    assert "content-encoding" not in client.post("/en/ask", data={"question": "Is it safe?"}).headers


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_load_of_the_chat_is_light(client: TestClient, locale: str) -> None:
    """Page, styles, scripts and icons together, compressed: at most 60 kB. There are no fonts to load."""
    page = client.get(f"/{locale}/")
    loaded = re.findall(r'<(?:link|script)[^>]*(?:href|src)="(/static/[^"]+)"', page.text)
    assert len(loaded) >= 8
    parts = [page.content, *(client.get(address).content for address in loaded)]
    sizes = [min(len(part), len(gzip.compress(part))) for part in parts]
    assert sum(sizes) <= FIRST_LOAD, dict(zip([page.url, *loaded], sizes, strict=True))
    assert "@font-face" not in b"".join(parts).decode("utf-8", "replace")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_permalink_says_what_it_is_to_programs(public: TestClient, knowledge: Knowledge, locale: str) -> None:
    """A medical web page with question, short answer and sources; no reviewer where nobody has signed."""
    page = public.get(f"/{locale}/a/meld?weeks=12&view=large&extra=1").text
    data = linked_data(page)
    assert (data["@type"], data["inLanguage"]) == ("MedicalWebPage", locale)
    assert data["url"] == f"{PUBLIC}/{locale}/a/meld?weeks=12"
    assert data["mainEntity"]["acceptedAnswer"]["text"]
    assert {"https://doi.org/10.12449/JCH240822"} <= {source.get("url") for source in data["citation"]}
    assert data["version"] == knowledge.version
    assert "reviewedBy" not in data
    assert f'<link rel="canonical" href="{PUBLIC}/{locale}/a/meld?weeks=12">' in page
    for other in LOCALES:
        assert f'hreflang="{other}" href="{PUBLIC}/{other}/a/meld?weeks=12"' in page
    assert f'hreflang="x-default" href="{PUBLIC}/en/a/meld?weeks=12"' in page


def test_an_answer_has_one_address(public: TestClient) -> None:
    """An outcome that the question has alone is not named."""
    assert f'rel="canonical" href="{PUBLIC}/en/a/survival"' in public.get("/en/a/survival?outcome=survival").text
    assert f'rel="canonical" href="{PUBLIC}/en/a/benefit?outcome=meld"' in public.get("/en/a/benefit?outcome=meld").text


def test_a_shared_link_has_a_preview(public: TestClient, client: TestClient) -> None:
    """Title, text and picture, with full addresses; none where the public address is not known."""
    page = public.get("/zh-Hant/a/survival").text
    assert '<meta property="og:title" content="接受細胞的病人活得比較久嗎？">' in page
    picture = re.search(rf'property="og:image" content="{PUBLIC}(/static/preview.png\?v=\w+)"', page)
    assert picture
    assert public.get(picture[1]).headers["content-type"] == "image/png"
    plain = client.get("/zh-Hant/a/survival").text
    assert "og:" not in plain
    assert "canonical" not in plain


def test_answers_are_not_listed_before_they_are_reviewed(public: TestClient, listed: TestClient) -> None:
    """Search engines are told not to list them, and the sitemap leaves them out, unless a setting lifts it."""
    for path in ("/en/a/survival", "/en/glossary"):
        assert '<meta name="robots" content="noindex">' in public.get(path).text
        assert "noindex" not in listed.get(path).text
        assert f"{PUBLIC}{path}<" not in public.get("/sitemap.xml").text
        assert f"{PUBLIC}{path}<" in listed.get("/sitemap.xml").text
    for path in ("/en/", "/en/questions", "/en/about"):
        assert "noindex" not in public.get(path).text
        assert f"{PUBLIC}{path}<" in public.get("/sitemap.xml").text
    assert "noindex" in listed.get("/en/nothing").text


def test_the_sitemap_names_the_languages_of_each_page(listed: TestClient) -> None:
    """Each entry lists its sisters."""
    entry = listed.get("/sitemap.xml").text.split(f"<loc>{PUBLIC}/zh-Hans/a/survival</loc>")[1].split("</url>")[0]
    assert [f'hreflang="{locale}"' in entry for locale in LOCALES] == [True] * 3


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_about_hepatica_shows_how_well_danger_is_found(client: TestClient, locale: str) -> None:
    """The stored results, with their limits, beside privacy and accessibility."""
    page = client.get(f"/{locale}/about").text
    for anchor in ("article", "numbers", "limits", "safety", "privacy", "accessibility"):
        assert f'id="{anchor}"' in page
        assert f'href="#{anchor}"' in page
