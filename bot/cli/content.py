"""Commands about the content: verify, train, schema."""

import argparse
import sys

from bot.cli.knowledge import chosen_folder, knowledge
from bot.conversation.trained import learn_from
from bot.matching.learning import FOLDS
from bot.workshop.article import changed, is_stored, store
from bot.workshop.schemas import write_schemas
from bot.workshop.semantic import load_encoder
from bot.workshop.table import stored, table_file, write_table
from bot.workshop.verify import verify


def verify_article(arguments: argparse.Namespace) -> int:
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


def learn(arguments: argparse.Namespace) -> int:
    """Learn the table of this content ahead, so that a start need not."""
    base = knowledge(arguments)
    encoder = load_encoder(arguments.settings.semantic == "on")
    file = table_file(base)
    learnt = stored(base, encoder)
    if learnt is None:
        print("learning from the content; this takes about a minute", file=sys.stderr)
        learnt = learn_from(base, encoder)
        write_table(learnt, file)
    print(f"the table of content {base.version} is ready")
    for name, one in (("light", learnt.light), ("semantic", learnt.full)):
        if one is not None:
            print(
                f"{name}: utterances held out in {FOLDS} folds, right at 1: {one.accuracy:.1%}, at 3: "
                f"{one.accuracy_at_3:.1%}; answers from confidence {one.thresholds.answer} and margin "
                f"{one.thresholds.margin}, asks back from {one.thresholds.clarify}"
            )
    return 0


def schema(arguments: argparse.Namespace) -> int:
    """Write the JSON Schemas beside the content."""
    folder = chosen_folder(arguments) / "schema"
    write_schemas(folder)
    print(f"schemas written to {folder}")
    return 0
