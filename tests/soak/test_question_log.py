"""The question log for longer: every case of danger that we have, and a database that dies again and again."""

import json
import signal
import time
from collections.abc import Iterator

import pytest

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.turn import Context, Turn
from bot.questionlog.database import open_database
from bot.questionlog.events import Asked, Event
from bot.questionlog.notes import Notes
from bot.questionlog.store import all_counts
from bot.questionlog.writer import Writer
from tests.conftest import CASES
from tests.questionlog.cluster import Cluster
from tests.questionlog.making import KEEP, PATIENCE, QUICK, answered

pytestmark = pytest.mark.soak

GRAVE = {"emergency", "crisis", "personal_advice"}
ROUNDS, NOTES = 12, 2_000


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this test alone."""
    made = Cluster()
    made.start()
    yield made
    made.remove()


def test_no_case_of_danger_leaves_a_word(trained: Trained) -> None:
    """Every case of our own that must be taken for danger or advice: a number, and nothing of what was typed."""
    kept: list[Event] = []
    notes = Notes("misses", kept.append)
    for case in map(json.loads, (CASES / "own_safety.jsonl").read_text(encoding="utf-8").splitlines()):
        if set(case["kind"]) <= GRAVE and not case.get("soft"):
            turn = respond(case["q"], case["locale"], Context(), trained)
            assert isinstance(turn, Turn)
            notes.typed(case["q"], turn)
            event = kept.pop()
            assert isinstance(event, Asked) and event.missed is None, case["q"]


def test_every_note_is_stored_once_or_counted_as_lost(cluster: Cluster) -> None:
    """The server is killed, or hangs, in the middle of writing, a dozen times; the books balance to the last note."""
    database = open_database(cluster.new_url())
    writer = Writer(database, KEEP, 1_000, pace=QUICK)
    writer.start()
    for n in range(ROUNDS):
        for note in range(NOTES):
            writer.put(answered())
            if note % 100 == 0:
                time.sleep(0.005)
            if note == NOTES // 2:
                cluster.kill() if n % 2 else cluster.signal(signal.SIGSTOP)
        cluster.start() if n % 2 else cluster.signal(signal.SIGCONT)
        time.sleep(0.5)
    writer.close(PATIENCE)
    assert writer.stored + writer.dropped == ROUNDS * NOTES
    assert sum(count.times for count in all_counts(database)) == writer.stored
    assert writer.stored > ROUNDS * NOTES // 4
    database.engine.dispose()
