"""Content that was found sound is kept: a start takes it as it was read, and nothing else in its place."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from bot.content import kept, loader
from bot.content.kept import Ahead, answering_file, keep_to_answer, kept_file, read_kept
from bot.content.loader import assemble, keep_sound, load, load_to_answer, read_folder
from bot.model.knowledge import Knowledge
from bot.model.problem import ContentError
from bot.paths import content_folder
from bot.workshop.renewal import without_examples
from bot.writing import ASIDE, KEPT

AHEAD = Ahead("table-1.npz", {"vomit blood": ["vomit blood", "vomit"]})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped content, and an empty place to keep it in."""
    monkeypatch.setattr(kept, "table_folder", lambda: tmp_path / "kept")
    return Path(shutil.copytree(content_folder(), tmp_path / "content"))


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading YAML fails the test."""

    def refuse(root: Path) -> None:
        pytest.fail(f"{root} was read again")

    monkeypatch.setattr(loader, "read_folder", refuse)


def values(knowledge: Knowledge) -> dict[str, str]:
    """Every part of a content, with the types and digits of all that is in it."""
    return {field.name: repr(getattr(knowledge, field.name)) for field in dataclasses.fields(knowledge)}


def test_kept_content_is_what_was_read(folder: Path) -> None:
    """To the last digit: -1.40 stays -1.40."""
    read = assemble(read_folder(folder))
    keep_sound(folder)
    assert read_kept(folder) is not None
    assert values(load(folder)) == values(read)
    assert load(folder) == read


def test_a_start_from_kept_content_reads_no_yaml(folder: Path, request: pytest.FixtureRequest) -> None:
    """It is what makes the start quick."""
    keep_sound(folder)
    request.getfixturevalue("unread")
    assert load(folder).intents


@pytest.mark.parametrize("file", ["figures.yaml", "reviews.yaml", "lexicon/redflags.yaml", "answers/en/common.yaml"])
def test_any_change_of_a_file_is_read_and_checked(folder: Path, file: str) -> None:
    """A slip in the next edit is found, whatever was kept before."""
    keep_sound(folder)
    with (folder / file).open("a", encoding="utf-8") as out:
        out.write("\nslip: 1\n")
    with pytest.raises(ContentError):
        load(folder)


def test_a_new_or_missing_file_is_found(folder: Path) -> None:
    """Files that come and go count as changes."""
    keep_sound(folder)
    (folder / "stray.yaml").write_text("a: b\n", encoding="utf-8")
    with pytest.raises(ContentError):
        load(folder)
    (folder / "stray.yaml").unlink()
    assert load(folder).intents
    (folder / "glossary.yaml").unlink(missing_ok=True)
    (folder / "answers/en/glossary.yaml").unlink()
    with pytest.raises(ContentError):
        load(folder)


def test_content_may_do_without_what_is_optional(folder: Path) -> None:
    """Files that a folder may lack are kept as lacking."""
    for name in ("reviews.yaml", "waivers.yaml", "utterances/danger-zh.yaml"):
        (folder / name).unlink()
    read = assemble(read_folder(folder))
    keep_sound(folder)
    assert values(load(folder)) == values(read)


@pytest.mark.parametrize(
    "harm",
    [
        "",
        "figures.yaml {",
        "figures.yaml {}\n",
        "nothing\n",
        "\x00",
        "who.yaml {}\n",
        'figures.yaml {"figures": [{"estimate": "x"}]}\nend',
    ],
)
def test_what_was_kept_and_spoilt_is_read_again(folder: Path, harm: str) -> None:
    """A file that was cut short, or written over, is never half believed."""
    keep_sound(folder)
    kept_file(folder).write_text(harm, encoding="utf-8")
    assert load(folder) == assemble(read_folder(folder))


def test_other_code_reads_and_checks_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that comes with an update sees content that an older one let pass."""
    keep_sound(folder)
    monkeypatch.setattr(kept, "code_digest", lambda: b"another")
    assert read_kept(folder) is None


