"""Content that was read and found sound, kept by its bytes: the next start need not read and check it once more.

`hepatica train` keeps it beside the learnt table. It counts for the very bytes of every content file and of the code
that checked them; anything else is read and checked anew. A server needs none of the examples, only the name of the
table that was learnt from them: for it the rest is kept once more, with what was worked out of it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from unicodedata import unidata_version

from bot.content.files import ANSWERS, DANGER, FIXED_KINDS, OutOfScopeFile, SmalltalkFile, UtterancesFile
from bot.model.entry import Entry
from bot.model.safety_lexicon import DangerFile
from bot.paths import code_digest, digest_of, table_folder
from bot.writing import aside, put_others_aside, write_whole

_KINDS = {path: kind for kind in FIXED_KINDS for path in kind.paths}
_WITHOUT_EXAMPLES: Mapping[str, Entry] = {
    "utterances/en.yaml": UtterancesFile(utterances={}),
    "utterances/zh.yaml": UtterancesFile(utterances={}),
    "utterances/out_of_scope.yaml": OutOfScopeFile(out_of_scope=()),
    "utterances/smalltalk.yaml": SmalltalkFile(smalltalk={}),
    **{path: DangerFile() for path in DANGER.paths},
}
_ALL, _ANSWERING = "content", "answering"
"""How the names of the two begin."""
_AHEAD = "ahead"
"""Stands before what was worked out of the content, where a path stands before a file."""
_END = "end"
"""The last line: what lacks it was cut short."""


def content_files(root: Path) -> list[Path]:
    """The files of a content folder, in order."""
    return sorted(file for file in root.rglob("*.yaml") if file.is_file())


def kept_file(root: Path) -> Path:
    """Where this content is kept, if it is.

    The folding libraries have a part in the name: phrases that one of them folded must meet texts that the same folds.
    """
    libraries = f"{metadata.version('opencc')} {unidata_version}".encode()
    digest = hashlib.sha256(code_digest() + libraries + digest_of(root, content_files(root)))
    return table_folder() / f"{_ALL}-{digest.hexdigest()[:16]}.json"


def answering_file(kept: Path) -> Path:
    """Where the content of a kept file is kept once more for servers."""
    return kept.with_name(kept.name.replace(_ALL, _ANSWERING, 1))


def read_kept(root: Path) -> dict[str, Entry] | None:
    """The entries of a content folder by path; None where it is not kept, or cannot be used."""
    try:
        return _with_absent(_entries(_lines(kept_file(root))))
    except (OSError, ValueError, TypeError, ArithmeticError):
        return None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was worked out of a content, so that a server need not."""

    table: str
    """The name of the table that was learnt from the examples."""
    phrases: Mapping[str, Sequence[str]]
    """What is known of the phrases of the safety lexicon (`SafetyLexicon.known`)."""


def read_kept_to_answer(root: Path) -> tuple[dict[str, Entry], Ahead] | None:
    """The same without the examples, and what was worked out; None where it is not kept, or cannot be used."""
    try:
        *lines, (name, ahead) = _lines(answering_file(kept_file(root)))
        if name != _AHEAD:
            return None
        return _with_absent({**_entries(lines), **_WITHOUT_EXAMPLES}), Ahead(**json.loads(ahead))
    except (OSError, ValueError, TypeError, ArithmeticError):
        return None


def keep(file: Path, values: Mapping[str, Any]) -> None:
    """Keep the documents of a content in which nothing was found, and put those of other contents aside.

    Raises:
        OSError: the folder cannot be written to.
    """
    # Exact decimals become texts, which are as exact.
    _write(file, _ALL, [(path, json.dumps(value, default=str)) for path, value in values.items()])


def keep_to_answer(file: Path, ahead: Ahead) -> None:
    """Keep once more what a file keeps, without the examples, and with what was worked out of that content.

    Raises:
        OSError: there is no such file, or the folder cannot be written to.
        ValueError: it was cut short.
    """
    lines = [line for line in _lines(file) if line[0] not in _WITHOUT_EXAMPLES]
    _write(answering_file(file), _ANSWERING, [*lines, (_AHEAD, json.dumps(asdict(ahead)))])


def _lines(file: Path) -> list[list[str]]:
    """What a file keeps: paths, and what stands there.

    Raises:
        OSError: there is no such file, here or aside.
        ValueError: it was cut short.
    """
    *lines, last = (file if file.is_file() else aside(file)).read_text(encoding="ascii").split("\n")
    if last != _END:
        raise ValueError(file)
    return [line.split(" ", 1) for line in lines]


def _write(file: Path, kind: str, lines: Iterable[Sequence[str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, "".join((*(f"{path} {written}\n" for path, written in lines), _END)))
    put_others_aside(file, f"{kind}-*.json")


def _entries(lines: Iterable[Sequence[str]]) -> dict[str, Entry]:
    return {path: _KINDS.get(path, ANSWERS).type.model_validate_json(written) for path, written in lines}


def _with_absent(entries: dict[str, Entry]) -> dict[str, Entry]:
    """In the order in which they are read, with those files that the folder may do without, and does."""
    known = {path: entries[path] if path in entries else kind.type() for path, kind in _KINDS.items()}
    return known | entries
