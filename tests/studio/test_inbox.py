"""The inbox: groups of questions that were not understood, what becomes of them, and the effect before it does."""

import html
import re
from datetime import UTC, datetime

import pytest

from bot.questionlog.store import single_misses
from bot.studio.jobs import Busy, Progress
from tests.studio.making import PARKING, SURVIVING
from tests.studio.test_editing import contents

OWN = ("would somebody like that stay around longer", "does it add to the time that is left")
"""How an editor says what readers asked."""


@pytest.fixture
def group(studio):
    """The address of the group about surviving."""
    page = studio.client.get("/en/misses").text
    return re.search(r'href="(/en/misses/\d+)"><bdi>' + re.escape(SURVIVING[0]), page)[1]


def states(studio):
    """What has become of each miss."""
    return {miss.text: miss.state for miss in single_misses(studio.desk.log)}


def boxes(page):
    """What stands in each box for a text."""
    return {name: html.unescape(value) for name, value in re.findall(r'name="(text-\d+)"[^>]*value="([^"]*)"', page)}


def texts(studio, group):
    """The boxes of a group with an editor's own words in them."""
    return dict(zip(boxes(studio.client.get(group).text), OWN, strict=False))


def measured_and_saved(studio, group, wish):
    """Press "go on", then "save" on the page that shows the effect."""
    shown = studio.post(group, **wish, step="effect")
    return studio.post(group, **wish, key=key(shown.text), step="save")


def key(page):
    """The name of the comparison that a page shows."""
    return re.search(r'name="key" value="([^"]*)"', page)[1]


def test_like_questions_stand_together_with_the_nearest(studio):
    """The most frequent group first, with how often, and where it nearly went."""
    page = html.unescape(studio.client.get("/en/misses").text)
    assert page.index(SURVIVING[0]) < page.index(PARKING)
    assert "and 1 like it" in page
    assert SURVIVING[1] not in page
    assert "Do treated patients live longer?" in page


def test_a_miss_becomes_an_example_after_its_effect_was_shown(studio, group):
    """First what it does to known questions; then the lines stand at the end of the list and nowhere else."""
    before = contents(studio.folder)
    wish = {**texts(studio, group), "do": "example", "intent": "survival"}
    shown = html.unescape(studio.post(group, **wish, step="effect").text)
    assert "Of 40 questions whose right reply is known, 30 are right now, and 31 would be." in shown
    assert "does it help me live on" in shown and "better" in shown
    assert "is it worth it" in shown and "worse" in shown
    assert shown.index("Where the new wording goes") < shown.index("The effect on known questions")
    assert "now: not understood, or not ours → then: Do treated patients live longer?" in shown
    assert contents(studio.folder) == before
    assert studio.post(group, **wish, key=key(shown), step="save").headers["location"] == "/en/misses?done=resolved"
    after = contents(studio.folder)
    assert [path for path in after if after[path] != before.get(path)] == ["utterances/en.yaml"]
    assert set(OWN) <= set(studio.desk.bench().knowledge.utterances["survival"])
    assert not set(SURVIVING) & set(studio.desk.bench().knowledge.utterances["survival"])
    assert states(studio) == {SURVIVING[0]: "resolved", SURVIVING[1]: "resolved", PARKING: "open"}
    assert SURVIVING[0] not in studio.client.get("/en/misses").text
    assert "Learn now" in studio.client.get("/en/").text


def test_the_effect_tells_where_the_readers_own_questions_go(studio, group):
    """Each in its own words on the page; in what the measuring leaves on the disk stands a number in their place."""
    wish = {**texts(studio, group), "do": "example", "intent": "survival"}
    page = html.unescape(studio.post(group, **wish, step="effect").text)
    told = page[page.index("Where the readers’ own questions go") : page.index("The effect on known questions")]
    for text in SURVIVING:
        assert text in told
    assert told.count("where it belongs") == len(SURVIVING)
    assert PARKING not in told
    for file in studio.desk.jobs.scratch.rglob("*"):
        if file.is_file():
            assert not any(text.encode() in file.read_bytes() for text in SURVIVING)


def test_before_the_measuring_it_is_said_how_long_it_takes(studio, group, monkeypatch):
    """Before "Go on"; while it runs, with the time; and after a quarter of an hour that this is longer than usual."""
    assert "That takes 3 to 15 minutes" in studio.client.get(group).text
    wish = {**texts(studio, group), "do": "example", "intent": "survival"}
    for seconds, longer in ((840, False), (960, True)):
        monkeypatch.setattr(studio.desk.jobs, "progress", lambda _, now=seconds: Progress("running", now, "", "after"))
        page = studio.post(group, **wish).text
        assert f"Running for {seconds // 60} min 0 s" in page
        assert ("longer than usual" in page) == longer
        assert 'value="stop"' in page


