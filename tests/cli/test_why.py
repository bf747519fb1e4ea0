"""`ask --why` and `eval --html`: the explanation is for people, goes where it belongs, and changes no reply."""

import json
import re

import pytest

from bot.cli import ask, evaluate
from bot.cli.main import main
from bot.conversation.trained import train
from tests.workshop.small import small_learnt


@pytest.fixture(scope="module")
def learnt(knowledge):
    """A small index."""
    return small_learnt(knowledge)


@pytest.fixture(scope="module")
def base(knowledge, learnt):
    """A bot that answers by it."""
    return train(knowledge, learnt)


@pytest.fixture(autouse=True)
def _small(base, learnt, monkeypatch):
    """The commands use it."""
    monkeypatch.setattr(ask, "trained", lambda _: base)
    monkeypatch.setattr(evaluate, "trained", lambda _: base)
    monkeypatch.setattr(evaluate, "stored", lambda *_: learnt)


def test_why_names_the_terms_of_the_score(capsys):
    """Each way of scoring with its weight, the features, the nearest example, and what it takes to answer."""
    assert main(["ask", "is it saffe at all", "--locale", "en", "--json", "--why"]) == 0
    printed = capsys.readouterr().err
    for words in ("decided by: ", "candidate: ", "confidence: ", "to answer: 0.30", "to ask back: 0.10", "margin: "):
        assert words in printed, words
    for words in ("table ", "fuzzy ", "strangeness ", " × ", "for it: ", "against it: ", "nearest example: "):
        assert words in printed, words
    assert "meaning " not in printed


def test_why_leaves_the_data_alone(capsys):
    """With --json the explanation stands beside the data; the data is the same with and without it."""
    assert main(["ask", "is it safe", "--json"]) == 0
    plain = capsys.readouterr()
    assert main(["ask", "is it safe", "--json", "--why"]) == 0
    explained = capsys.readouterr()
    assert explained.out == plain.out and plain.err == ""
    assert "nearest example" in explained.err


def test_why_names_the_gate_and_what_it_made_of_the_score(capsys):
    """A gate overrules the ranking: confidence is that of its choice, the scores are those before it."""
    assert main(["ask", "do stem cells help parkinsons", "--locale", "en", "--why"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^gate: .*parkinsons$", printed, flags=re.MULTILINE)
    assert "confidence: 1.000" in printed and "before gates" in printed


def test_why_of_danger_shows_the_screen_alone(capsys):
    """Nothing was ranked, and nothing is made up."""
    assert main(["ask", "I am vomiting blood", "--locale", "en", "--why"]) == 0
    printed = capsys.readouterr().out
    assert "decided by: safety" in printed and "recognised: " in printed
    assert "nearest example" not in printed


def test_eval_writes_the_report_it_is_asked_for(tmp_path, capsys):
    """Beside what it prints; as text or as JSON."""
    cases = tmp_path / "cases.jsonl"
    hostile = {"q": "<script>x</script> \ud800", "locale": "en", "kind": ["emergency"], "intent": []}
    cases.write_text(json.dumps(hostile), encoding="utf-8")
    file = tmp_path / "report.html"
    assert main(["eval", str(cases), "--html", str(file), "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["folds"]["parts"] == 4
    assert str(file) in captured.err
    html = file.read_text(encoding="utf-8")
    assert "&lt;script&gt;x" in html and "<script" not in html


@pytest.mark.parametrize("more", [["--html", "/nowhere/report.html"], ["--html", "r.html", "--examples", "cases"]])
def test_a_report_that_cannot_be_written_is_refused_at_once(more, tmp_path, capsys):
    """One line, before a long run and not after it."""
    assert main(["eval", str(tmp_path / "none.jsonl"), *more]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.startswith("hepatica: ") and captured.err.count("\n") == 1
