"""The kiosk over HTTP: each step and its screen, what it keeps, and what it never shows."""

import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.content.site_file import load_clinic, with_clinic
from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES, Knowledge
from bot.rendering.finding import find, findable
from bot.settings import Settings
from bot.web.app import build_app
from tests.web.reading import hidden_transcript, inline_code, words

FRAGMENT = {"HX-Request": "true"}
SITE = Path(__file__).resolve().parents[2] / "docs" / "site.example.yaml"
DANGER = {
    "en": "my father zqx is vomiting blood",
    "zh-Hans": "我爸zqx刚刚吐了好多血",
    "zh-Hant": "我爸zqx剛剛吐了好多血",
}


@pytest.fixture(scope="module")
def kiosk(trained: Trained) -> TestClient:
    """A kiosk in Taiwan."""
    knowledge = with_clinic(trained.knowledge, load_clinic(SITE, trained.knowledge))
    app = build_app(replace(trained, knowledge=knowledge), Settings(site=SITE))
    return TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)


def step(client: TestClient, locale: str = "en", **fields: str) -> str:
    """The screen that a step leads to."""
    reply = client.post(f"/{locale}/kiosk/step", data=fields, headers=FRAGMENT)
    assert reply.status_code == 200, fields
    assert reply.headers["cache-control"] == "no-store"
    assert "set-cookie" not in reply.headers
    return reply.text


def kind(screen: str) -> str:
    """Which screen it is."""
    found = re.search(r'data-kind="(\w+)"', screen)
    assert found
    return found[1]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_visit_by_buttons_alone(kiosk: TestClient, knowledge: Knowledge, locale: str) -> None:
    """Language, group, question, answer, next question, and back, without typing anything."""
    document = kiosk.get(f"/{locale}/kiosk").text
    assert kind(document) == "attract"
    for other in LOCALES:
        assert f'formaction="/{other}/kiosk/step"' in document
    groups = step(kiosk, locale, show="groups")
    assert kind(groups) == "groups"
    for group in dict.fromkeys(intent.group for intent in knowledge.intents.values()):
        assert f'value="group:{group}"' in groups
        questions = step(kiosk, locale, show=f"group:{group}")
        for intent in knowledge.intents.values():
            assert (f'name="offer" value="{intent.id}"' in questions) == (intent.group == group)
    answer = step(kiosk, locale, show="group:results", offer="survival")
    assert kind(answer) == "answer"
    assert "2.47" in answer and "2.21" in answer
    assert 'name="show" value="group:results"' in answer
    following = step(kiosk, locale, show="again", offer="safety", transcript=hidden_transcript(answer))
    assert kind(following) == "answer"


def test_a_typed_question_and_its_follow_up(kiosk: TestClient) -> None:
    """What is typed goes the way of every question; a follow-up leans on the visit; "back" leads to the box."""
    answer = step(kiosk, question="Do treated patients live longer?")
    assert "Do treated patients live longer?" in words(answer)
    follow = step(kiosk, question="and at 8 weeks?", transcript=hidden_transcript(answer))
    assert "2.47" in follow and 'value="type"' in follow
    pinyin = step(kiosk, "zh-Hans", question="ganxibao anquan ma")
    assert "您问" in words(pinyin) or "安全" in words(pinyin)


def test_another_language_shows_the_same_screen(kiosk: TestClient, knowledge: Knowledge) -> None:
    """On every screen: the groups, the questions, the box with what stands in it, the answer."""
    answer = step(kiosk, offer="survival")
    again = step(kiosk, "zh-Hant", show="again", transcript=hidden_transcript(answer))
    assert 'lang="zh-Hant"' in again and "2.47" in again
    assert 'value="half a thought"' in step(kiosk, "zh-Hans", show="type", question="half a thought")
    assert knowledge.locales["zh-Hant"].labels.groups["results"] in step(kiosk, "zh-Hant", show="group:results")


@pytest.mark.parametrize("locale", LOCALES)
def test_an_emergency_shows_none_of_the_words(kiosk: TestClient, knowledge: Knowledge, locale: str) -> None:
    """Very large, with the region's number alone, and waiting longer; nothing said before is kept with it."""
    before = step(kiosk, locale, question="zqx is it safe")
    screen = step(kiosk, locale, question=DANGER[locale], transcript=hidden_transcript(before))
    assert kind(screen) == "urgent"
    assert 'data-idle="300"' in screen
    assert "zqx" not in screen
    shown = words(screen)
    assert "119" in shown and "120" not in shown and "999" not in shown
    staff = {"en": "Tell a member of staff now.", "zh-Hans": "请立刻告诉工作人员。", "zh-Hant": "請立刻告訴工作人員。"}
    assert staff[locale] in shown
    again = step(kiosk, "en", show="again", transcript=hidden_transcript(screen))
    assert kind(again) == "urgent" and "zqx" not in again


def test_a_crisis_shows_the_regions_lines(kiosk: TestClient) -> None:
    """1925 in Taiwan, and no line of another place."""
    shown = words(step(kiosk, question="I want to end my life"))
    assert "1925" in shown and "Ministry of Health and Welfare" in shown
    assert "119" in shown and "988" not in shown and "116 123" not in shown


@pytest.mark.parametrize(
    "fields",
    [
        {"show": "groups"},
        {"show": "group:study"},
        {"show": "type"},
        {"offer": "survival"},
        {"offer": "cost"},
        {"question": "should I stop my lactulose?"},
        {"question": "what is the weather"},
        {"question": "I am vomiting blood"},
        {"question": "I want to end my life"},
    ],
    ids=str,
)
def test_nothing_leads_out_of_the_page(kiosk: TestClient, fields: dict[str, str]) -> None:
    """No link, no field to save, nothing inline; what a page would link to is shown as text and code."""
    screen = step(kiosk, **fields)
    assert "<a " not in screen and "href=" not in screen
    assert inline_code(screen) == []
    assert 'autocomplete="off"' in screen