def test_whoever_is_refused_because_of_another_work_is_led_to_the_note(studio, group, monkeypatch):
    """It takes the focus, and it alone says that this was not begun."""
    wish = {**texts(studio, group), "do": "example", "intent": "survival"}
    monkeypatch.setattr(studio.desk.jobs, "begin", lambda *_: None)
    monkeypatch.setattr(studio.desk.jobs, "progress", lambda _: Progress("stopped"))
    monkeypatch.setattr(studio.desk.jobs, "other", lambda _: Busy("overlap-x", datetime.now(tz=UTC)))
    page = studio.post(group, **wish, step="effect").text
    assert re.search(r"<h2[^>]* autofocus>Not begun: something else is running", page)
    assert page.count(" autofocus") == 1
    assert "This was stopped" not in page


def test_the_words_can_be_changed_and_left_out(studio, group):
    """What could tell who asked does not become an example."""
    fields = texts(studio, group)
    first, second = sorted(fields)
    wish = {first: "will somebody be around longer with it", second: "", "do": "example", "intent": "survival"}
    measured_and_saved(studio, group, wish)
    learnt = studio.desk.bench().knowledge.utterances["survival"]
    assert "will somebody be around longer with it" in learnt
    assert not {*OWN, *SURVIVING} & set(learnt)


def test_only_what_was_measured_is_saved(studio, group):
    """Other words or another question after the measuring, or none at all: the effect of that is shown first."""
    before, wish = contents(studio.folder), {**texts(studio, group), "do": "example", "intent": "survival"}
    shown = key(studio.post(group, **wish, step="effect").text)
    for unseen in ({**wish, min(texts(studio, group)): "will he be around longer"}, {**wish, "intent": "benefit"}):
        again = studio.post(group, **unseen, key=shown, step="save")
        assert again.status_code == 200
        assert "this is not what was measured" in again.text
        assert "31 would be." in again.text
        assert contents(studio.folder) == before
        assert key(again.text) != shown
    assert studio.post(group, **wish, step="save").status_code == 200
    assert contents(studio.folder) == before
    assert studio.post(group, **wish, key=shown, step="save").status_code == 303


def test_while_it_is_measured_the_words_and_the_choice_stay(studio, group, monkeypatch):
    """They are sent along by hidden fields; looking begins nothing; stopping gives the form back as it was."""
    wish = {**texts(studio, group), "do": "example", "intent": "survival"}
    begun, ended = [], []
    monkeypatch.setattr(studio.desk.jobs, "begin", lambda key, *_: begun.append(key))
    monkeypatch.setattr(studio.desk.jobs, "give_up", ended.append)
    monkeypatch.setattr(studio.desk.jobs, "progress", lambda _: Progress("running", 7))
    running = studio.post(group, **wish, step="effect").text
    assert len(re.findall(r'name="text-\d+"[^>]* readonly>', running)) == len(SURVIVING)
    assert "<fieldset disabled>" in running
    assert '<input type="hidden" name="do" value="example">' in running
    assert '<input type="hidden" name="intent" value="survival">' in running
    assert 'hx-target="#progress"' in running
    assert begun == []
    monkeypatch.setattr(studio.desk.jobs, "progress", lambda _: Progress("none"))
    stopped = studio.post(group, **wish, key=key(running), step="stop").text
    assert ended == [key(running)] and begun == []
    assert "readonly" not in stopped and "<fieldset disabled>" not in stopped
    assert '<option value="survival" selected>' in stopped


def test_work_that_failed_is_told_and_begun_again_only_when_asked(studio, group, monkeypatch):
    """Looking at it says why."""
    wish = {**texts(studio, group), "do": "example", "intent": "survival"}
    begun = []
    monkeypatch.setattr(studio.desk.jobs, "begin", lambda key, *_: begun.append(key))
    monkeypatch.setattr(studio.desk.jobs, "progress", lambda _: Progress("failed", said="no memory"))
    assert "no memory" in studio.post(group, **wish).text
    assert begun == []
    studio.post(group, **wish, step="effect")
    assert len(begun) == 1


