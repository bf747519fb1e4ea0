"""The tutorial is followed as an editor would: its commands are run, its blocks put where they belong."""

import io
import re
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import knowledge as commands
from bot.cli.main import main
from bot.conversation.trained import Trained, train
from bot.model.knowledge import Knowledge
from tests.workshop.small import small_learnt

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(sh|text|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fill_in(block: str) -> None:
    """Put a block in the place of the entry, or the key, of the same name; its first line says in which file."""
    head, _, new = block.partition("\n")
    place = re.match(r"# (\S+?)(?:, in (\S+))?$", head)
    assert place, head
    path, after = Path(place[1]), place[2]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    key = new.splitlines()[0]
    # A list on one line is told by its key; an entry, or a key with a text below it, by the whole line.
    name = key if key.endswith((":", ">-")) or key.lstrip().startswith("-") else key.partition("[")[0]
    begin = next(n for n, line in enumerate(lines) if after and line.strip() == f"- id: {after}") if after else 0
    begin = next(
        n for n in range(begin, len(lines)) if lines[n].rstrip() == name or (name != key and lines[n].startswith(name))
    )
    indent = len(key) - len(key.lstrip())
    end = begin + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    path.write_text("".join([*lines[:begin], new, *lines[end:]]), encoding="utf-8")


def run(line: str) -> str:
    """What a command of the page prints."""
    words = shlex.split(line)
    out = io.StringIO()
    match words[0]:
        case "cp":
            shutil.copytree(words[2], words[3])
        case "grep":
            files = (
                file for place in map(Path, words[3:]) for file in (place, *place.rglob("*.yaml")) if file.is_file()
            )
            texts = (file.read_text(encoding="utf-8") for file in files)
            out.writelines(found for text in texts for found in text.splitlines() if words[2] in found)
        case ".venv/bin/hepatica":
            with redirect_stdout(out), redirect_stderr(out):
                main(words[1:])
        case _:
            raise AssertionError(f"the test cannot run {line!r}")
    return out.getvalue()


def small(knowledge: Knowledge, _encoder: object) -> Trained:
    """An index of few examples of each old question: learning from all of them takes minutes."""
    few = {
        intent: sorted(texts)[:: 1 if intent == "donate-blood" else 200]
        for intent, texts in knowledge.utterances.items()
    }
    return train(knowledge, small_learnt(replace(knowledge, utterances=few), every=1))


def test_the_tutorial_leads_from_a_gap_to_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command prints what the page shows, and at the end the new question is answered and printed."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commands, "ready", small)
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
    assert ran == 9 and (tmp_path / "my-booklet.html").is_file()
    assert "donate-blood" not in (tmp_path / "content" / "intents.yaml").read_text(encoding="utf-8")


def test_the_gap_is_one(tmp_path: Path) -> None:
    """The shipped content does not have the question that the tutorial adds."""
    assert run(f"grep -rn 'give blood' {ROOT / 'content/utterances'} {ROOT / 'content/answers'}") == ""
