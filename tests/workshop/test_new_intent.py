"""A new question laid out in every file: at the right place, nothing else touched, nothing that could be shipped."""

import difflib
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.content.loader import load
from bot.model.problem import ContentError, SettingsError
from bot.workshop import new_intent, saving
from bot.workshop.new_intent import New, add_intent
from tests.packs.test_garden import GARDEN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny content."""
    return Path(shutil.copytree(GARDEN, tmp_path / "content"))


def files(folder: Path) -> Mapping[str, str]:
    """Every file with what it holds."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes().decode() for file in folder.rglob("*") if file.is_file()
    }


def test_it_is_laid_out_behind_its_group(folder: Path) -> None:
    """Six files grow behind the last question of the group; what was there stays byte for byte, comments included."""
    (folder / "intents.yaml").write_text(
        (folder / "intents.yaml").read_text().replace("  - id: watering", "  # What is left open.\n  - id: watering")
    )
    before = files(folder)
    places = add_intent(folder, New("slug-pellets", "answer", "findings"))
    after = files(folder)
    assert before.keys() == after.keys()
    changed = [path for path in after if after[path] != before[path]]
    assert sorted(changed) == sorted(place.path for place in places) and len(changed) == 6
    for place in places:
        lines = difflib.ndiff(before[place.path].splitlines(), after[place.path].splitlines())
        assert not any(line.startswith("- ") for line in lines)
        assert "slug-pellets" in after[place.path].splitlines()[place.line - 1]
    intents = after["intents.yaml"]
    assert intents.index("- id: wilting") < intents.index("- id: slug-pellets") < intents.index("# What is left open.")
    english = after["utterances/en.yaml"]
    assert english.index("  wilting:") < english.index("  slug-pellets:") < english.index("  watering:")


@pytest.mark.parametrize(("kind", "empty"), [("answer", 24), ("not_covered", 21)])
def test_the_check_names_each_empty_place(folder: Path, kind: str, empty: int) -> None:
    """Every finding is an empty place of the skeleton, in the line it stands in; nothing else is wrong."""
    add_intent(folder, New("slug-pellets", kind, "open"))  # type: ignore[arg-type]
    with pytest.raises(ContentError) as caught:
        load(folder)
    texts = {path: text.splitlines() for path, text in files(folder).items()}
    assert {problem.rule for problem in caught.value.problems} == {"left-empty"}
    assert all(problem.message.endswith("nothing stands here; fill it in") for problem in caught.value.problems)
    assert [
        line for p in caught.value.problems if (line := texts[p.file][p.line - 1]).split("#")[0][-1:] not in ":-"
    ] == []
    assert len(caught.value.problems) == empty


def test_several_can_be_laid_out_before_any_is_filled(folder: Path) -> None:
    """A skeleton that waits for its words does not stand in the way of the next one."""
    add_intent(folder, New("slug-pellets", "answer", "open"))
    add_intent(folder, New("compost", "answer", "open"))
    intents = (folder / "intents.yaml").read_text()
    assert intents.index("- id: watering") < intents.index("- id: slug-pellets") < intents.index("- id: compost")


@pytest.mark.parametrize(
    ("id", "group", "told"),
    [
        ("Slug_Pellets", "open", "small letters, digits and single hyphens"),
        ("slug--pellets", "open", "small letters"),
        ("", "open", "small letters"),
        ("height", "findings", "stands already in intents.yaml, line"),
        ("compost", "nowhere", "known are: basics, findings, open"),
    ],
)
def test_what_cannot_be_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], id: str, group: str, told: str
) -> None:
    """One clear line, exit code 2, and no file changed."""
    before = files(folder)
    assert main(["new-intent", id, "--kind", "answer", "--group", group, "--content", str(folder)]) == 2
    assert told in capsys.readouterr().err and files(folder) == before


def test_a_left_over_answer_is_found(folder: Path) -> None:
    """An id that stands in one file alone is taken, too: its old words would come back."""
    path = folder / "utterances/zh.yaml"
    path.write_text(path.read_text(encoding="utf-8") + '  compost: ["堆肥"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"utterances/zh.yaml, line \d+"):
        add_intent(folder, New("compost", "answer", "open"))


def test_a_file_that_cannot_be_read_stops_it(folder: Path) -> None:
    """The problem is named with file and line, and no file changed."""
    (folder / "answers/zh-Hant/open.yaml").write_text("answers:\n  watering: [\n", encoding="utf-8")
    before = files(folder)
    with pytest.raises(ContentError, match=r"answers/zh-Hant/open\.yaml"):
        add_intent(folder, New("compost", "answer", "open"))
    assert files(folder) == before


def test_a_list_on_one_line_is_not_torn(folder: Path) -> None:
    """Where entries cannot be told apart as lines, the file is left to the editor."""
    path = folder / "answers/en/open.yaml"
    path.write_text("answers: {watering: {question: Q, summary: S}}\n", encoding="utf-8")
    before = files(folder)
    with pytest.raises(ContentError, match="by hand"):
        add_intent(folder, New("compost", "answer", "open"))
    assert files(folder) == before


def test_a_full_disk_leaves_all_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure while the fourth file is written changes none, and leaves no other file behind."""
    before, count = files(folder), iter(range(10))
    write = saving._write

    def failing(file: Path, data: bytes, mode: int) -> None:
        if next(count) == 3:
            raise OSError(28, "No space left on device")
        write(file, data, mode)

    monkeypatch.setattr(saving, "_write", failing)
    with pytest.raises(OSError, match="No space"):
        add_intent(folder, New("compost", "answer", "open"))
    assert files(folder) == before


def test_somebody_elses_change_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is saved in an editor while the skeleton is made stays as the editor left it, and no other changes."""
    changed = folder / "answers" / "en" / "open.yaml"
    skeleton = new_intent.answer_skeleton

    def meanwhile(*arguments: str) -> object:
        changed.write_text("answers: {}\n", encoding="utf-8")
        return skeleton(*arguments)

    monkeypatch.setattr(new_intent, "answer_skeleton", meanwhile)
    before = {**files(folder), "answers/en/open.yaml": "answers: {}\n"}
    assert main(["new-intent", "compost", "--kind", "answer", "--group", "open", "--content", str(folder)]) == 2
    assert "changed meanwhile: answers/en/open.yaml; nothing was written, run it again" in capsys.readouterr().err
    assert files(folder) == before


def test_windows_line_ends_stay(folder: Path) -> None:
    """A file that was saved with carriage returns grows by lines that end in the same way."""
    path = folder / "intents.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    add_intent(folder, New("compost", "answer", "open"))
    after = path.read_bytes()
    assert after.startswith(before) and after.count(b"\n") == after.count(b"\r\n")
