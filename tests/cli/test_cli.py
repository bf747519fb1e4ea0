"""The command line: exit codes, one clear line for an error, and the same replies as everywhere."""

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.paths import content_folder


def test_ask_prints_an_answer_with_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    """Answer, numbers, sources and disclaimer, in the language of the question."""
    assert main(["ask", "副作用有哪些"]) == 0
    printed = capsys.readouterr().out
    assert "副作用" in printed and "[1]" in printed


def test_ask_json_is_the_reply_of_the_api(capsys: pytest.CaptureFixture[str]) -> None:
    """Several words are one question; --locale decides the language of the reply."""
    assert main(["ask", "do", "people", "live", "longer?", "--locale", "zh-Hant", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["intent"], data["locale"]) == ("survival", "zh-Hant")


def test_why_explains_the_decision(capsys: pytest.CaptureFixture[str]) -> None:
    """Candidates and margin are shown to whoever asks for them, and only then."""
    assert main(["ask", "is it safe", "--why"]) == 0
    printed = capsys.readouterr().out
    assert "candidate: safety" in printed and "margin" in printed


def test_an_empty_question_cannot_be_answered(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, one friendly line and the emergency numbers on stderr."""
    assert main(["ask", "  "]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and "hepatica:" in captured.err and "120" in captured.err


def test_chat_keeps_the_context(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a question a chat begins; a follow-up leans on the turn before; the end of input ends it."""
    monkeypatch.setattr("sys.stdin", io.StringIO("what happens to albumin?\nand at 24 weeks?\n"))
    assert main(["ask", "--locale", "en"]) == 0
    assert "4.03" in capsys.readouterr().out


def test_check_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped content has no problem."""
    assert main(["check"]) == 0
    assert "51 intents" in capsys.readouterr().out


def test_check_lists_problems_and_other_commands_refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Findings exit 1; a command that needs the content exits 2; file and line are named."""
    folder = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    figures = folder / "figures.yaml"
    figures.write_text(figures.read_text(encoding="utf-8").replace("low: 1.38", "low: 9"), encoding="utf-8")
    assert main(["check", "--content", str(folder)]) == 1
    assert "figures.yaml:" in capsys.readouterr().out
    assert main(["ask", "hello", "--content", str(folder)]) == 2
    captured = capsys.readouterr()
    assert "figures.yaml:" in captured.err and "Traceback" not in captured.err


def test_a_missing_folder_is_one_clear_problem(capsys: pytest.CaptureFixture[str]) -> None:
    """The message says what to give."""
    assert main(["ask", "hello", "--content", "/nowhere"]) == 2
    assert "--content" in capsys.readouterr().err


def test_verify_reads_an_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article without the figures has findings; a missing file cannot be read."""
    article = tmp_path / "article.txt"
    article.write_text("lead\n", encoding="utf-8")
    assert main(["verify", str(article)]) == 1
    assert "survival-8w" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "none.txt")]) == 2
    article.write_bytes(b"\xff\xfe")
    assert main(["verify", str(article)]) == 2


def test_an_unknown_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt HEPATICA_ variable is not silently ignored."""
    monkeypatch.setenv("HEPATICA_PROT", "80")
    assert main(["check"]) == 2
    assert "HEPATICA_PROT" in capsys.readouterr().err


def test_a_taken_port_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, before anything is promised."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and "--port" in captured.err


def test_check_of_a_missing_folder_could_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    """No content is not the same as content with problems."""
    assert main(["check", "--content", "/nowhere"]) == 2
    assert "--content" in capsys.readouterr().err


def test_a_terminal_without_chinese_gets_no_traceback() -> None:
    """What it cannot show becomes a question mark."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "bot.cli.main", "ask", "副作用有哪些"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
