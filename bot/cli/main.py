"""Command line: arguments in, exit code out. 0 good, 1 findings, 2 could not run (one clear line on stderr)."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from bot import __version__
from bot.model.problem import ContentError, SettingsError
from bot.settings import read_settings

Command = Callable[[argparse.Namespace], int]

COMMANDS: Mapping[str, tuple[str, str]] = {
    "serve": ("bot.cli.serve", "run the web chat and the API"),
    "kiosk": ("bot.cli.kiosk", "run the server and a full-screen browser for a waiting room"),
    "studio": ("bot.cli.studio", "browse, try and edit the content in a browser on this machine"),
    "ask": ("bot.cli.ask", "answer a question in the terminal; without one, chat"),
    "log": ("bot.cli.log", "show, export or delete what was noted of questions"),
    "check": ("bot.cli.check", "check the content: every finding with file, line, reason and remedy"),
    "eval": ("bot.cli.evaluate", "score the answers to a file of cases"),
    "verify": ("bot.cli.verify", "compare every figure with the article"),
    "diff": ("bot.cli.diff", "what an edit changes for readers: replies, pictures, sheets"),
    "review": ("bot.cli.review", "read, sign and look up what clinicians have reviewed"),
    "booklet": ("bot.cli.booklet", "write the whole content as one page for paper"),
    "new-intent": ("bot.cli.new_intent", "lay out a new question in every content file"),
    "train": ("bot.cli.train", "learn from the content ahead, so that every start is quick"),
    "schema": ("bot.cli.schema", "write the JSON Schemas of the content files"),
}
"""Each command with its module, which has `add_arguments` and `run`, and what it is for."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if argv is None else argv
    # What is imported stays: looking through it again and again for garbage would take a tenth of a start.
    gc.disable()
    try:
        arguments = _parser(words).parse_args(words)
    finally:
        gc.enable()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show Chinese shows question marks, not a traceback.
            stream.reconfigure(errors="replace")
    command: Command = arguments.run
    try:
        arguments.settings = read_settings(os.environ)
        return command(arguments)
    except ContentError as error:
        print(error, file=sys.stderr)
        print(f"hepatica: the content has {len(error.problems)} problem(s), listed above", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) has gone; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (SettingsError, OSError) as error:
        print(f"hepatica: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of a command line. Only the command it names is imported: a server needs nothing of the studio."""
    parser = argparse.ArgumentParser(prog="hepatica", description="Honest, cited answers about one article.")
    parser.add_argument("--version", action="version", version=f"hepatica {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (place, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if name in words:
            module = import_module(place)
            command.add_argument(
                "--content", type=Path, metavar="DIR", help="another content folder (HEPATICA_CONTENT)"
            )
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
