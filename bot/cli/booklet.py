"""`hepatica booklet`: the whole content as one file for paper."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.cli.browser import find_browser, printed
from bot.cli.folios import NoFolios, with_folios
from bot.cli.knowledge import knowledge
from bot.model.knowledge import LOCALES
from bot.workshop.booklet import booklet


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("--locale", choices=LOCALES, required=True, help="language of the booklet")
    command.add_argument("--beside", choices=LOCALES, help="a second language in a column beside it")
    command.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: in this folder)")
    command.add_argument("--pdf", action="store_true", help="write a PDF instead of HTML; needs a chromium")
    command.add_argument("--browser", metavar="PROGRAM", help="the browser that makes the PDF (default: a chromium)")


def run(arguments: argparse.Namespace) -> int:
    """Write the booklet and say where it is; exit 2 if it cannot be made or written."""
    if arguments.beside == arguments.locale:
        print("hepatica: --beside names a second language, another one than --locale", file=sys.stderr)
        return 2
    spoken = (arguments.locale, arguments.beside) if arguments.beside else (arguments.locale,)
    out: Path = arguments.out or Path(f"hepatica-{'-beside-'.join(spoken)}{'.pdf' if arguments.pdf else '.html'}")
    if fault := _misnamed(out, pdf=arguments.pdf):
        print(f"hepatica: {fault}", file=sys.stderr)
        return 2
    if not out.parent.is_dir():
        print(f"hepatica: there is no folder {out.parent} for the booklet", file=sys.stderr)
        return 2
    browser = find_browser(arguments.browser, "install chromium, or leave --pdf out") if arguments.pdf else None
    make = partial(booklet, knowledge(arguments), spoken, datetime.now(tz=UTC).astimezone().date())
    if browser:
        out.write_bytes(_pdf(browser, make))
    else:
        out.write_text(make(None), encoding="utf-8")
    print(f"the booklet is in {out}")
    return 0


def _pdf(browser: str, make: Callable[[Mapping[str, int] | None], str]) -> bytes:
    """The booklet as a PDF; without the pages in its contents, and a word of it, where they cannot be known."""
    prints = partial(printed, browser)
    try:
        return with_folios(make, prints)
    except NoFolios as why:
        print(f"hepatica: the contents name no pages: {why}", file=sys.stderr)
        return prints(make(None))


def _misnamed(out: Path, pdf: bool) -> str | None:
    """Why the name of the file does not fit what would be in it."""
    ending = out.suffix.lower()
    if pdf and ending != ".pdf":
        return f"--pdf writes a PDF, and {out} does not end in .pdf; change the name, or leave --pdf out"
    if not pdf and ending == ".pdf":
        return f"{out} would hold HTML; add --pdf, or end the name in .html"
    return None
