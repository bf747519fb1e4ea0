"""`hepatica log`, and the question log of a server as it is started."""

import csv
import io
import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.main import main
from tests.browser.serving import free_port
from tests.cli.test_offline import PATIENCE, fetch, started
from tests.questionlog.making import answered, days_ago, file_database, judged, missed, stored

FORMULAS = ("=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "  =1")
QUICK = {"HEPATICA_SEMANTIC": "off"}
"""A server that starts sooner."""
SECRETS = (
    "zqxsecret albumin",
    "zqxsecret 我爸吐血了",
    "zqxsecret should i stop entecavir",
    "zqxsecret yxcv 0912345678",
)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log with something of everything in it."""
    database = file_database(tmp_path)
    old = [missed("an old question", days_ago(91)), answered(day=days_ago(91))]
    new = [answered(), answered("cost"), judged(fits=True), missed("can i fly"), missed("can I fly?"), missed("多少錢")]
    stored(database, *old, *new, *(missed(f"{text} {n}") for n, text in enumerate(FORMULAS)))
    monkeypatch.setenv("HEPATICA_DATABASE_URL", f"sqlite:///{tmp_path / 'questions.db'}")
    return tmp_path / "questions.db"


@pytest.mark.usefixtures("log")
def test_show_says_what_was_asked_and_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    """Kinds, subjects, yes and no, and the questions with the intents that came nearest."""
    assert main(["log", "show"]) == 0
    printed = capsys.readouterr().out
    for words in ("turns", "fallback", "cost", "can i fly  (nearest: safety, cost)", "Was this what you asked?"):
        assert words in printed


@pytest.mark.usefixtures("log")
def test_show_as_json_is_for_other_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """All rows, with questions in groups."""
    assert main(["log", "show", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["verdicts"][0] | {"day": ""} == {
        "day": "", "intent": "safety", "locale": "en", "place": "page", "yes": 1, "no": 0,
    }  # fmt: skip
    assert {count["kind"] for count in data["counts"]} == {"answer", "fallback"}
    flying = next(group for group in data["misses"] if group["questions"][0]["text"] == "can i fly")
    assert (flying["times"], flying["nearest"]) == (2, ["safety", "cost"])


@pytest.mark.usefixtures("log")
def test_export_is_a_table_that_no_spreadsheet_runs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A cell that looks like a formula begins with an apostrophe; a file says that it is UTF-8."""
    assert main(["log", "export"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    texts = {row["text"] for row in rows}
    assert {f"'{text} {n}" for n, text in enumerate(FORMULAS[:-1])} <= texts
    assert {"can i fly", "多少錢"} <= texts
    file = tmp_path / "counts.csv"
    assert main(["log", "export", "--table", "counts", "--output", str(file)]) == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfday,kind,intent,locale,place,times\r\n")
    assert main(["log", "export", "--table", "verdicts"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "day,intent,locale,place,yes,no"


def test_purge_deletes_what_is_too_old_or_everything(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By default only what the settings no longer allow."""
    assert main(["log", "purge"]) == 0
    assert "3 row(s) deleted" in capsys.readouterr().out
    assert main(["log", "purge", "--all"]) == 0
    assert "nothing is left" in capsys.readouterr().out
    with closing(sqlite3.connect(log)) as connection:
        assert connection.execute("SELECT count(*) FROM hepatica_misses").fetchone() == (0,)


def test_what_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No log yet, a folder that is not there, a server that does not answer, another version: exit 2."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert main(["log", "show"]) == 2
    assert "there is no question log at" in capsys.readouterr().err
    newer = stored(file_database(tmp_path), answered())
    with newer.writing() as connection:
        connection.exec_driver_sql("UPDATE hepatica_schema SET version = 9")
    for url, words in (
        (f"sqlite:///{tmp_path}/none/q.db", "is no folder"),
        (f"sqlite:///{tmp_path}", "which is a folder"),
        ("postgresql://me:zqxsecret@127.0.0.1:1/log", "cannot be read"),
        ("postgresql://me:zqxsecret@", "cannot be used; allowed"),
        (f"sqlite:///{tmp_path}/questions.db", "version 9 of the tables"),
    ):
        monkeypatch.setenv("HEPATICA_DATABASE_URL", url)
        assert main(["log", "show"]) == 2
        captured = capsys.readouterr()
        assert captured.out == "" and words in captured.err and "zqxsecret" not in captured.err
        assert captured.err.startswith("hepatica: ") and captured.err.count("\n") == 1


def test_a_server_does_not_start_with_tables_of_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever starts it is told what to do; the database stays as it is."""
    newer = stored(file_database(tmp_path), answered())
    with newer.writing() as connection:
        connection.exec_driver_sql("UPDATE hepatica_schema SET version = 9")
    before = (tmp_path / "questions.db").read_bytes()
    monkeypatch.setenv("HEPATICA_DATABASE_URL", f"sqlite:///{tmp_path}/questions.db")
    monkeypatch.setenv("HEPATICA_QUESTION_LOG", "counts")
    assert main(["serve", "--port", str(free_port())]) == 2
    assert "update Hepatica, or name another database" in capsys.readouterr().err
    assert (tmp_path / "questions.db").read_bytes() == before


@pytest.mark.hazard("H14")
def test_by_default_no_question_is_found_anywhere(tmp_path: Path) -> None:
    """Asked on every surface, with every line of log and every count on: not in output, files, addresses or counts."""
    home = tmp_path / "home"
    home.mkdir()
    settings = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "STATE_DIRECTORY")}
    settings |= {"HEPATICA_LOG": "requests", "HEPATICA_METRICS": "on", **QUICK}
    with started(tmp_path, **settings) as (port, process):
        for secret in SECRETS:
            for path in ("/en/ask", "/zh-Hant/embed/ask", "/zh-Hans/kiosk/step"):
                assert fetch(port, "POST", path, {"question": secret})[0] == 200
            assert fetch(port, "GET", f"/en/ask?question={secret.encode().hex()}zqxsecret")[0] == 303
        counted = fetch(port, "GET", "/metrics")[1]
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE)
    assert 'hepatica_replies_total{kind="emergency"}' in counted and "answered" in err
    files = [file for file in home.rglob("*") if file.is_file()]
    written = "".join((out, err, counted, *(file.read_text("utf-8", "replace") + file.name for file in files)))
    assert "zqxsecret" not in written and "吐血" not in written and "0912345678" not in written
    assert not list(home.rglob("*.db"))


def test_a_server_with_workers_notes_until_its_end(tmp_path: Path) -> None:
    """Each process writes its own, and what waits at the end is stored; of danger only the number."""
    url = f"sqlite:///{tmp_path / 'q.db'}"
    chosen = {"HEPATICA_QUESTION_LOG": "misses", "HEPATICA_DATABASE_URL": url, "HEPATICA_METRICS": "on", **QUICK}
    with started(tmp_path, "--workers", "2", **chosen) as (port, process):
        for _ in range(5):
            for secret in (*SECRETS, "zqxsecret yxcv"):
                assert fetch(port, "POST", "/en/ask", {"question": secret})[0] == 200
        assert "hepatica_log_dropped_total 0.0" in fetch(port, "GET", "/metrics")[1]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    with closing(sqlite3.connect(tmp_path / "q.db")) as connection:
        counts = dict(connection.execute("SELECT kind, sum(times) FROM hepatica_counts GROUP BY kind").fetchall())
        texts = {text for (text,) in connection.execute("SELECT text FROM hepatica_misses")}
    assert sum(counts.values()) == 25 and counts["emergency"] == 5 and counts["personal_advice"] == 5
    assert "zqxsecret yxcv [number]" in texts
    assert not any(words in text for text in texts for words in ("0912", "吐血", "entecavir"))


def test_a_server_starts_without_its_database(tmp_path: Path) -> None:
    """It says so, answers, counts what it had to drop, and ends in time."""
    chosen = {"HEPATICA_DATABASE_URL": "postgresql://me:zqxsecret@127.0.0.1:1/log", "HEPATICA_METRICS": "on"}
    chosen |= {"HEPATICA_QUESTION_LOG": "counts", "HEPATICA_QUESTION_LOG_QUEUE": "3", **QUICK}
    with started(tmp_path, **chosen) as (port, process):
        for _ in range(5):
            assert fetch(port, "POST", "/en/ask", {"question": "is it safe"})[0] == 200
        assert "hepatica_log_dropped_total 2.0" in fetch(port, "GET", "/metrics")[1]
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode in (0, -signal.SIGTERM)
    assert "people are answered all the same" in err and "question log not written" in err
    assert "zqxsecret" not in err
