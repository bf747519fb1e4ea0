"""What the surfaces note: numbers of every turn, and words only of a harmless question that was not understood."""

import json
from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.turn import Context, Decision, Trace, Turn
from bot.questionlog.events import Asked, Event, Judged
from bot.questionlog.notes import Notes, may_keep
from bot.settings import Mode, Settings
from bot.web.app import Shared, build_app
from bot.workshop.readiness import missing_for_use
from tests.conftest import CASES
from tests.web.conftest import BASE
from tests.web.reading import hidden_transcript

GRAVE = ("emergency", "crisis", "personal_advice")
MISSED = "qwertz asdf yxcv"
"""Nothing of ours is near it, and no danger either."""
HTMX = {"HX-Request": "true"}


class Noted:
    """A client of the pages, and what was noted."""

    def __init__(self, trained: Trained, mode: Mode) -> None:
        self.events: list[Event] = []
        shared = Shared(Settings())
        shared.notes = Notes(mode, self.events.append)
        self.client = TestClient(build_app(trained, Settings(), shared), base_url=BASE, follow_redirects=False)

    def post(self, path: str, **fields: str) -> str:
        """Send a form; the page that comes back."""
        reply = self.client.post(path, data=fields)
        assert reply.status_code == 200, reply.text
        return reply.text

    def ask(self, question: str, page: str = "", path: str = "/en/ask") -> str:
        """Ask on a page, with the conversation that another page carries."""
        return self.post(path, question=question, transcript=hidden_transcript(page) if page else "")

    def words(self) -> list[str]:
        """The words that were noted."""
        return [event.missed.text for event in self.events if isinstance(event, Asked) and event.missed]


@pytest.fixture(scope="module")
def _misses(trained: Trained) -> Noted:
    return Noted(trained, "misses")


@pytest.fixture
def noted(_misses: Noted) -> Noted:
    """With the words of what is not understood."""
    _misses.events.clear()
    return _misses


