"""The article as it was when figures were last compared with it: hashes of it and its sections, kept in the content."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bot.content.files import ArticleFile
from bot.content.texts import texts
from bot.model.knowledge import Knowledge
from bot.model.spans import Cite
from bot.workshop.verify import split_sections
from bot.writing import write_whole

ARTICLE = "article.yaml"
_WHOLE = re.compile(r"^sha256:.*\n", re.MULTILINE)
_PART = re.compile(r"^    text:.*\n", re.MULTILINE)
_SECTION = re.compile(r"^(  - id: (\S+)\n(?:    .*\n)*)", re.MULTILINE)


def fingerprint(text: str) -> str:
    """SHA-256 of a text in hexadecimal digits; ends of lines and blanks at them do not count."""
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", text).splitlines()]
    return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()


def is_stored(knowledge: Knowledge) -> bool:
    """True if the content knows which text of the article its figures were compared with."""
    return _stored(knowledge) is not None


def changed(article: str, knowledge: Knowledge) -> list[str]:
    """What to look at again, one line for each section that is not what it was; none for the article as it was.

    Figures whose printed form still stands there are named too: the words around a number say what it means.
    """
    stored = _stored(knowledge)
    if stored is None or stored == fingerprint(article):
        return []
    now = split_sections(article, knowledge.sections)
    parts = [section for section in knowledge.sections if section.text != fingerprint(now[section.id])]
    return [_look_again(section.id, knowledge) for section in parts]


def store(article: str, folder: Path, knowledge: Knowledge) -> None:
    """Write the hashes of the article and of its sections into article.yaml. Nothing else of the file changes.

    Raises:
        OSError: it cannot be written.
    """
    now = split_sections(article, knowledge.sections)
    file = folder / ARTICLE
    old = _PART.sub("", _WHOLE.sub("", file.read_text(encoding="utf-8")))
    new = _SECTION.sub(lambda match: f'{match[1]}    text: "{fingerprint(now[match[2]])}"\n', old)
    write_whole(file, new.replace("sections:\n", f'sha256: "{fingerprint(article)}"\nsections:\n', 1))


def _stored(knowledge: Knowledge) -> str | None:
    entry = knowledge.entries.get(ARTICLE)
    return entry.sha256 if isinstance(entry, ArticleFile) else None


def _look_again(section: str, knowledge: Knowledge) -> str:
    figures = [figure.id for figure in knowledge.figures.values() if figure.printed and figure.locator == section]
    answers = list(dict.fromkeys(_citing(section, knowledge)))
    again = [
        f"{what}: {', '.join(names)}"
        for what, names in (("figures", figures), ("answers that cite it", answers))
        if names
    ]
    return f"section {section!r} has changed; look again at {'; '.join(again) or 'its text, on which nothing rests'}"


def _citing(section: str, knowledge: Knowledge) -> Iterator[str]:
    for text in texts(knowledge):
        if text.intent and any(isinstance(span, Cite) and span.locator == section for span in text.spans):
            yield text.intent
