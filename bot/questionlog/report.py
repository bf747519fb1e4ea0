"""The question log for people and for other programs: as text, as JSON, as a table for a spreadsheet."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, fields
from datetime import date
from typing import Any

from bot.questionlog.store import Count, Group, Miss, Verdict

Row = Count | Miss | Verdict
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
"""What a cell may begin with that a spreadsheet would run."""
_MOST = 20
"""Rows of a list of subjects or questions that are printed."""


def log_data(counts: Sequence[Count], verdicts: Sequence[Verdict], groups: Sequence[Group]) -> dict[str, Any]:
    """Everything as plain data: counts and verdicts as they are stored, questions in groups of like ones."""
    return {
        "counts": [_plain(asdict(count)) for count in counts],
        "verdicts": [_plain(asdict(verdict)) for verdict in verdicts],
        "misses": [
            {
                "times": group.times,
                "last": group.last.isoformat(),
                "nearest": list(group.nearest),
                "questions": [_plain(asdict(miss)) for miss in group.misses],
            }
            for group in groups
        ],
    }


def log_text(counts: Sequence[Count], verdicts: Sequence[Verdict], groups: Sequence[Group]) -> str:
    """What a person wants to know first: how much was understood, what was asked, and what was not understood."""
    return "\n\n".join((_kinds(counts), _subjects(counts), _judged(verdicts), _missed(groups)))


def csv_text(kind: type[Row], rows: Iterable[Row]) -> str:
    """Rows as a table with a head. No cell can be taken for a formula."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(field.name for field in fields(kind))
    table.writerows([_cell(value) for value in astuple(row)] for row in rows)
    return written.getvalue()


def _cell(value: Any) -> str:
    """A value as a spreadsheet shows it: text that could be taken for a formula gets an apostrophe in front."""
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _kinds(counts: Sequence[Count]) -> str:
    kinds = Counter[str]()
    for count in counts:
        kinds[count.kind] += count.times
    total = kinds.total()
    if not total:
        return "Nothing was asked yet."
    days = f"{counts[0].day} to {counts[-1].day}"
    lines = [f"{total} turns, {days}:"]
    return "\n".join((*lines, *(f"{times:>8}  {times / total:>6.1%}  {kind}" for kind, times in kinds.most_common())))


def _subjects(counts: Sequence[Count]) -> str:
    subjects = Counter[str]()
    for count in counts:
        if count.intent:
            subjects[count.intent] += count.times
    if not subjects:
        return "No subject was asked about yet."
    shown = (f"{times:>8}  {intent}" for intent, times in subjects.most_common(_MOST))
    return "\n".join(("Asked about most:", *shown))


def _judged(verdicts: Sequence[Verdict]) -> str:
    yes, no = Counter[str](), Counter[str]()
    for verdict in verdicts:
        yes[verdict.intent] += verdict.yes
        no[verdict.intent] += verdict.no
    if not verdicts:
        return 'Nobody has said yet whether an answer was "what you asked".'
    order = sorted(yes | no, key=lambda intent: (-no[intent], -yes[intent], intent))[:_MOST]
    lines = (f"{yes[intent]:>8}  {no[intent]:>6}  {intent}" for intent in order)
    return "\n".join(("Was this what you asked? Yes, no:", *lines))


def _missed(groups: Sequence[Group]) -> str:
    if not groups:
        return "No question is waiting that was not understood."
    lines = [f"Not understood ({len(groups)} subjects, the most frequent first):"]
    for group in groups[:_MOST]:
        nearest = f"  (nearest: {', '.join(group.nearest[:3])})" if group.nearest else ""
        lines.append(f"{group.times:>8}  {group.last}  {group.misses[0].text}{nearest}")
        lines += [f"{'':>8}  {'':10}  also: {miss.text}" for miss in group.misses[1:4]]
    return "\n".join(lines)
