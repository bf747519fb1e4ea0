"""`hepatica eval`: scores over a file of cases, or of the matcher alone."""

import argparse
import json
import sys
from pathlib import Path

from bot.answering.compose import compose
from bot.cli.knowledge import trained
from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.knowledge import Locale
from bot.model.refusal import Refusal
from bot.model.turn import Context, Decision, Turn
from bot.workshop.cases import CaseError, read_cases, read_examples
from bot.workshop.evaluation import Ask, evaluate, report_data, report_text
from bot.workshop.matcher_evaluation import evaluate_matcher, matcher_data, matcher_text
from bot.workshop.report import html_report
from bot.workshop.report_folds import folds_of
from bot.workshop.semantic import load_encoder
from bot.workshop.table import stored


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("cases", type=Path, metavar="CASES.jsonl")
    command.add_argument("--examples", type=Path, metavar="TRAIN.jsonl", help="measure the matcher alone on any data")
    command.add_argument("--json", action="store_true", help="print the scores as JSON")
    command.add_argument("--html", type=Path, metavar="FILE", help="write a report for editors: every failure, and why")


def run(arguments: argparse.Namespace) -> int:
    """Print the scores, and write the report if one is wanted; exit 2 if a file cannot be read or written."""
    if arguments.html and (trouble := _unwritable(arguments)):
        print(f"hepatica: {trouble}", file=sys.stderr)
        return 2
    try:
        cases = arguments.cases.read_text(encoding="utf-8")
        if arguments.examples:
            examples = arguments.examples.read_text(encoding="utf-8")
            matcher = evaluate_matcher(
                read_examples(examples), read_examples(cases), load_encoder(arguments.settings.semantic == "on")
            )
            print(_json(matcher_data(matcher)) if arguments.json else matcher_text(matcher))
            return 0
        base = trained(arguments)
        report = evaluate(read_cases(cases), asking(base))
    except (CaseError, UnicodeDecodeError, ValueError) as error:
        files = " and ".join(str(file) for file in (arguments.examples, arguments.cases) if file)
        print(f"hepatica: {files}: {error}", file=sys.stderr)
        return 2
    folds = folds_of(stored(base.knowledge, base.matcher.encoder), base)
    print(_json(report_data(report, folds)) if arguments.json else report_text(report, folds))
    if arguments.html:
        page = html_report(report, folds, base, arguments.cases.name)
        # A case may hold half a character (a lone surrogate), which no file can.
        arguments.html.write_bytes(page.encode("utf-8", "replace"))
        print(f"the report is in {arguments.html}", file=sys.stderr)
    return 0


def _unwritable(arguments: argparse.Namespace) -> str:
    """Why no report can be written; empty if it can. Said before a long run, not after it."""
    if arguments.examples:
        return "--html reports on a whole run; with --examples the matcher alone is measured"
    folder = arguments.html.parent
    return "" if folder.is_dir() else f"there is no folder {folder} for the report"


def asking(base: Trained) -> Ask:
    """The bot as a function for the evaluation. A refused question counts as not understood."""

    def ask(question: str, locale: Locale, context: Context) -> Turn:
        turn = respond(question, locale, context, base)
        if isinstance(turn, Refusal):
            decision = Decision("fallback")
            return Turn(decision, compose(decision, locale, base.knowledge), context)
        return turn

    return ask


def _json(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
