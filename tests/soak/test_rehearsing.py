"""The studio's long work as it is run: a process of its own that learns, compares, and leaves a result."""

import time
from pathlib import Path

import pytest

from bot.studio.jobs import Jobs
from bot.workshop.drafting import copied
from bot.workshop.rehearsing import read_effect, read_overlap
from bot.workshop.saving import Change, fingerprint
from tests.studio.making import copied_to

pytestmark = pytest.mark.soak


def finished(jobs, key):
    """Wait for a piece of work; returns how it ended."""
    while (progress := jobs.progress(key)).state == "running":
        time.sleep(1)
    return progress


@pytest.fixture
def jobs():
    """The work of a studio."""
    made = Jobs()
    yield made
    made.end()


def test_the_overlap_is_worked_out_and_read_again(jobs, tmp_path):
    """Pairs of questions with the examples that pull them together, nearest first."""
    checkout = copied_to(tmp_path)
    jobs.begin("overlap-x", ["overlap", str(checkout / "content")])
    assert finished(jobs, "overlap-x").state == "done"
    pairs = read_overlap(jobs.out("overlap-x"))
    assert pairs
    assert [pair.near for pair in pairs] == sorted((pair.near for pair in pairs), reverse=True)
    assert all(pair.pullers for pair in pairs)


def test_the_effect_of_a_new_example_is_worked_out(jobs, tmp_path):
    """A question that only the new example knows is right with it, and was not without it."""
    checkout = copied_to(tmp_path)
    (checkout / "tests" / "questions").mkdir()
    case = '{"q": "zorbly wumpus frandling", "locale": "en", "kind": ["answer"], "intent": ["survival"]}\n'
    (checkout / "tests" / "questions" / "one.jsonl").write_text(case, encoding="utf-8")
    path = "utterances/en.yaml"
    before = (checkout / "content" / path).read_bytes()
    lines = "".join(f'    - "zorbly wumpus frandling {word}"\n' for word in ("please", "today", "again", "now"))
    after = before.replace(b"  survival:\n", b"  survival:\n" + lines.encode(), 1)
    changed = copied(checkout / "content", tmp_path / "after", {path: Change(fingerprint(before), after)})
    jobs.begin("effect-x", ["effect", str(checkout / "content"), str(changed), str(checkout)])
    assert finished(jobs, "effect-x").state == "done"
    effect = read_effect(jobs.out("effect-x"))
    assert (effect.asked, effect.right_before, effect.right_after) == (1, 0, 1)
    assert effect.moved[0].after == "survival"


def test_work_that_fails_says_why(jobs, tmp_path):
    """A folder that is none is told, and the next piece of work is not held up."""
    jobs.begin("overlap-y", ["overlap", str(tmp_path / "nothing")])
    failed = finished(jobs, "overlap-y")
    assert failed.state == "failed"
    assert "no such folder" in failed.said
    assert not Path(jobs.out("overlap-y")).exists()
