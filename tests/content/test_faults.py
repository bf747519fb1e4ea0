"""Whatever happens to a file of the content, it is refused by name, and the whole folder with it."""

import shutil
from pathlib import Path

import pytest

from bot.content.loader import load
from bot.model.problem import ContentError
from bot.paths import content_folder

BOMB = b"a0: &a [x, x]\na1: &b [*a, *a]\na2: [*b, *b]\n"
BROKEN = {
    "figures.yaml": b"figures: []\nfigures: []\n",
    "sources.yaml": BOMB,
    "article.yaml": b"sections: " + b"[" * 1_000 + b"]" * 1_000,
    "answers/en/common.yaml": b"",
    "answers/zh-Hans/common.yaml": "disclaimer: 慢性肝病\n".encode("gb18030"),
    "answers/zh-Hant/glossary.yaml": b"a: 1\n---\nb: 2\n",
    "lexicon/matching.yaml": b"\x00\x01\x02",
    "lexicon/slots.yaml": b"outcomes: !!python/object/apply:os.system [id]\n",
    "utterances/en.yaml": b"null",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped content to break."""
    return Path(shutil.copytree(content_folder(), tmp_path / "content"))


@pytest.mark.hazard("H11")
def test_every_broken_file_is_named(folder: Path) -> None:
    """A key twice, an alias bomb, a thousand levels, nothing, another encoding, two documents, bytes, a tag, null."""
    for name, body in BROKEN.items():
        (folder / name).write_bytes(body)
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert {problem.file for problem in caught.value.problems} >= set(BROKEN)
    assert all(problem.line >= 1 for problem in caught.value.problems)


def test_what_is_no_file_any_more_is_named(folder: Path) -> None:
    """A link that leads to itself, and a folder where a file was."""
    loop, turned = folder / "figures.yaml", folder / "sources.yaml"
    for file in (loop, turned):
        file.unlink()
    loop.symlink_to(loop)
    turned.mkdir()
    with pytest.raises((ContentError, OSError)) as caught:
        load(folder)
    assert "figures.yaml" in str(caught.value)


def test_a_mark_of_byte_order_is_no_fault(folder: Path) -> None:
    """Some editors write one before the first line; it is not a part of it."""
    file = folder / "lines.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load(folder).regions
