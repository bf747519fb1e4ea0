"""`hepatica diff`: what an edit changes for readers, and whether known questions are understood otherwise."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.folder import chosen_folder
from bot.content.loader import load
from bot.model.knowledge import Knowledge
from bot.model.problem import ContentError
from bot.paths import PACKAGE
from bot.workshop.diff import changes
from bot.workshop.diff_page import diff_page
from bot.workshop.diff_routing import UNASKED, UNTOUCHED, Routing, can_change, known_questions, routing
from bot.workshop.diff_text import diff_text
from bot.workshop.revision import RevisionError, as_it_was
from bot.workshop.table import both_ready

CASES = PACKAGE.parent / "tests" / "cases"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What is compared, and how much of it."""
    command.add_argument(
        "before", nargs="?", default="HEAD", metavar="REV", help="a revision of git (HEAD), or a folder"
    )
    command.add_argument("--html", type=Path, metavar="FILE", help="write one page for a pull request as well")
    command.add_argument("--cases", type=Path, metavar="DIR", default=CASES, help="known questions (tests/cases)")
    asked = command.add_mutually_exclusive_group()
    asked.add_argument("--quick", action="store_true", help="of the known questions, leave out the utterances")
    asked.add_argument("--no-routing", action="store_true", help="do not ask the known questions at all")


def run(arguments: argparse.Namespace) -> int:
    """Print every change; exit 2 if one of the contents cannot be read or the page cannot be written."""
    after = load(chosen_folder(arguments))
    try:
        with _older(arguments) as folder:
            before = _loaded(folder, arguments.before)
    except RevisionError as error:
        print(f"hepatica: {error}", file=sys.stderr)
        return 2
    found = changes(before, after)
    routes = _routing(before, after, arguments)
    if arguments.html:
        title = f"{arguments.before} → {chosen_folder(arguments)}"
        arguments.html.write_text(diff_page(found, routes, title), encoding="utf-8")
    print(diff_text(found, routes))
    return 0


@contextmanager
def _older(arguments: argparse.Namespace) -> Iterator[Path]:
    """The folder to compare with: another one, or this one as it was."""
    other = Path(arguments.before)
    if (other / "intents.yaml").is_file():
        yield other
        return
    with as_it_was(chosen_folder(arguments), arguments.before) as folder:
        yield folder


def _loaded(folder: Path, name: str) -> Knowledge:
    try:
        return load(folder)
    except ContentError as error:
        first = f"{len(error.problems)} problem(s), the first: {error.problems[0]}"
        raise RevisionError(f"the content of {name} cannot be used by this version ({first})") from None


def _routing(before: Knowledge, after: Knowledge, arguments: argparse.Namespace) -> Routing:
    if not can_change(before, after):
        return UNTOUCHED
    if arguments.no_routing:
        return UNASKED
    print("asking the known questions of both contents; learning from new examples takes minutes", file=sys.stderr)
    talks = known_questions(before, after, arguments.cases, utterances=not arguments.quick)
    return routing(*both_ready(before, after), talks)
