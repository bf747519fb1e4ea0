"""What `hepatica log` does: show, export, purge."""

import argparse
import io
import json
import sys
from collections.abc import Callable, Mapping

from bot.questionlog.database import Database
from bot.questionlog.opening import keeping
from bot.questionlog.report import csv_text, log_data, log_text
from bot.questionlog.store import (
    Count,
    Miss,
    Verdict,
    all_counts,
    all_verdicts,
    misses,
    purge,
    single_misses,
)

_TABLES: Mapping[str, Callable[[Database], str]] = {
    "misses": lambda database: csv_text(Miss, single_misses(database)),
    "counts": lambda database: csv_text(Count, all_counts(database)),
    "verdicts": lambda database: csv_text(Verdict, all_verdicts(database)),
}


def _show(arguments: argparse.Namespace, database: Database) -> int:
    found = all_counts(database), all_verdicts(database), misses(database)
    if arguments.json:
        print(json.dumps(log_data(*found), ensure_ascii=False, indent=2))
    else:
        print(f"The question log at {database.place}\n\n{log_text(*found)}")
    return 0


def _export(arguments: argparse.Namespace, database: Database) -> int:
    text = _TABLES[arguments.table](database)
    if arguments.output:
        # With the mark by which spreadsheets know that it is UTF-8.
        arguments.output.write_text(text, encoding="utf-8-sig", newline="")
        print(f"the table {arguments.table} is in {arguments.output}", file=sys.stderr)
        return 0
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(text)
    return 0


def _purge(arguments: argparse.Namespace, database: Database) -> int:
    keep = keeping(arguments.settings)
    deleted = purge(database, None if arguments.all else keep)
    left = "nothing is left" if arguments.all else f"the last {keep.days} days are left"
    print(f"{deleted} row(s) deleted from the question log at {database.place}; {left}")
    return 0


BY_NAME: Mapping[str, Callable[[argparse.Namespace, Database], int]] = {
    "show": _show,
    "export": _export,
    "purge": _purge,
}
