"""`hepatica review`: what clinicians have signed, what there is to read, and signing it."""

import argparse
import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from bot.answering.reading import reading
from bot.cli.folder import chosen_folder
from bot.cli.knowledge import knowledge
from bot.content.loader import load
from bot.model.knowledge import LOCALES
from bot.workshop.review import Signing, SigningError, Standing, is_withdrawn, shown, sign, status


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The three things that can be done: `status`, `show`, `sign`."""
    deeds = command.add_subparsers(metavar="DEED", required=True, dest="deed")
    deed = deeds.add_parser("status", help="what is signed, changed since, due, or not signed")
    deed.add_argument("--locale", choices=LOCALES, help="this language only")
    deed.add_argument("--state", choices=("unsigned", "signed", "stale", "due"), help="these only")
    deed = deeds.add_parser("show", help="everything an answer can say: read this before you sign")
    deed.add_argument("answer", metavar="INTENT", help="id of a question, or name of a fixed reply")
    deed.add_argument("--locale", choices=LOCALES, required=True)
    deed = deeds.add_parser("sign", help="sign what the answers say now")
    deed.add_argument("answers", metavar="INTENT", nargs="+", help="ids of questions, or names of fixed replies")
    deed.add_argument("--locale", choices=LOCALES, required=True)
    deed.add_argument("--by", required=True, metavar="NAME", help="who signs, as readers will see it")
    deed.add_argument("--on", type=_day, metavar="DATE", help="the day of the review, such as 2026-05-31 (today)")
    deed.add_argument("--due", type=_day, metavar="DATE", help="when it should be read again")
    deed.add_argument("--reading", metavar="HASH", help="sign only if the text is still the one that `show` showed")
    for deed in deeds.choices.values():
        # May stand before or after the deed; one that is not given must not take the place of one that is.
        deed.add_argument("--content", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Do one of them; exit 1 if a signed text was changed or is due, 2 if a signature cannot be put down."""
    try:
        match arguments.deed:
            case "show":
                return _show(arguments)
            case "sign":
                return _sign(arguments)
        return _status(arguments)
    except SigningError as error:
        print(f"hepatica: {error}", file=sys.stderr)
        return 2


def _status(arguments: argparse.Namespace) -> int:
    standings = [one for one in status(knowledge(arguments), _today()) if arguments.locale in (None, one.locale)]
    for one in standings:
        if arguments.state in (None, one.state):
            print(_line(one))
    counts = Counter(one.state for one in standings)
    out = sum(one.withdrawn for one in standings)
    told = [f"{counts[state]} {state}" for state in ("signed", "stale", "due", "unsigned")]
    print(", ".join([*told, *([f"{out} of them withdrawn"] if out else [])]))
    return 1 if counts["stale"] or counts["due"] else 0


def _line(one: Standing) -> str:
    cells = [f"{one.answer:<24}", f"{one.locale:<8}", f"{one.state:<9}", *(["withdrawn"] if one.withdrawn else [])]
    if one.signature:
        due = f", due {one.signature.review_due}" if one.signature.review_due else ""
        cells.append(f"{one.signature.reviewed_by}, {one.signature.reviewed_on}{due}")
    return " ".join(cells).rstrip()


def _show(arguments: argparse.Namespace) -> int:
    base = knowledge(arguments)
    print(shown(arguments.answer, arguments.locale, base))
    print(f"\nreading {reading(arguments.answer, arguments.locale, base)}")
    return 0


def _sign(arguments: argparse.Namespace) -> int:
    on = arguments.on or _today()
    if on > _today():
        raise SigningError(f"the day of the review ({on}) has not come yet")
    signing = Signing(arguments.by, on, arguments.due)
    folder = chosen_folder(arguments)
    base = load(folder)
    for made in sign(folder, arguments.answers, arguments.locale, signing, arguments.reading):
        print(f"signed: {made.answer} ({made.locale}) by {made.reviewed_by} on {made.reviewed_on}")
        if is_withdrawn(made.answer, base):
            print(f"  {made.answer} is withdrawn: readers see it when intents.yaml says `status: live` again")
    return 0


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is no day; write it as 2026-05-31") from None