def test_the_words_are_given_as_what_they_are(studio, group):
    """A program takes out what it can; how often something was asked is said in words that fit."""
    assert "read it as personal data" in studio.client.get("/en/misses").text
    page = studio.client.get(group).text
    assert "asked 2 times, last on" in page
    assert "asked once, on" in page
    assert "1 times" not in page


def test_a_miss_is_marked_as_not_ours(studio):
    """It joins the examples of what is not answered."""
    page = studio.client.get("/en/misses").text
    group = re.search(r'href="(/en/misses/\d+)"><bdi>' + PARKING, page)[1]
    measured_and_saved(studio, group, {**texts(studio, group), "do": "foreign"})
    assert OWN[0] in studio.desk.bench().knowledge.out_of_scope
    assert states(studio)[PARKING] == "resolved"


def test_a_miss_is_put_aside_without_a_change(studio, group):
    """Nothing is learnt from it."""
    before = contents(studio.folder)
    assert studio.post(group, **texts(studio, group), do="ignore").status_code == 303
    assert contents(studio.folder) == before
    assert states(studio)[SURVIVING[0]] == "ignored"


def test_what_was_put_aside_is_taken_back(studio, group):
    """At once, on the page that follows, or later, from the list of what was put aside."""
    for place in ("", "/en/aside"):
        then = studio.post(group, do="ignore").headers["location"]
        page = studio.client.get(place or then).text
        assert SURVIVING[0] in page
        assert all(text in studio.client.get("/en/aside").text for text in SURVIVING)
        ids = re.search(r'name="ids" value="([0-9.]+)"', page)[1]
        back = studio.post("/en/aside", ids=ids)
        assert "it waits in the list again" in studio.client.get(back.headers["location"]).text
        assert set(states(studio).values()) == {"open"}
        assert "Nothing was put aside." in studio.client.get("/en/aside").text
    assert studio.post("/en/aside", ids="all").status_code == 422


@pytest.mark.parametrize("do", ["example", "foreign"])
def test_the_words_of_a_reader_go_into_no_file(studio, group, do):
    """They stand above an empty box, and are refused in it, however they are written."""
    page = studio.client.get(group).text
    assert set(boxes(page).values()) == {""}
    assert all(text in page for text in SURVIVING)
    first, second = sorted(texts(studio, group))
    before = contents(studio.folder)
    for step in ("effect", "save"):
        wish = {first: f"{SURVIVING[1].capitalize()}?", second: "", "do": do, "intent": "survival", "step": step}
        answer = studio.post(group, **wish)
        assert answer.status_code == 422
        assert "These are the reader’s own words" in answer.text
        assert re.search(rf'name="{first}"[^>]*aria-invalid="true"', answer.text)
        assert not re.search(rf'name="{second}"[^>]*aria-invalid="true"', answer.text)
    assert contents(studio.folder) == before


def test_whoever_comes_back_finds_their_words(studio, group):
    """The words and the choice of what was begun stand there again, with how far it is."""
    wish = {**texts(studio, group), "do": "example", "intent": "survival"}
    studio.post(group, **wish, step="effect")
    again = studio.client.get(group).text
    assert boxes(again) == texts(studio, group)
    assert '<option value="survival" selected>' in again
    assert "The effect on known questions" in again


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"do": "example", "intent": ""}, "Choose the question"),
        ({"do": "example", "intent": "survival", "clear": True}, "Nothing is written yet"),
    ],
)
def test_what_is_missing_is_said(studio, group, wish, said):
    """Nothing is written before it is complete."""
    before = contents(studio.folder)
    fields = texts(studio, group)
    if wish.pop("clear", False):
        fields = dict.fromkeys(fields, "")
    answer = studio.post(group, **fields, **wish, step="save")
    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert contents(studio.folder) == before


def test_an_example_that_the_check_refuses_is_not_saved(studio, group):
    """The same wording under two questions is told, before anything is compared."""
    taken = studio.desk.bench().knowledge.utterances["cost"][0]
    fields = dict.fromkeys(texts(studio, group), taken)
    for step in ("effect", "save"):
        answer = studio.post(group, **fields, do="example", intent="survival", step=step)
        assert answer.status_code == 422
        assert "among the examples already" in answer.text
    assert states(studio)[SURVIVING[0]] == "open"


def test_without_a_log_the_page_says_how_one_is_kept(studio):
    """It is off unless a clinic turns it on."""
    studio.desk.log = None
    assert "It is off unless a clinic turns it on" in studio.client.get("/en/misses").text
    assert studio.client.get("/en/misses/1").status_code == 404
