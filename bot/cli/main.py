"""Command line: arguments in, exit code out. 0 good, 1 findings, 2 could not run (one clear line on stderr)."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import __version__
from bot.cli import ask, authoring, booklet, check, content, diff, evaluate, kiosk, log, review, serve, studio
from bot.model.knowledge import LOCALES
from bot.model.problem import ContentError, SettingsError
from bot.settings import read_settings
from bot.workshop.check_formats import FORMATS

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hepatica", description="Honest, cited answers about one article.")
    parser.add_argument("--version", action="version", version=f"hepatica {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    command = _add(commands, "serve", "run the web chat and the API", serve.run)
    command.add_argument("--host", help="address to listen on (HEPATICA_HOST, 127.0.0.1)")
    command.add_argument("--port", type=int, help="port (HEPATICA_PORT, 8000)")
    command.add_argument("--workers", type=int, help="server processes (HEPATICA_WORKERS, 1)")

    command = _add(commands, "kiosk", "run the server and a full-screen browser for a waiting room", kiosk.run)
    command.add_argument("--port", type=int, help="port (HEPATICA_PORT, 8000)")
    command.add_argument("--browser", metavar="PROGRAM", help="the browser to start (default: a chromium)")
    command.add_argument("--test", action="store_true", help="show the self-test page for staff instead")
    command.add_argument("flags", nargs="*", metavar="FLAG", help="after --, flags that are handed to the browser")

    command = _add(commands, "studio", "browse, try and edit the content in a browser on this machine", studio.run)
    command.add_argument("--port", type=int, help="port (8010)")
    command.add_argument("--open", action="store_true", help="open the browser as well")

    command = _add(commands, "ask", "answer a question in the terminal; without one, chat", ask.run)
    command.add_argument("question", nargs="*")
    command.add_argument("--locale", choices=LOCALES, help="language of the reply (default: that of the question)")
    command.add_argument("--json", action="store_true", help="print the reply as the API gives it")
    command.add_argument("--why", action="store_true", help="say how the decision came about")

    command = _add(commands, "log", "show, export or delete what was noted of questions", log.run)
    command.add_argument("action", choices=log.ACTIONS)
    command.add_argument("--json", action="store_true", help="show: print everything as JSON")
    command.add_argument("--table", choices=log.TABLES, default="misses", help="export: which table (default: misses)")
    command.add_argument("--output", type=Path, metavar="FILE", help="export: write a file for a spreadsheet")
    command.add_argument("--all", action="store_true", help="purge: delete everything, not only what is too old")

    command = _add(commands, "check", "check the content: every finding with file, line, reason and remedy", check.run)
    command.add_argument("--site", action="store_true", help="say what the site file lacks before patients use it")
    command.add_argument("--format", choices=FORMATS, default="text", help="text, json, or annotations for GitHub")
    command.add_argument(
        "--near", action="store_true", help="also compare all examples with each other (half a minute)"
    )
    command.add_argument("--coverage", action="store_true", help="print what each number of the article became")
    command.add_argument("--rules", action="store_true", help="print all rules, as docs/rules.md has them")

    command = _add(commands, "eval", "score the answers to a file of cases", evaluate.run)
    command.add_argument("cases", type=Path, metavar="CASES.jsonl")
    command.add_argument("--examples", type=Path, metavar="TRAIN.jsonl", help="measure the matcher alone on any data")
    command.add_argument("--json", action="store_true", help="print the scores as JSON")
    command.add_argument("--html", type=Path, metavar="FILE", help="write a report for editors: every failure, and why")

    command = _add(commands, "verify", "compare every figure with the article", content.verify_article)
    command.add_argument("article", type=Path, metavar="ARTICLE.txt")
    command.add_argument("--store", action="store_true", help="the figures fit this text: remember it as it is now")

    diff.add_arguments(_add(commands, "diff", "what an edit changes for readers: replies, pictures, sheets", diff.run))
    review.add_arguments(_add(commands, "review", "read, sign and look up what clinicians have reviewed", review.run))
    booklet.add_arguments(_add(commands, "booklet", "write the whole content as one page for paper", booklet.run))
    authoring.add_arguments(
        _add(commands, "new-intent", "lay out a new question in every content file", authoring.new_intent)
    )

    _add(commands, "train", "learn from the content ahead, so that every start is quick", content.learn)
    _add(commands, "schema", "write the JSON Schemas of the content files", content.schema)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, run: Command
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("--content", type=Path, metavar="DIR", help="another content folder (HEPATICA_CONTENT)")
    command.set_defaults(run=run)
    return command


if __name__ == "__main__":
    sys.exit(main())