def test_another_folding_library_reads_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one of them folded must not meet what another folds."""
    keep_sound(folder)
    keep_to_answer(kept_file(folder), AHEAD)
    monkeypatch.setattr(kept.metadata, "version", lambda _: "another")
    assert load_to_answer(folder) is None
    monkeypatch.undo()
    monkeypatch.setattr(kept, "unidata_version", "another")
    assert load_to_answer(folder) is None


def test_unsound_content_is_not_kept(folder: Path) -> None:
    """What has a finding is told, and leaves no file behind."""
    (folder / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    with pytest.raises(ContentError):
        keep_sound(folder)
    assert not kept_file(folder).exists()


def test_the_last_few_contents_are_kept(folder: Path) -> None:
    """An editor goes back and forth; the place does not fill up."""
    first = folder / "article.yaml"
    text = first.read_text(encoding="utf-8")
    for number in range(KEPT + 2):
        first.write_text(f"{text}# {number}\n", encoding="utf-8")
        keep_sound(folder)
    place = kept_file(folder)
    assert [file for file in place.parent.iterdir() if file.is_file()] == [place]  # what a wheel takes
    assert len(list((place.parent / ASIDE).iterdir())) == KEPT
    first.write_text(f"{text}# {KEPT}\n", encoding="utf-8")
    assert kept_file(folder) != place
    assert read_kept(folder) is not None


def test_what_is_no_file_does_not_count(folder: Path) -> None:
    """Some editors lock a file with a link that leads nowhere."""
    (folder / ".#article.yaml").symlink_to(folder / "nobody@nowhere")
    keep_sound(folder)
    assert read_kept(folder) is not None


def test_a_server_reads_what_answers_and_no_examples(folder: Path, request: pytest.FixtureRequest) -> None:
    """Everything else is as it was read, and the name of the table is that of the examples."""
    keep_sound(folder)
    keep_to_answer(kept_file(folder), AHEAD)
    read = load(folder)
    request.getfixturevalue("unread")
    found = load_to_answer(folder)
    assert found is not None
    knowledge, table = found
    assert (table, knowledge.lexicon.safety.known) == (AHEAD.table, AHEAD.phrases)
    safety = dataclasses.replace(knowledge.lexicon.safety, known={})
    knowledge = dataclasses.replace(knowledge, lexicon=dataclasses.replace(knowledge.lexicon, safety=safety))
    assert values(knowledge) == values(without_examples(read))
    assert read.utterances and read.out_of_scope and read.lexicon.smalltalk and read.lexicon.safety.examples


def test_what_was_kept_for_a_server_and_spoilt_is_not_used(folder: Path) -> None:
    """Nor what was cut short, nor what stands for no content, nor what lacks a part."""
    keep_sound(folder)
    keep_to_answer(kept_file(folder), AHEAD)
    file = answering_file(kept_file(folder))
    lines = file.read_text(encoding="utf-8").splitlines()
    assert load_to_answer(folder) is not None
    for spoilt in ([], ["ahead"], ["figures.yaml {}", "end"], lines[:-1], lines[:-2], [*lines[:-2], "end"], lines[1:]):
        file.write_text("\n".join(spoilt), encoding="utf-8")
        assert load_to_answer(folder) is None, len(spoilt)
    file.write_text("\n".join([*lines[:-2], 'ahead {"table": "t"}', "end"]), encoding="utf-8")
    assert load_to_answer(folder) is None


def test_any_change_is_noticed_by_a_server(folder: Path) -> None:
    """A changed file, even of examples, is another content."""
    keep_sound(folder)
    keep_to_answer(kept_file(folder), AHEAD)
    with (folder / "utterances/en.yaml").open("a", encoding="utf-8") as out:
        out.write("\n# another\n")
    assert load_to_answer(folder) is None
    with pytest.raises(FileNotFoundError):
        keep_to_answer(kept_file(folder), AHEAD)