def test_sources_show_address_and_code(kiosk: TestClient, knowledge: Knowledge) -> None:
    """The address in words, and a code for a phone; the answer itself has a code for the clinic's address."""
    screen = step(kiosk, offer="survival")
    cited = [source.address for source in knowledge.sources.values() if source.address and source.address in screen]
    assert cited
    assert screen.count('class="kiosk-code"') == len(cited) + 1


def test_the_contact_is_shown_where_we_cannot_help(kiosk: TestClient) -> None:
    """With opening hours, as on every surface."""
    for fields in ({"offer": "cost"}, {"question": "should I stop my lactulose?"}, {"question": "what is the weather"}):
        assert "+886 2 2345 6789" in step(kiosk, **fields)


def test_too_much_and_nothing_keep_the_box(kiosk: TestClient) -> None:
    """The text stays, and a sentence says why there is no answer."""
    long = "why " * 100
    screen = step(kiosk, show="ask", question=long)
    assert kind(screen) == "type" and 'role="alert"' in screen and long.strip() in screen
    assert kind(step(kiosk, show="ask", question="")) == "type"


@pytest.mark.parametrize(
    "fields", [{"show": "nothing"}, {"show": "group:nothing"}, {"offer": "nothing"}, {"show": "again"}]
)
def test_a_step_that_does_not_exist_is_an_error_in_the_frame_of_the_kiosk(
    kiosk: TestClient, fields: dict[str, str]
) -> None:
    """With the way to begin anew, as a screen and as a document."""
    for headers in (FRAGMENT, {}):
        reply = kiosk.post("/en/kiosk/step", data=fields, headers=headers)
        assert reply.status_code == 422
        assert (
            kind(reply.text) == "error" and "data-wipe" in reply.text and "href=" not in reply.text.split("<body")[-1]
        )


def test_it_works_as_a_plain_form_too(kiosk: TestClient) -> None:
    """Without JavaScript a step is a whole document; its reload begins anew."""
    reply = kiosk.post("/en/kiosk/step", data={"show": "groups"})
    assert reply.text.startswith("<!doctype html>") and kind(reply.text) == "groups"
    again = kiosk.get("/en/kiosk/step")
    assert (again.status_code, again.headers["location"]) == (303, "/en/kiosk")


def test_nothing_of_a_visit_is_logged(kiosk: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """Neither what was typed nor which question was chosen."""
    with caplog.at_level(logging.DEBUG, logger="bot"):
        step(kiosk, question="zqx is it safe")
        kiosk.post("/en/kiosk/step", data={"show": "nothing", "question": "zqx"})
    assert "zqx" not in caplog.text and "safety" not in caplog.text


@pytest.mark.parametrize(
    ("locale", "typed", "first"),
    [
        ("zh-Hans", "ganxibao", "干细胞"),
        ("zh-Hans", "gxb", "干细胞"),
        ("zh-Hant", "gxb", "幹細胞"),
        ("zh-Hant", "副作用", "副作用"),
        ("zh-Hans", "MELD", "MELD"),
        ("en", "live lon", "longer"),
        ("en", "side eff", "side effects"),
    ],
)
def test_questions_are_found_while_typing(kiosk: TestClient, locale: str, typed: str, first: str) -> None:
    """By characters, pinyin, its initials, and the beginnings of words."""
    screen = step(kiosk, locale, show="find", question=typed)
    offered = re.findall(r'name="offer"[^>]*>([^<]+)<', screen)
    assert 1 <= len(offered) <= 4
    assert first in words(screen)


@pytest.mark.parametrize("typed", ["", "   ", "vvvv", "我不想活了", "<!>", "x" * 5000])
def test_what_fits_nothing_finds_nothing(kiosk: TestClient, typed: str) -> None:
    """No guess, and no echo of what was typed."""
    screen = step(kiosk, "zh-Hans", show="find", question=typed)
    assert "offer" not in screen
    assert not typed.strip() or typed not in screen


def test_every_question_is_found_by_its_own_words(knowledge: Knowledge) -> None:
    """The whole question, and its beginning, lead to it."""
    for locale in LOCALES:
        questions = findable(knowledge, locale)
        for one in questions:
            assert one.intent in find(one.text.rstrip("?？"), questions)


def test_the_self_test_says_what_is_set(kiosk: TestClient, client: TestClient) -> None:
    """Numbers, address and versions of this kiosk; without a region, that there is none."""
    page = words(kiosk.get("/en/kiosk/test").text)
    for told in ("119", "1925", "https://hepatica.clinic.example", "Example Liver Clinic", "90"):
        assert told in page
    assert "No region is set" in client.get("/en/kiosk/test").text
    assert inline_code(kiosk.get("/zh-Hant/kiosk/test").text) == []


def test_an_own_keyboard_is_left_out_where_the_device_has_one(trained: Trained, tmp_path: Path) -> None:
    """The site file says so; it also says that there is no printer."""
    file = tmp_path / "site.yaml"
    file.write_text('region: "HK"\nkeyboard: system\nprinter: false\nidle_seconds: 45\n', encoding="utf-8")
    knowledge = with_clinic(trained.knowledge, load_clinic(file, trained.knowledge))
    tablet = TestClient(
        build_app(replace(trained, knowledge=knowledge), Settings(site=file)), base_url="http://127.0.0.1:8000"
    )
    typing = step(tablet, show="type")
    assert "data-key" not in typing and 'inputmode="none"' not in typing and 'data-idle="45"' in typing
    answer = step(tablet, offer="survival")
    assert "data-print" not in answer
    assert "kiosk-take" not in answer
