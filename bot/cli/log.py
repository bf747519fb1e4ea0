"""`hepatica log`, and what is said of the question log at a start."""

import argparse
import sys
from pathlib import Path

from bot.settings import Settings

ACTIONS = ("show", "export", "purge")
TABLES = ("misses", "counts", "verdicts")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("action", choices=ACTIONS)
    command.add_argument("--json", action="store_true", help="show: print everything as JSON")
    command.add_argument("--table", choices=TABLES, default="misses", help="export: which table (default: misses)")
    command.add_argument("--output", type=Path, metavar="FILE", help="export: write a file for a spreadsheet")
    command.add_argument("--all", action="store_true", help="purge: delete everything, not only what is too old")


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked of the log, whether or not it is on; exit 2 if there is none, or it cannot be reached."""
    # SQLAlchemy takes time to load, and no other command needs it.
    from bot.cli.log_actions import BY_NAME  # noqa: PLC0415
    from bot.questionlog.database import Unavailable, open_database  # noqa: PLC0415

    try:
        return BY_NAME[arguments.action](arguments, open_database(arguments.settings.database_url))
    except Unavailable as error:
        print(f"hepatica: {error}", file=sys.stderr)
        return 2


def question_log_warning(settings: Settings) -> str | None:
    """Why notes cannot be written just now, where they are wanted; replies are given all the same.

    Raises:
        SettingsError: the database cannot be one, or is of another version.
    """
    if settings.question_log == "off":
        return None
    from bot.questionlog.database import open_database  # noqa: PLC0415  # as above
    from bot.questionlog.opening import try_database  # noqa: PLC0415

    trouble = try_database(open_database(settings.database_url))
    return trouble and f"hepatica: {trouble}; people are answered all the same, and notes wait"
