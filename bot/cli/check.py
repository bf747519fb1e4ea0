"""`hepatica check`: every finding of the content and of the site file, for people and for programs."""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.folder import chosen_folder
from bot.content.site_file import load_clinic, with_clinic
from bot.model.knowledge import Knowledge
from bot.model.problem import ContentError
from bot.settings import Settings
from bot.workshop.check import Checked, check_folder, of_problem
from bot.workshop.check_formats import FORMATS, Output, printed
from bot.workshop.readiness import missing_for_use
from bot.workshop.rules.coverage import coverage
from bot.workshop.rules.page import rules_page


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("--site", action="store_true", help="say what the site file lacks before patients use it")
    command.add_argument("--format", choices=FORMATS, default="text", help="text, json, or annotations for GitHub")
    command.add_argument(
        "--near", action="store_true", help="also compare all examples with each other (half a minute)"
    )
    command.add_argument("--coverage", action="store_true", help="print what each number of the article became")
    command.add_argument("--rules", action="store_true", help="print all rules, as docs/rules.md has them")


def run(arguments: argparse.Namespace) -> int:
    """Print all findings; exit 1 if there is any, 2 if there is no content to check."""
    if arguments.rules:
        print(rules_page(), end="")
        return 0
    folder, settings = chosen_folder(arguments), arguments.settings
    if not folder.is_dir():
        print(f"hepatica: there is no folder {folder}; give the content folder with --content", file=sys.stderr)
        return 2
    checked = check_folder(folder, datetime.now(tz=UTC).date(), slow=arguments.near)
    if checked.knowledge and settings.site:
        checked = _with_site(checked, checked.knowledge, settings.site)
    missing = _missing(checked, settings) if arguments.site else None
    covered = coverage(checked.knowledge) if arguments.coverage and checked.knowledge else ()
    print(printed(Output(checked, folder, settings.site, missing, covered), arguments.format))
    return 1 if checked.findings or missing else 0


def _with_site(checked: Checked, knowledge: Knowledge, site: Path) -> Checked:
    try:
        return replace(checked, knowledge=with_clinic(knowledge, load_clinic(site, knowledge)))
    except ContentError as error:
        found = tuple(of_problem(problem) for problem in error.problems)
        return replace(checked, knowledge=None, findings=(*checked.findings, *found))


def _missing(checked: Checked, settings: Settings) -> tuple[str, ...] | None:
    """What is missing before patients use it; None where that cannot be told yet."""
    return tuple(missing_for_use(checked.knowledge, settings)) if checked.knowledge else None
