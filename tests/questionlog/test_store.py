"""What is stored of questions, and how it is read and settled: the same in SQLite and in PostgreSQL."""

import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from bot.questionlog.database import Database, Unavailable, open_database
from bot.questionlog.schema import prepare, schema
from bot.questionlog.store import all_counts, all_verdicts, misses, purge, settle, single_misses
from bot.questionlog.writing import Keep, prune
from tests.questionlog.making import KEEP, answered, days_ago, file_database, judged, missed, stored, today


def test_numbers_are_added_up_by_day_and_nothing_else_is_kept(database: Database) -> None:
    """Two questions of a day are one row with a two in it; answered questions leave no words."""
    stored(database, answered(), answered(), answered("cost"), answered(day=days_ago(1)))
    stored(database, answered(), batch=2)
    rows = [
        (count.day, count.kind, count.intent, count.locale, count.place, count.times) for count in all_counts(database)
    ]
    assert rows == [
        (days_ago(1), "answer", "safety", "en", "page", 1),
        (today(), "answer", "cost", "en", "page", 1),
        (today(), "answer", "safety", "en", "page", 3),
    ]
    assert single_misses(database) == []


def test_a_batch_that_was_stored_already_is_not_stored_again(database: Database) -> None:
    """A writer that did not hear of its success tries once more; the numbers stay right."""
    for _ in range(2):
        stored(database, answered(), missed("is it sold in shops"), judged(fits=True), batch=7)
    assert [count.times for count in all_counts(database)] == [1, 1]
    assert [miss.times for miss in single_misses(database)] == [1]
    assert [(verdict.yes, verdict.no) for verdict in all_verdicts(database)] == [(1, 0)]


def test_the_same_question_is_one_row(database: Database) -> None:
    """Capitals, width, script and a question mark make no other question."""
    texts = ("多少錢", "多少钱？", "Is it sold in shops?", "is it SOLD in shops", "ｉｓ it sold in shops")
    stored(database, *(missed(text) for text in texts))
    assert {(miss.text, miss.times, miss.nearest) for miss in single_misses(database)} == {
        ("多少錢", 2, ("safety", "cost")),
        ("Is it sold in shops?", 3, ("safety", "cost")),
    }


def test_like_questions_are_read_as_a_group(database: Database) -> None:
    """An editor sees a subject once, the most frequent first, with the intents that came nearest."""
    texts = ("can i fly after it", "can I fly after this", "after it can i fly", "what should the room look like")
    stored(database, *(missed(text) for text in (*texts, texts[1])))
    first, second = misses(database)
    assert {miss.text for miss in first.misses} == set(texts[:3])
    assert (first.times, first.nearest, first.last) == (4, ("safety", "cost"), today())
    assert first.misses[0].text == texts[1]
    assert [miss.text for miss in second.misses] == [texts[3]]


def test_settled_questions_leave_the_list_and_come_back_if_asked_again(database: Database) -> None:
    """Resolved is open again once it is asked on a later day; ignored stays ignored."""
    stored(database, missed("can i fly"), missed("weather in may"), missed("football"))
    ids = {miss.text: miss.id for miss in single_misses(database)}
    assert settle(database, [ids["can i fly"]], "resolved") == 1
    assert settle(database, [ids["football"], 999], "ignored") == 1
    assert [group.misses[0].text for group in misses(database)] == ["weather in may"]
    assert [group.misses[0].text for group in misses(database, state="ignored")] == ["football"]
    stored(database, missed("can i fly"), missed("football"), batch=2)
    assert {miss.text for miss in single_misses(database, "open")} == {"weather in may"}
    stored(database, missed("can i fly", days_ago(-1)), missed("football", days_ago(-1)), batch=3)
    assert {miss.text for miss in single_misses(database, "open")} == {"weather in may", "can i fly"}
    assert settle(database, [ids["football"]], "open") == 1


def test_what_is_too_old_is_deleted(database: Database) -> None:
    """After the days of the setting neither number nor word is left; a question that is asked on stays."""
    old, new = days_ago(91), days_ago(90)
    stored(database, answered(day=old), answered(day=new), missed("old one", old), missed("asked on", old))
    stored(database, missed("asked on"), batch=2)
    with database.writing() as connection:
        prune(connection, KEEP, today())
    assert {count.day for count in all_counts(database)} == {new, today()}
    assert [miss.text for miss in single_misses(database)] == ["asked on"]


