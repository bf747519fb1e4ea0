"""What is kept for servers beside the table: the content without its examples, and what was worked out of it."""

from collections.abc import Callable
from pathlib import Path

from bot.content.kept import Ahead, keep_to_answer, kept_file
from bot.content.loader import keep_sound
from bot.model.knowledge import Knowledge
from bot.safety.screen import compile_lexicon


def read_and_keep(folder: Path, read: Callable[[], Knowledge]) -> tuple[Knowledge, Path | None]:
    """Check a content folder, keep it, and read it; with the file that keeps it, unless it was changed meanwhile.

    Raises:
        ContentError: anything in it cannot be used; carries all problems.
        OSError: it cannot be kept.
    """
    file = keep_sound(folder)
    knowledge = read()
    return knowledge, file if file == kept_file(folder) else None


def keep_answering(file: Path | None, knowledge: Knowledge, table: Path) -> None:
    """Keep for servers what was read together with this file. Learning takes minutes, and editors go on meanwhile.

    Raises:
        OSError: it cannot be kept.
    """
    if file is not None:
        keep_to_answer(file, Ahead(table.name, compile_lexicon(knowledge.lexicon.safety).book.known()))
