"""Saving: killed at any call of the system, a file is the old one or the new one, whole, and none is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.workshop import saving
from bot.workshop.saving import NOTE, Change, ConflictError, fingerprint, recover, save

ROOT = Path(__file__).resolve().parents[2]
OLD = {"one.yaml": b"old: 1\n" * 50, "answers/two.yaml": "旧: 二\n".encode() * 50, "three.yaml": b"old: 3\n"}
NEW = {"one.yaml": b"new: 1\n" * 80, "answers/two.yaml": "新: 二\n".encode() * 20, "three.yaml": b""}
DIES = """
import json, os, sys
from pathlib import Path
from bot.workshop import saving

root, fatal, half = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "half"
calls = 0

def fragile(name, real):
    def call(*arguments, **named):
        global calls
        calls += 1
        if calls == fatal:
            if half and name == "write":
                real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            elif half:
                real(*arguments, **named)
            os._exit(9)
        return real(*arguments, **named)
    return call

for name in ("open", "write", "fsync", "fchmod", "replace", "close"):
    setattr(os, name, fragile(name, getattr(os, name)))
for name in ("unlink",):
    setattr(Path, name, fragile(name, getattr(Path, name)))
texts = json.loads(sys.stdin.read())
if sys.argv[4] == "recover":
    saving.recover(root)
else:
    saving.save(root, {path: saving.Change(before, data.encode()) for path, (before, data) in texts.items()})
print(calls)
"""


@pytest.fixture
def folder(tmp_path):
    """Three files."""
    return filled(tmp_path / "content")


def filled(root):
    """Make a folder with the old files."""
    for path, data in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def changes():
    """The new files, made from the old ones."""
    return {path: Change(fingerprint(OLD[path]), data) for path, data in NEW.items()}


def run(root, fatal, how="whole", what="save"):
    """Save, or recover, in a process of its own that dies at a call; returns the finished process."""
    sent = json.dumps({path: (one.before, one.data.decode()) for path, one in changes().items()})
    return subprocess.run(
        [sys.executable, "-c", DIES, str(root), str(fatal), how, what],
        input=sent, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
    )  # fmt: skip


def state(root):
    """The files as they are, and whatever else lies there."""
    found = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    return {path: data for path, data in found.items() if path in OLD}, set(found) - set(OLD)


def test_killed_at_every_call_of_the_system_all_files_are_old_or_all_are_new(tmp_path):
    """At each moment each file is whole, old or new; after the next start all of them are of one kind, and nothing is left over."""
    calls = int(run(filled(tmp_path / "counted"), 0).stdout)
    assert calls > 20
    seen = set()
    for fatal in range(1, calls + 1):
        for how in ("whole", "half"):
            root = filled(tmp_path / f"{fatal}-{how}")
            assert run(root, fatal, how).returncode == 9
            at_once, _ = state(root)
            assert all(at_once[path] in (OLD[path], NEW[path]) for path in OLD), (fatal, how)
            recover(root)
            after, rest = state(root)
            assert after in (OLD, NEW), (fatal, how)
            assert rest == set(), (fatal, how)
            seen.add(after == NEW)
    assert seen == {True, False}


def test_killed_while_recovering_the_change_is_completed_by_the_next_start(tmp_path):
    """A recovery can die at any call too."""
    calls = int(run(filled(tmp_path / "counted"), 0).stdout)
    half_way = next(
        fatal for fatal in range(calls, 0, -1)
        if run(filled(tmp_path / f"try-{fatal}"), fatal).returncode == 9 and (tmp_path / f"try-{fatal}" / NOTE).exists()
        and state(tmp_path / f"try-{fatal}")[0] == OLD
    )  # fmt: skip
    for fatal in range(1, 12):
        root = filled(tmp_path / f"again-{fatal}")
        run(root, half_way)
        assert run(root, fatal, "whole", "recover").returncode == 9
        recover(root)
        assert state(root) == (NEW, set())


@pytest.mark.parametrize("name", ["write", "fsync", "replace"])
def test_a_disk_that_refuses_leaves_what_was_there(folder, monkeypatch, name):
    """A full disk is an error that is told, and no file changes."""

    def refuse(*_arguments, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, name, refuse)
    with pytest.raises(OSError, match="No space"):
        save(folder, changes())
    monkeypatch.undo()
    recover(folder)
    assert state(folder) == (OLD, set())


def test_a_file_that_somebody_changed_meanwhile_is_not_written_over(folder):
    """The second editor is told which file; neither that file nor any other changes."""
    (folder / "three.yaml").write_bytes(b"somebody else\n")
    with pytest.raises(ConflictError) as told:
        save(folder, changes())
    assert told.value.files == ("three.yaml",)
    assert state(folder) == ({**OLD, "three.yaml": b"somebody else\n"}, set())


def test_what_somebody_wrote_after_a_death_is_kept_and_so_is_the_new_text(tmp_path):
    """Where both cannot stand in one file, the studio's text is put beside it."""
    calls = int(run(filled(tmp_path / "counted"), 0).stdout)
    for fatal in range(1, calls + 1):
        root = filled(tmp_path / str(fatal))
        run(root, fatal)
        if (root / NOTE).exists() and state(root)[0] == OLD:
            (root / "one.yaml").write_bytes(b"somebody else\n")
            assert recover(root) == ("one.yaml",)
            assert (root / "one.yaml").read_bytes() == b"somebody else\n"
            assert (root / "one.yaml.not-saved").read_bytes() == NEW["one.yaml"]
            assert (root / "answers/two.yaml").read_bytes() == NEW["answers/two.yaml"]
            return
    pytest.fail("no call lies between the note and the first file")


def test_the_permissions_of_a_file_stay(folder):
    """Whoever could read it can read it afterwards."""
    (folder / "one.yaml").chmod(0o664)
    save(folder, changes())
    assert (folder / "one.yaml").stat().st_mode & 0o777 == 0o664
    assert state(folder) == (NEW, set())