def test_of_too_many_questions_the_rare_and_old_go_first(database: Database) -> None:
    """What is settled goes before what is open, once before twice, old before new."""
    stored(database, *(missed(text, days_ago(2)) for text in ("settled", "twice", "twice", "old")), missed("new"))
    settled = next(miss.id for miss in single_misses(database) if miss.text == "settled")
    settle(database, [settled], "resolved")
    for rows, left in ((3, {"twice", "old", "new"}), (2, {"twice", "new"}), (1, {"twice"})):
        with database.writing() as connection:
            prune(connection, Keep(90, rows), today())
        assert {miss.text for miss in single_misses(database)} == left


def test_everything_can_be_deleted(database: Database) -> None:
    """All notes go, their number is told, and the log can be written again."""
    stored(database, answered(), missed("can i fly"), judged(fits=False))
    assert purge(database, KEEP) == 0
    assert purge(database, None) == 4
    assert all_counts(database) == all_verdicts(database) == single_misses(database) == []
    stored(database, answered(), batch=2)
    assert len(all_counts(database)) == 1


@pytest.mark.parametrize(
    ("version", "advice"), [(2, "update Hepatica"), (0, "export it with the version that wrote it")]
)
def test_another_version_of_the_tables_is_refused_and_left_as_it_is(
    database: Database, version: int, advice: str
) -> None:
    """Neither read nor written nor deleted: the message says what to do."""
    stored(database, answered(), missed("can i fly"))
    with database.writing() as connection:
        connection.execute(update(schema).values(version=version))
    for attempt in (
        lambda: stored(database, answered(), batch=2),
        lambda: misses(database),
        lambda: settle(database, [1], "resolved"),
        lambda: purge(database, None),
    ):
        with pytest.raises(Unavailable, match=advice):
            attempt()
    with database.writing() as connection:
        connection.execute(update(schema).values(version=1))
    assert [count.times for count in all_counts(database)] == [1, 1]
    assert len(single_misses(database)) == 1


def test_tables_of_somebody_else_are_left_alone(database: Database) -> None:
    """A table of our name without a version is not ours to write into."""
    stored(database, answered())
    with database.writing() as connection:
        schema.drop(connection)
    with pytest.raises(Unavailable, match="but no version; name another database"):
        stored(database, answered(), batch=2)
    with database.writing() as connection:
        schema.create(connection)
        connection.execute(insert(schema).values(version=1))
        prepare(connection)
    assert [count.times for count in all_counts(database)] == [1]


def test_reading_makes_no_log(tmp_path: Path) -> None:
    """Where nothing was noted there is no file, and a look does not make one."""
    for attempt in (misses, all_counts, lambda database: purge(database, None)):
        with pytest.raises(Unavailable, match=r"there is no question log at .*; HEPATICA_QUESTION_LOG turns it on"):
            attempt(file_database(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_what_is_deleted_cannot_be_read_out_of_the_file(tmp_path: Path) -> None:
    """SQLite overwrites it."""
    database = stored(file_database(tmp_path), missed("zqxsecret one"), missed("zqxsecret two", days_ago(91)))
    file = tmp_path / "questions.db"
    assert b"zqxsecret one" in file.read_bytes() and b"zqxsecret two" in file.read_bytes()
    purge(database, KEEP)
    assert b"zqxsecret one" in file.read_bytes() and b"zqxsecret two" not in file.read_bytes()
    purge(database, None)
    assert b"zqxsecret" not in file.read_bytes()


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """In the state folder of the service or of the user, with folders as they are needed."""
    database = open_database(None, {"XDG_STATE_HOME": str(tmp_path / "state")})
    stored(database, answered())
    file = tmp_path / "state" / "hepatica" / "questions.db"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert sqlite3.connect(file).execute("SELECT times FROM hepatica_counts").fetchall() == [(1,)]
    service = open_database(None, {"STATE_DIRECTORY": str(tmp_path / "service"), "XDG_STATE_HOME": "/elsewhere"})
    assert service.place == str(tmp_path / "service" / "questions.db")
