"""The tutorial is followed as an editor would: its commands are run, its blocks put where they belong."""

import io
import re
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bot.cli import diff as diff_command
from bot.cli import knowledge as commands
from bot.cli import train as train_command
from bot.cli.main import main
from bot.conversation.trained import Learnt, Trained, train
from bot.model.knowledge import Knowledge
from bot.workshop import table
from tests.workshop.small import small_learnt

EXAMPLE = "donate-blood"
NOT_OURS = "blood donation rules"
ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(sh|text|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fill_in(block: str) -> None:
    """Put a block in the place of the entry, or the key, of the same name; its first line says in which file.

    "below KEY" puts it in front of what the list of this key holds.
    """
    head, _, new = block.partition("\n")
    place = re.match(r"# (\S+?)(?:, (in|below) (\S+))?$", head)
    assert place, head
    path, how, after = Path(place[1]), place[2], place[3]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    if how == "below":
        path.write_text("".join(lines).replace(f"\n{after}:\n", f"\n{after}:\n{new}", 1), encoding="utf-8")
        return
    key = new.splitlines()[0]
    # A list on one line is told by its key; an entry, or a key with a text below it, by the whole line.
    name = key if key.endswith((":", ">-")) or key.lstrip().startswith("-") else key.partition("[")[0]
    begin = next(n for n, line in enumerate(lines) if after and line.strip() == f"- id: {after}") if after else 0
    begin = next(
        n for n in range(begin, len(lines)) if lines[n].rstrip() == name or (name != key and lines[n].startswith(name))
    )
    indent = len(key) - len(key.lstrip())
    path.write_text("".join([*lines[:begin], new, *lines[ending(lines, begin, indent) :]]), encoding="utf-8")


def ending(lines: list[str], begin: int, indent: int) -> int:
    """Where an entry ends that begins on this line: at the next line that is not further in."""
    end = begin + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return end


def take_out_example(content: Path) -> None:
    """Make the example a gap again, for a content that an editor has really added it to."""
    page = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    typed = [
        block for kind, block in BLOCK.findall(page) if kind == "yaml" and "below never" in block.partition("\n")[0]
    ]
    phrases = {line for block in typed for line in block.splitlines()[1:]}
    for file in content.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        if EXAMPLE not in text and file.name != "personal.yaml":
            continue
        lines = [line for line in text.splitlines(keepends=True) if line.rstrip() not in phrases]
        entry = re.compile(rf"( *)(?:- (?:id|answer): {EXAMPLE}|{EXAMPLE}:)\s*$")
        while found := next(((n, m) for n, line in enumerate(lines) if (m := entry.match(line))), None):
            begin, indent = found[0], len(found[1][1])
            del lines[begin : ending(lines, begin, indent)]
        named = "".join(lines).replace(f", {EXAMPLE}", "").replace(f"{EXAMPLE}, ", "")
        file.write_text(named, encoding="utf-8")
    outside = content / "utterances" / "out_of_scope.yaml"
    text = outside.read_text(encoding="utf-8")
    if NOT_OURS not in text:
        outside.write_text(f'{text.rstrip()}\n  - "{NOT_OURS}"\n', encoding="utf-8")


def run(line: str) -> str:
    """What a command of the page prints."""
    command, _, into = line.partition(" > ")
    words = shlex.split(command)
    out = io.StringIO()
    match words[0]:
        case "cp":
            shutil.copytree(words[2], words[3])
        case "grep":
            files = (
                file for place in map(Path, words[3:]) for file in (place, *place.rglob("*.yaml")) if file.is_file()
            )
            texts = (file.read_text(encoding="utf-8") for file in files)
            lines = (found for text in texts for found in text.splitlines(keepends=True))
            out.writelines(found for found in lines if bool(re.search(words[2], found)) is (words[1] != "-v"))
        case ".venv/bin/hepatica":
            with redirect_stdout(out), redirect_stderr(out):
                main(words[1:])
        case _:
            raise AssertionError(f"the test cannot run {line!r}")
    if into:
        Path(into).write_text(out.getvalue(), encoding="utf-8")
    return out.getvalue()


@cache
def learnt(version: str) -> Learnt:
    """An index of few examples of each old question: learning from all of them takes minutes."""
    knowledge = KNOWN[version]
    few = {intent: sorted(texts)[:: 1 if intent == EXAMPLE else 200] for intent, texts in knowledge.utterances.items()}
    return small_learnt(replace(knowledge, utterances=few), every=1)


KNOWN: dict[str, Knowledge] = {}


def small(knowledge: Knowledge, _encoder: object = None, listener: object = None) -> Learnt:
    """What a content teaches, learnt once."""
    KNOWN[knowledge.version] = knowledge
    return learnt(knowledge.version)


def ready(knowledge: Knowledge, _encoder: object) -> Trained:
    """A content, ready to answer."""
    return train(knowledge, small(knowledge))


def test_the_tutorial_leads_from_a_gap_to_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command prints what the page shows, and at the end the new question is answered and printed."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    take_out_example(tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commands, "ready", ready)
    monkeypatch.setattr(train_command, "stored", small)
    monkeypatch.setattr(train_command, "take_up", lambda _file: None)
    monkeypatch.setattr(table, "stored_table", lambda _: None)
    monkeypatch.setattr(table, "learn_from", small)
    monkeypatch.setattr(diff_command, "CASES", tmp_path / "no-cases")
    page = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    printed, ran = "", 0
    for kind, block in BLOCK.findall(page):
        if kind == "sh":
            printed = "".join(run(line) for line in block.splitlines())
            ran += len(block.splitlines())
        elif kind == "yaml":
            fill_in(block)
        else:
            for line in block.splitlines():
                assert re.search(".*".join(map(re.escape, line.split("…"))), printed), f"{line}\n---\n{printed}"
    assert ran == 13 and (tmp_path / "my-booklet.html").is_file() and (tmp_path / "my-changes.html").is_file()
    assert EXAMPLE not in (tmp_path / "content" / "intents.yaml").read_text(encoding="utf-8")
    take_out_example(tmp_path / "my-content")
    assert lines_of(tmp_path / "my-content") == lines_of(tmp_path / "content")


def lines_of(content: Path) -> dict[str, list[str]]:
    """The lines of every file of a content, without their order."""
    return {
        file.relative_to(content).as_posix(): sorted(file.read_text(encoding="utf-8").split("\n"))
        for file in content.rglob("*.yaml")
    }


def test_the_gap_is_one(tmp_path: Path) -> None:
    """No answer of the shipped content speaks of what the tutorial adds, but for the example itself."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    take_out_example(tmp_path / "content")
    assert (
        run(f"grep -rnE '(give|gives|giving|donat[a-z]*) blood|blood donat|献血|捐血' {tmp_path / 'content/answers'}")
        == ""
    )
