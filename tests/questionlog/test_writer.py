"""Writing while the database misbehaves: no note waits in the way of a reply, and what is lost is counted exactly."""

import io
import logging
import signal
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, text

from bot.questionlog.database import Database, open_database
from bot.questionlog.events import Asked, Event, Missed
from bot.questionlog.store import all_counts, all_verdicts, single_misses
from bot.questionlog.writer import UNTOLD, Pace, Told, Writer
from bot.questionlog.writing import write
from bot.web.logs import JsonLines
from tests.questionlog.cluster import Cluster
from tests.questionlog.making import (
    KEEP,
    PATIENCE,
    QUICK,
    answered,
    days_ago,
    file_database,
    judged,
    missed,
    stored,
    until,
)

LENGTH = 50


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the question log says in the log of the server."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(JsonLines())
    logging.getLogger("bot.questionlog").addHandler(handler)
    yield said
    logging.getLogger("bot.questionlog").removeHandler(handler)


@contextmanager
def writing(
    database: Database,
    length: int = LENGTH,
    told: Told = UNTOLD,
    seconds: float = PATIENCE,
    first: Iterable[Event] = (),
) -> Iterator[Writer]:
    """A writer at work, with notes that wait already; at the end what waits is stored."""
    writer = Writer(database, KEEP, length, told, QUICK)
    for note in first:
        writer.put(note)
    writer.start()
    yield writer
    writer.close(seconds)


def turns(database: Database) -> int:
    """How many turns are stored."""
    return sum(count.times for count in all_counts(database))


def put_in_time(writer: Writer, notes: int) -> None:
    """Put notes as a request does, from a thread that must come to its end whatever the database does."""
    thread = threading.Thread(target=lambda: [writer.put(answered()) for _ in range(notes)])
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_everything_is_stored_at_the_end(database: Database) -> None:
    """More notes than a batch holds, of every kind; the numbers are told to whoever counts."""
    heard: list[int] = []
    with writing(database, 5000, Told(heard.append)) as writer:
        put_in_time(writer, 1200)
        writer.put(missed("can i fly"))
        writer.put(judged(fits=True))
    assert (turns(database), len(single_misses(database)), all_verdicts(database)[0].yes) == (1201, 1, 1)
    assert (writer.stored, writer.dropped, sum(heard)) == (1202, 0, 1202)


