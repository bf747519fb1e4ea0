"""`hepatica train`: learning ahead."""

import argparse
import sys
from functools import partial

from bot.cli.folder import chosen_folder
from bot.cli.knowledge import knowledge
from bot.conversation.trained import examples, learn_from
from bot.matching.index import encodable
from bot.matching.learning import FOLDS
from bot.serving.templates import compile_ahead
from bot.workshop.answering import keep_answering, read_and_keep
from bot.workshop.semantic import SentenceEncoder, load_encoder
from bot.workshop.table import stored, table_file, take_up, write_table


def add_arguments(command: argparse.ArgumentParser) -> None:
    """It has none of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Check this content, learn its table ahead and compile the templates, so that a start need not."""
    base, kept = read_and_keep(chosen_folder(arguments), partial(knowledge, arguments))
    encoder = load_encoder(arguments.settings.semantic == "on")
    file = table_file(base)
    learnt = stored(base, encoder)
    if learnt is not None:
        take_up(file)
    else:
        print("learning from the content; this takes a few minutes", file=sys.stderr)
        learnt = learn_from(base, encoder)
        write_table(learnt, file)
    keep_answering(kept, base, file)
    compile_ahead(base)
    # The largest by far comes last: a full disk shall not cost the others.
    if isinstance(encoder, SentenceEncoder):
        encoder.keep((encodable(one.text) for one in examples(base)), file.name)
    print(f"the table of content {base.version} is ready")
    for name, one in (("light", learnt.light), ("semantic", learnt.full)):
        if one is not None:
            print(
                f"{name}: utterances held out in {FOLDS} folds, right at 1: {one.accuracy:.1%}, at 3: "
                f"{one.accuracy_at_3:.1%}; answers from confidence {one.thresholds.answer} and margin "
                f"{one.thresholds.margin}, asks back from {one.thresholds.clarify}"
            )
    if learnt.listener is not None:
        hearing, thresholds = learnt.listener.hearing, learnt.listener.thresholds
        print(
            f"listener: dangers held out, heard without the lists from {thresholds.danger}: {hearing.heard:.1%}; "
            f"alarms: {hearing.alarms:.2%} of ordinary questions, {hearing.near_alarms:.1%} of what only sounds alike; "
            f"{hearing.beyond:.1%} of ordinary questions are out of earshot"
        )
    return 0
