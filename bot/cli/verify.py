"""`hepatica verify`: the figures, held against the article."""

import argparse
import sys
from pathlib import Path

from bot.cli.folder import chosen_folder
from bot.cli.knowledge import knowledge
from bot.workshop.article import changed, is_stored, store
from bot.workshop.verify import verify


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("article", type=Path, metavar="ARTICLE.txt")
    command.add_argument("--store", action="store_true", help="the figures fit this text: remember it as it is now")


def run(arguments: argparse.Namespace) -> int:
    """Compare every figure with the article's text; exit 1 if any differs, or if the text is not what it was."""
    base = knowledge(arguments)
    try:
        article = arguments.article.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        print(f"hepatica: {arguments.article} is not UTF-8 text", file=sys.stderr)
        return 2
    differing, compared = verify(article, base)
    if arguments.store and not differing:
        store(article, chosen_folder(arguments), base)
        print("article.yaml holds the hashes of this text now")
    findings = differing if arguments.store else [*differing, *changed(article, base)]
    for finding in findings:
        print(finding)
    print(f"{compared} figures compared with the article, {len(findings)} finding(s)")
    if not (is_stored(base) or arguments.store):
        print("article.yaml does not know this text yet; `hepatica verify --store` writes its hashes")
    return 1 if findings else 0
