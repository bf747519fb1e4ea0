"""The map of near questions: measured on request, kept, and used in the list."""

import html
import time

import pytest

from bot.matching.index import Example
from bot.matching.learning import learn
from bot.studio.jobs import Jobs
from bot.workshop.overlap import collisions, overlap
from tests.studio.test_editing import checked_and_saved, opened

ALIKE = {
    "dose": ["how many cells were given", "number of cells given", "what dose of cells", "cells per kilo given"],
    "highest": ["most cells ever given", "highest number of cells given", "top dose of cells", "largest dose given"],
    "weather": ["will it rain in town", "is it sunny out there", "storm coming tonight", "wind and snow today"],
}


def test_examples_that_pull_questions_together_are_found():
    """Two subjects with shared words lie near each other; a third does not."""
    index, rehearsal = learn([Example(text, label) for label, texts in ALIKE.items() for text in texts])
    pairs = overlap(index, rehearsal, {})
    assert (pairs[0].one, pairs[0].other) == ("dose", "highest")
    assert {puller.owner for puller in pairs[0].pullers} == {"dose", "highest"}
    assert pairs[0].near > max((pair.near for pair in pairs[1:]), default=0)
    assert all(0 <= puller.chance <= 1 for pair in pairs for puller in pair.pullers)


def test_it_is_measured_on_request_and_then_known_to_the_list(studio):
    """Before, the page says what it takes; after, pairs with their examples, and questions marked as close."""
    assert "This has not been measured" in studio.client.get("/en/overlap").text
    assert studio.post("/en/overlap").status_code == 303
    page = html.unescape(studio.client.get("/en/overlap").text)
    assert "how many cells at most" in page
    assert page.index("highest-dose") < page.index("side-effects")
    close = studio.client.get("/en/?state=colliding").text
    assert "/en/a/highest-dose" in close
    assert "/en/a/side-effects" not in close
    assert "Often taken for each other:" in studio.client.get("/en/a/dose").text


def test_only_pairs_with_many_mistaken_examples_collide(studio):
    """Nearness alone is no fault."""
    studio.post("/en/overlap")
    from bot.studio.overlaps import measured

    assert collisions(measured(studio.desk.bench(), studio.desk)) == {
        "dose": ("highest-dose",),
        "highest-dose": ("dose",),
    }


@pytest.fixture
def jobs():
    """Work as it is done, with a program that only waits in place of the learning."""
    made = Jobs()
    yield made
    made.end()


def running(jobs, monkeypatch, key="effect-x"):
    """Begin a work that goes on until it is stopped."""
    monkeypatch.setattr("bot.studio.jobs._MODULE", "tests.studio.waiting")
    jobs.begin(key, ["effect"])
    return key


def test_a_work_never_ends_another(studio, jobs, monkeypatch):
    """It is not begun; the page names what is running and since when, in every language, and offers to stop that."""
    key = running(jobs, monkeypatch)
    monkeypatch.setattr(studio.desk, "jobs", jobs)
    since = jobs.other("overlap-y").since.strftime("%H:%M")
    refused = studio.post("/en/overlap", step="begin")
    assert refused.status_code == 303
    assert "Not begun: something else is running" in studio.client.get(refused.headers["location"]).text
    assert "Not begun" not in studio.client.get("/en/overlap").text
    assert jobs.progress(key).state == "running"
    for locale, said in (("en", "effect of a new example"), ("zh-Hans", "新例句的影响"), ("zh-Hant", "新例句的影響")):
        page = studio.client.get(f"/{locale}/overlap").text
        assert said in page and since in page
        assert 'value="instead"' in page and 'value="begin"' not in page
    studio.post("/en/overlap", step="instead", other=key)
    assert jobs.progress(key).state == "stopped"
    page = studio.client.get("/en/overlap").text
    assert "3 to 15 minutes are usual" in page
    studio.post("/en/overlap", step="stop")
    assert "This was stopped before it had ended" in studio.client.get("/en/overlap").text


def test_what_a_work_is_told_stands_in_no_file(jobs, monkeypatch):
    """It hears it on its input, and nothing of it is left."""
    monkeypatch.setattr("bot.studio.jobs._MODULE", "tests.studio.waiting")
    jobs.begin("effect-w", ["listen"], "somebody’s own words")
    while jobs.progress("effect-w").state == "running":
        time.sleep(0.01)
    assert jobs.progress("effect-w").said == str(len("somebody’s own words"))
    assert not any(b"own words" in file.read_bytes() for file in jobs.scratch.iterdir())


def test_other_pages_say_that_it_is_learning_already(studio, jobs, monkeypatch):
    """The note offers to learn as long as nothing is learning, and says since when it is; no second one is offered."""
    form = opened(studio, "/en/edit?file=utterances/en.yaml&at=utterances.survival&action=append")
    checked_and_saved(studio, {**form, "text-0": "does it add to the time that is left"})
    assert "Learn now" in studio.client.get("/en/coverage").text
    key = running(jobs, monkeypatch, "train-x")
    monkeypatch.setattr(studio.desk, "jobs", jobs)
    page = studio.client.get("/en/coverage").text
    assert f"changed examples since {jobs.running().since.strftime('%H:%M')}" in page
    assert "Learn now" not in page
    read, sound = [], studio.desk._read
    monkeypatch.setattr(studio.desk, "_read", lambda now: read.append(now) or sound(now))
    jobs.out(key).write_text("done", encoding="utf-8")
    studio.client.get("/en/coverage")
    assert read == []
    jobs._running.process.kill()
    jobs._running.process.wait()
    studio.client.get("/en/coverage")
    studio.client.get("/en/coverage")
    assert len(read) == 1


def test_a_work_names_its_step_and_its_failure(jobs, monkeypatch):
    """The last step that it has told, and what it said that is none."""
    key = running(jobs, monkeypatch)
    while not jobs.progress(key).stage:
        time.sleep(0.01)
    assert jobs.progress(key).stage == "after"
    jobs.give_up(key)
    jobs.begin("effect-z", ["fail"])
    while jobs.progress("effect-z").state == "running":
        time.sleep(0.01)
    assert jobs.progress("effect-z").said == "no memory"
