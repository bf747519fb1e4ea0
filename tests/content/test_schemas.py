"""The JSON Schemas beside the content are those of the code."""

from bot.paths import content_folder
from bot.workshop.schemas import schema_texts


def test_schema_files_are_current() -> None:
    """After a change to a content type, `hepatica schema` must be run."""
    folder = content_folder() / "schema"
    assert {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.json")} == schema_texts()


def test_every_content_file_names_its_schema() -> None:
    """An editor completes keys because the first line says which schema applies."""
    for file in content_folder().rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), file
        target = file.parent / first.partition("=")[2]
        assert target.resolve().is_file(), file