def test_several_writers_share_a_database(database: Database) -> None:
    """Each server process writes by itself; no number is lost between them."""
    others = [Writer(database, KEEP, 1000, pace=QUICK) for _ in range(3)]
    for writer in others:
        writer.start()
    for n in range(300):
        for writer in others:
            writer.put(answered() if n % 3 else missed("can i fly"))
    for writer in others:
        writer.close(PATIENCE)
    assert turns(database) == 900
    assert [miss.times for miss in single_misses(database)] == [300]


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Another program has the file or the table to itself."""
    if database.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(database.engine.url.database), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
        return
    other = open_database(database.engine.url.render_as_string(hide_password=False).replace("+psycopg", ""))
    with other.engine.begin() as connection:
        connection.execute(text("LOCK TABLE hepatica_counts IN ACCESS EXCLUSIVE MODE"))
        yield
    other.engine.dispose()


def test_a_locked_database_holds_nothing_up_and_loses_only_what_did_not_fit(database: Database) -> None:
    """As many notes as the queue holds wait and are stored later; the others are counted, each of them."""
    dropped: list[int] = []
    stored(database, answered())
    with writing(database, told=Told(dropped=dropped.append)) as writer:
        until(lambda: turns(database) == 1)
        with locked(database):
            put_in_time(writer, LENGTH + 30)
            assert (writer.dropped, sum(dropped)) == (30, 30)
        until(lambda: writer.stored == LENGTH)
        writer.put(answered())
    assert turns(database) == 1 + LENGTH + 1
    assert writer.dropped == 30


def test_a_full_disk_is_waited_out(tmp_path: Path, lines: io.StringIO) -> None:
    """Nothing is half stored; once there is room again, all that waited is there."""
    database = stored(file_database(tmp_path), answered())
    full = True

    @event.listens_for(database.engine, "connect")
    def no_room(connection: sqlite3.Connection, _: object) -> None:
        if full:
            connection.execute("PRAGMA max_page_count = 1")

    long = [missed(f"{n} " + "long question " * 20) for n in range(LENGTH + 5)]
    with writing(database, first=long) as writer:
        until(lambda: "full" in lines.getvalue())
        assert (turns(database), writer.dropped) == (1, 5)
        full = False
        until(lambda: writer.stored == LENGTH)
    assert turns(database) == 1 + LENGTH == 1 + len(single_misses(database))


def test_a_file_that_was_taken_away_or_spoilt_is_no_reason_to_stop(tmp_path: Path) -> None:
    """A new file is begun where the old one was moved away; over a spoilt one notes wait until it is gone."""
    database = file_database(tmp_path)
    file = tmp_path / "questions.db"
    with writing(database) as writer:
        writer.put(answered())
        until(lambda: writer.stored == 1)
        file.rename(tmp_path / "away.db")
        writer.put(answered())
        until(lambda: writer.stored == 2)
        assert turns(database) == 1
        file.write_bytes(b"this is no database" * 1000)
        put_in_time(writer, LENGTH + 1)
        assert writer.dropped == 1
        file.unlink()
        until(lambda: writer.stored == 2 + LENGTH)
    assert turns(database) == LENGTH


def test_what_the_database_does_not_take_is_given_up(postgres: Database, lines: io.StringIO) -> None:
    """One batch with a text that PostgreSQL refuses does not stand in the way of all others for ever."""
    with writing(postgres) as writer:
        writer.put(Asked(days_ago(0), "fallback", "", "en", "page", Missed("zqxsecret \0")))
        until(lambda: writer.dropped == 1)
        writer.put(answered())
    assert turns(postgres) == 1
    assert "question log refused notes" in lines.getvalue()
    assert "zqxsecret" not in lines.getvalue()


@pytest.mark.parametrize("gone", ["killed", "stopped"])
def test_a_server_that_dies_and_comes_back_loses_only_what_did_not_fit(
    cluster: Cluster, postgres: Database, gone: str
) -> None:
    """PostgreSQL killed and started anew, or hanging without a word: notes wait, and none is stored twice."""
    with writing(postgres) as writer:
        put_in_time(writer, 20)
        until(lambda: writer.stored == 20)
        cluster.kill() if gone == "killed" else cluster.signal(signal.SIGSTOP)
        put_in_time(writer, LENGTH + 7)
        assert (writer.stored, writer.dropped) == (20, 7)
        cluster.start() if gone == "killed" else cluster.signal(signal.SIGCONT)
        until(lambda: writer.stored == 20 + LENGTH)
    assert turns(postgres) == 20 + LENGTH


def test_a_slow_server_is_not_waited_for(postgres: Database) -> None:
    """Each statement takes a while: replies do not, and all that fitted is stored in the end."""
    slow = threading.Event()

    @event.listens_for(postgres.engine, "before_cursor_execute")
    def slowly(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not slow.is_set() and statement.startswith("INSERT"):
            cursor.execute("SELECT pg_sleep(0.3)")

    with writing(postgres, first=[answered()] * LENGTH) as writer:
        put_in_time(writer, 3)
        assert (writer.stored, writer.dropped) == (0, 3)
        slow.set()
    assert turns(postgres) == LENGTH


def test_a_database_that_is_not_there_at_the_start_may_come_later(cluster: Cluster) -> None:
    """A server starts before its database does, and writes as soon as it can."""
    address = cluster.new_url()
    cluster.kill()
    database = open_database(address)
    with writing(database) as writer:
        put_in_time(writer, 5)
        cluster.start()
        until(lambda: writer.stored == 5)
    assert turns(database) == 5
    database.engine.dispose()


def test_the_end_is_bounded_and_what_is_lost_then_is_counted(tmp_path: Path) -> None:
    """Whoever closes does not wait for a database that hangs; notes after the end are counted too."""
    database = stored(file_database(tmp_path), answered())
    with locked(database):
        with writing(database, seconds=0.05) as writer:
            put_in_time(writer, 10)
        assert writer.dropped == 10
        writer.put(answered())
        assert writer.dropped == 11


def test_at_the_end_it_is_tried_again_for_as_long_as_there_is_time(tmp_path: Path) -> None:
    """A lock that is gone before the time is up costs no note."""
    database = stored(file_database(tmp_path), answered())
    released = threading.Event()

    def hold() -> None:
        with locked(database):
            held.set()
            released.wait(PATIENCE)

    held = threading.Event()
    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(PATIENCE)
    with writing(database, first=[answered()] * 10) as writer:
        threading.Timer(1.5, released.set).start()  # longer than one attempt waits for a lock
    holder.join()
    assert (writer.stored, writer.dropped) == (10, 0)
    assert turns(database) == 11


def test_what_is_too_old_goes_when_a_writer_starts(database: Database) -> None:
    """Nobody has to remember to delete it."""
    stored(database, answered(day=days_ago(91)), missed("old", days_ago(91)), answered())
    with writing(database):
        pass
    assert (turns(database), single_misses(database)) == (1, [])


def test_a_database_that_is_gone_for_days_is_still_tried() -> None:
    """The time between two attempts grows to its bound and no further, however many there were."""
    pace = Pace()
    assert [pace.pause(failures) for failures in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert pace.pause(100_000) == pace.retry_most


def test_a_fault_of_ours_does_not_end_the_writing(
    tmp_path: Path, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes wait for as long as it lasts, and the log names its type and nothing that was noted."""
    faults = [KeyError("zqxsecret"), RuntimeError("zqxsecret")]

    def faulty(*arguments: object) -> None:
        if faults:
            raise faults.pop()
        write(*arguments)

    monkeypatch.setattr("bot.questionlog.writer.write", faulty)
    database = file_database(tmp_path)
    with writing(database, first=[answered()]):
        until(lambda: not faults)
    assert turns(database) == 1
    assert "RuntimeError" in lines.getvalue() and "zqxsecret" not in lines.getvalue()


def test_a_trouble_is_logged_once_a_minute_with_its_reason(tmp_path: Path, lines: io.StringIO) -> None:
    """One line however often it is tried, and no word of a question in it."""
    database = stored(file_database(tmp_path), answered())
    with locked(database), writing(database, seconds=0.01) as writer:
        writer.put(missed("zqxsecret"))
        until(lambda: "not written" in lines.getvalue())
    assert lines.getvalue().count("question log not written") == 1
    assert "database is locked" in lines.getvalue()
    assert "zqxsecret" not in lines.getvalue()