def grave_cases() -> list[str]:
    """Questions that must be taken for danger, or for a request for advice."""
    lines = [line for name in ("safety", "flags") for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [case["q"] for case in map(json.loads, lines) if set(case.get("kind", ["emergency"])) <= set(GRAVE)]


@pytest.mark.hazard("H14")
def test_no_word_of_danger_or_of_a_request_for_advice_is_kept(trained: Trained) -> None:
    """Of every such question there is a number and no more."""
    kept: list[Event] = []
    notes = Notes("misses", kept.append)
    for question in grave_cases():
        turn = respond(question, "en", Context(), trained)
        assert isinstance(turn, Turn)
        notes.typed(question, turn)
        event = kept.pop()
        assert isinstance(event, Asked) and event.missed is None and event.intent == "", question


def test_words_are_kept_only_where_the_screen_found_nothing_whatever(trained: Trained) -> None:
    """A turn whose screening nobody vouches for keeps no words: forgetting to say so is safe."""
    turn = respond(MISSED, "en", Context(), trained)
    assert isinstance(turn, Turn) and may_keep(turn)
    assert not may_keep(replace(turn, trace=Trace()))
    assert not may_keep(replace(turn, decision=replace(turn.decision, notices=("same-day",))))
    for kind in GRAVE:
        assert not may_keep(turn, [Decision(kind)])
    assert not may_keep(turn, [Decision("answer", ("safety",), notices=("emergency-line",))])
    assert may_keep(turn, [Decision("answer", ("safety",)), Decision("fallback")])
    sign = respond("why does a flu vaccine cause fever in children", "en", Context(), trained)
    assert isinstance(sign, Turn) and sign.decision.kind == "fallback" and not may_keep(sign)


@pytest.mark.hazard("H14")
def test_a_conversation_about_danger_leaves_no_words_later_either(noted: Noted) -> None:
    """Whoever spoke of an emergency and then types something odd is not quoted."""
    page = noted.ask("my dad is vomiting blood")
    noted.ask(MISSED, page)
    assert noted.words() == []
    assert [event.kind for event in noted.events] == ["emergency", "fallback"]
    noted.ask(MISSED)
    assert noted.words() == [MISSED]


@pytest.mark.parametrize(
    ("path", "place", "locale"),
    [
        ("/en/ask", "page", "en"),
        ("/zh-Hant/embed/ask", "widget", "zh-Hant"),
        ("/zh-Hans/kiosk/step", "kiosk", "zh-Hans"),
    ],
)
def test_every_page_notes_where_and_in_which_language(noted: Noted, path: str, place: str, locale: str) -> None:
    """What was typed and what was chosen; a page that is only shown again notes nothing."""
    page = noted.ask("is it safe", path=path)
    noted.post(path, offer="cost", question="", transcript=hidden_transcript(page))
    noted.ask(f"{MISSED} 0912345678", path=path)
    found = [(event.kind, event.intent, event.place, event.locale) for event in noted.events]
    assert found == [
        ("answer", "safety", place, locale),
        ("not_covered", "cost", place, locale),
        ("fallback", "", place, locale),
    ]
    assert noted.words() == [f"{MISSED} [number]"]
    assert all(type(event.day) is date for event in noted.events)
    again = {"page": f"/{locale}/", "widget": f"/{locale}/embed", "kiosk": path}[place]
    noted.post(again, show="again", transcript=hidden_transcript(page))
    assert len(noted.events) == 3


def test_the_api_notes_too(noted: Noted) -> None:
    """Programs ask for people as well."""
    noted.client.post("/api/v1/ask", json={"question": MISSED, "locale": "zh-Hans"})
    (event,) = noted.events
    assert (event.place, event.locale, noted.words()) == ("api", "zh-Hans", [MISSED])


def test_counts_keep_no_words(trained: Trained) -> None:
    """Numbers alone, as the setting says."""
    noted = Noted(trained, "counts")
    noted.ask(MISSED)
    assert noted.words() == [] and len(noted.events) == 1


def test_a_yes_or_no_is_counted_by_intent_once(noted: Noted) -> None:
    """The answer of the turn that is named gets it; said again it is not counted again, and nothing else is."""
    page = noted.ask("is it safe")
    page = noted.ask("what does it cost", page)
    thanks = noted.post("/en/verdict", verdict="1.no", question="", transcript=hidden_transcript(page))
    again = noted.post("/en/verdict", verdict="1.yes", question="", transcript=hidden_transcript(thanks))
    noted.post("/en/verdict", verdict="2.yes", question="", transcript=hidden_transcript(again))
    judged = [(event.intent, event.fits, event.place) for event in noted.events if isinstance(event, Judged)]
    assert judged == [("safety", False, "page"), ("cost", True, "page")]


def test_thanks_stand_in_place_of_the_question_and_nothing_is_lost(noted: Noted) -> None:
    """Without JavaScript the whole conversation comes back with the draft; in another language nobody is asked twice."""
    page = noted.ask("is it safe")
    assert page.count('class="verdict"') == 1 and "Was this what you asked?" in page
    thanks = noted.post("/en/verdict", verdict="1.no", question="my draft", transcript=hidden_transcript(page))
    assert "Was this what you asked?" not in thanks
    assert "Thank you. You can ask again in other words." in thanks
    assert ">my draft</textarea>" in thanks and "is it safe" in thanks
    other = noted.post("/zh-Hant/", question="", transcript=hidden_transcript(thanks))
    assert "謝謝您。" in other and "這是您想問的嗎？" not in other


def test_with_htmx_only_the_question_is_exchanged(noted: Noted) -> None:
    """The fragment holds the thanks and the conversation with the verdict in it, and no other part of the page."""
    page = noted.ask("is it safe", path="/en/embed/ask")
    assert 'hx-post="/en/embed/verdict"' in page
    fields = {"verdict": "1.yes", "transcript": hidden_transcript(page), "question": ""}
    part = noted.client.post("/en/embed/verdict", data=fields, headers=HTMX).text
    assert "Thank you." in part and "<html" not in part and "<article" not in part
    assert 'hx-swap-oob="true"' in part
    assert "Was this what you asked?" not in noted.post("/en/embed", transcript=hidden_transcript(part))


def test_on_the_kiosk_the_answer_stays_on_the_screen(noted: Noted) -> None:
    """A touch is thanked for, beside the same answer."""
    page = noted.ask("is it safe", path="/zh-Hans/kiosk/step")
    assert "这是您想问的吗？" in page
    fields = {"show": "again", "verdict": "yes", "transcript": hidden_transcript(page)}
    thanks = noted.post("/zh-Hans/kiosk/step", **fields)
    assert "谢谢您。" in thanks and "这是您想问的吗？" not in thanks and 'data-kind="answer"' in thanks
    assert [event.fits for event in noted.events if isinstance(event, Judged)] == [True]


@pytest.mark.parametrize(
    "question", [MISSED, "my dad is vomiting blood", "should I stop my entecavir", "hello", "what are the danger signs"]
)
def test_nobody_is_asked_beside_danger_or_where_there_is_no_answer(noted: Noted, question: str) -> None:
    """Nothing stands in the way of help, and a reply that is no answer cannot have been asked for."""
    page = noted.ask(question)
    assert "Was this what you asked?" not in page
    noted.post("/en/verdict", verdict="1.yes", question="", transcript=hidden_transcript(page))
    assert not any(isinstance(event, Judged) for event in noted.events)


def test_a_chosen_question_is_known_to_be_the_right_one(noted: Noted) -> None:
    """Whoever pressed a question is not asked whether it was theirs."""
    assert "Was this what you asked?" not in noted.post("/en/ask", offer="safety", question="")


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        ({"verdict": "1.maybe"}, {}, 422),
        ({"verdict": "yes"}, {}, 422),
        ({"verdict": "-1.yes"}, {}, 422),
        ({}, {}, 422),
        ({"verdict": "7.yes"}, {}, 200),
        ({"verdict": "1.yes"}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({"verdict": "1.yes"}, {"Origin": "https://evil.example"}, 403),
    ],
)
def test_what_is_no_verdict_of_ours_is_not_counted(
    noted: Noted, fields: dict[str, str], headers: dict[str, str], status: int
) -> None:
    """Other sites, other words, turns that are not there."""
    assert noted.client.post("/en/verdict", data=fields, headers=headers).status_code == status
    assert noted.events == []


