"""One conversation, many surfaces: danger and advice come out the same on each of them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.cli.main import main
from bot.content.site_file import leading_regions, load_clinic, with_clinic
from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Locale, Region
from bot.rendering.plain import spans_text
from bot.settings import Settings
from bot.web.app import build_app
from tests.web.reading import words

SITE = Path(__file__).resolve().parents[2] / "docs" / "site.example.yaml"
QUESTIONS = {
    "my dad is vomiting blood": "emergency", "我爸吐了半盆血": "emergency", "她吞咗成樽安眠藥": "overdose",
    "I want to die": "crisis", "can he stop his antiviral": "personal-medicine", "父が吐血しています": "",
}  # fmt: skip
"""A question, and the fixed reply of which every surface must show the title; none where it is not understood."""
Surface = Callable[[TestClient, str, Locale], str]


def page(client: TestClient, question: str, locale: Locale) -> str:
    """The whole page, as a browser without JavaScript gets it."""
    return words(client.post(f"/{locale}/ask", data={"question": question}).text)


def fragment(client: TestClient, question: str, locale: Locale) -> str:
    """The turn alone, as htmx puts it into the page; the emergency line stands in the page around it."""
    around = words(client.get(f"/{locale}/").text)
    return around + words(
        client.post(f"/{locale}/ask", data={"question": question}, headers={"HX-Request": "true"}).text
    )


def api(client: TestClient, question: str, locale: Locale) -> str:
    """The reply of the JSON interface."""
    reply = client.post("/api/v1/ask", json={"question": question, "locale": locale}).json()
    return " ".join(str(reply[key]) for key in ("text", "emergency", "disclaimer"))


def widget(client: TestClient, question: str, locale: Locale) -> str:
    """The frame on a clinic's site, without JavaScript."""
    return words(client.post(f"/{locale}/embed/ask", data={"question": question}).text)


def widget_fragment(client: TestClient, question: str, locale: Locale) -> str:
    """The turn alone in that frame."""
    around = words(client.get(f"/{locale}/embed").text)
    return around + words(
        client.post(f"/{locale}/embed/ask", data={"question": question}, headers={"HX-Request": "true"}).text
    )


def kiosk(client: TestClient, question: str, locale: Locale) -> str:
    """The next screen in the waiting room."""
    return words(client.post(f"/{locale}/kiosk/step", data={"question": question}).text)


def kiosk_fragment(client: TestClient, question: str, locale: Locale) -> str:
    """The screen alone, as it is swapped into the document."""
    return words(client.post(f"/{locale}/kiosk/step", data={"question": question}, headers={"HX-Request": "true"}).text)


SURFACES: dict[str, Surface] = {
    "page": page,
    "fragment": fragment,
    "widget": widget,
    "widget fragment": widget_fragment,
    "api": api,
}
"""Every surface over HTTP. A new one is added here and is held to the same."""


def must_show(text: str, reply: str, locale: Locale, trained: Trained, regions: Sequence[Region] = ()) -> None:
    """The title of the fixed reply, the ambulance numbers, crisis lines where they belong, and the disclaimer.

    `regions`: those whose numbers must stand there; all where none is named.
    """
    knowledge = trained.knowledge
    regions = regions or knowledge.regions
    content, flat = knowledge.locales[locale], "".join(text.split())
    if reply:
        assert "".join(spans_text(content.replies[reply].title, locale).split()) in flat
    assert "".join(spans_text(content.disclaimer, locale).split()) in flat
    assert all(region.ambulance in text for region in regions)
    lines = [line for region in regions for line in region.crisis]
    if reply in ("crisis", "overdose"):
        assert all(line.number in text and "".join(line.run_by[locale].split()) in flat for line in lines)


@pytest.fixture(scope="module")
def client(trained: Trained) -> TestClient:
    """The application with default settings."""
    return TestClient(build_app(trained, Settings()), base_url="http://127.0.0.1:8000")


@pytest.mark.hazard("H01", "H02", "H07", "H15")
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_surface_gives_the_same_help(
    surface: str, question: str, locale: Locale, client: TestClient, trained: Trained
) -> None:
    """Whatever the language of the page and of the question."""
    must_show(SURFACES[surface](client, question, locale), QUESTIONS[question], locale, trained)


@pytest.mark.hazard("H01", "H02", "H07", "H15")
@pytest.mark.parametrize("surface", [kiosk, kiosk_fragment])
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_waiting_room_gives_the_same_help(
    surface: Surface, question: str, locale: Locale, trained: Trained
) -> None:
    """A kiosk stands in one place, which it must know, and shows the numbers of that place."""
    knowledge = with_clinic(trained.knowledge, load_clinic(SITE, trained.knowledge))
    assert knowledge.clinic.region
    client = TestClient(build_app(replace(trained, knowledge=knowledge), Settings(site=SITE)), "http://127.0.0.1:8000")
    must_show(surface(client, question, locale), QUESTIONS[question], locale, trained, leading_regions(knowledge))


@pytest.mark.hazard("H01", "H02")
@pytest.mark.parametrize("question", ["我爸吐了半盆血", "I want to die"])
def test_the_terminal_gives_the_same_help(question: str, trained: Trained, capsys: pytest.CaptureFixture[str]) -> None:
    """The command `ask`, as text and as JSON."""
    assert main(["ask", question, "--locale", "zh-Hant"]) == 0
    must_show(capsys.readouterr().out, QUESTIONS[question], "zh-Hant", trained)
    assert main(["ask", question, "--locale", "zh-Hant", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == QUESTIONS[question]


@pytest.mark.hazard("H01", "H16")
@pytest.mark.parametrize(
    "path", ["/en/", "/zh-Hans/about", "/zh-Hant/questions", "/en/a/survival", "/en/nowhere", "/api/v1/nowhere"]
)
def test_the_numbers_stand_on_every_page_and_in_every_error(path: str, client: TestClient, trained: Trained) -> None:
    """Pages, error pages and problem details alike."""
    text = client.get(path).text
    assert all(region.ambulance in text for region in trained.knowledge.regions)


@pytest.mark.hazard("H02")
@pytest.mark.parametrize("locale", LOCALES)
def test_the_ambulance_stands_beside_every_crisis_line(locale: Locale, client: TestClient, trained: Trained) -> None:
    """Each place shows its ambulance number with its crisis lines, as links to call, and says what was not checked."""
    shown = client.post(f"/{locale}/ask", data={"question": "I want to die"}).text
    lists = "".join(shown.split('<dl class="crisis-lines">')[1:])
    for region in trained.knowledge.regions:
        if region.crisis:
            place = lists.split(f"<dt>{region.name[locale]}</dt>")[1].split("</div>")[0]
            assert f'href="tel:{region.ambulance}"' in place
            unchecked = [line for line in (region, *region.crisis) if not line.verified]
            assert place.count("&nbsp;· ") >= len(region.crisis) + len(unchecked)