def test_a_verdict_over_the_limit_is_refused(trained: Trained) -> None:
    """Whoever presses on and on does not fill the log."""
    shared = Shared(Settings(rate_client=1))
    events: list[Event] = []
    shared.notes = Notes("counts", events.append)
    client = TestClient(build_app(trained, Settings(), shared), base_url=BASE, client=("192.0.2.7", 5000))
    page = client.post("/en/ask", data={"question": "is it safe"}).text
    fields = {"verdict": "1.yes", "transcript": hidden_transcript(page)}
    assert client.post("/en/verdict", data=fields).status_code == 429
    assert len(events) == 1


def test_the_routes_are_guarded_like_the_others(noted: Noted) -> None:
    """No cache keeps a page with a conversation; a reload leads back to the chat."""
    posted = noted.client.post("/en/verdict", data={"verdict": "1.yes"})
    assert (
        posted.headers["cache-control"] == "no-store"
        and "frame-ancestors 'none'" in posted.headers["content-security-policy"]
    )
    assert noted.client.get("/en/verdict").headers["location"] == "/en/"
    assert noted.client.get("/en/embed/verdict").headers["location"] == "/en/embed"


def test_a_clinic_is_told_that_its_notice_is_missing(trained: Trained) -> None:
    """`hepatica check --site` names it where notes are taken, and only there."""
    for mode, told in (("off", False), ("counts", True), ("misses", True)):
        lines = missing_for_use(trained.knowledge, Settings(question_log=mode))
        assert any(line.startswith("privacy: what the question log keeps") for line in lines) is told


def test_nobody_is_asked_while_the_log_is_off(client: TestClient) -> None:
    """Without a log there is nothing to count."""
    page = client.post("/en/ask", data={"question": "is it safe"}).text
    assert "verdict" not in page
    assert client.post("/en/verdict", data={"verdict": "1.yes"}).status_code in (404, 405)


@pytest.mark.parametrize(
    ("mode", "said", "unsaid"),
    [
        ("off", ("The server stores no questions.",), ("counts how often", "keeps the words")),
        ("counts", ("counts how often", "It stores no words of yours."), ("stores no questions", "keeps the words")),
        ("misses", ("counts how often", "keeps the words", "90 days", "is never kept"), ("stores no",)),
    ],
)
def test_the_page_about_hepatica_says_what_is_stored(
    trained: Trained, mode: Mode, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    """Nothing is promised that is not so, and where words are kept it is said beside the box too."""
    noted = Noted(trained, mode)
    about = noted.client.get("/en/about").text
    assert all(words in about for words in said) and not any(words in about for words in unsaid)
    for path in ("/en/", "/en/embed"):
        assert ("we keep its words" in noted.client.get(path).text) is (mode == "misses")
    typing = noted.post("/en/kiosk/step", show="type")
    assert ("we keep its words" in typing) is (mode == "misses")
