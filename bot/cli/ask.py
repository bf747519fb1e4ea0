"""`hepatica ask`: one question, or a chat in the terminal."""

import argparse
import json
import sys

from bot import locales
from bot.cli.knowledge import trained
from bot.conversation.context import encode
from bot.conversation.respond import respond
from bot.conversation.trained import Trained, examples
from bot.matching.explain import as_written
from bot.model.knowledge import LOCALES
from bot.model.refusal import Refusal
from bot.model.turn import Context, Turn
from bot.rendering.data import reply_data
from bot.rendering.plain import emergency_line, spans_text, turn_text
from bot.workshop.report_reasons import reasons, reasons_text

PROMPT = "> "
LEAVE = {"quit", "exit", ":q"}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("question", nargs="*")
    command.add_argument("--locale", choices=LOCALES, help="language of the reply (default: that of the question)")
    command.add_argument("--json", action="store_true", help="print the reply as the API gives it")
    command.add_argument("--why", action="store_true", help="say how the decision came about")


def run(arguments: argparse.Namespace) -> int:
    """Answer the question of the command line, or start a chat."""
    base = trained(arguments)
    if arguments.question:
        question = _sound(" ".join(arguments.question))
        turn = respond(question, arguments.locale or locales.detect(question), Context(), base)
        return _show(turn, question, arguments, base)
    return _chat(arguments, base)


def _chat(arguments: argparse.Namespace, base: Trained) -> int:
    locale = locales.DEFAULT if arguments.locale is None else arguments.locale
    print(spans_text(base.knowledge.locales[locale].disclaimer, locale))
    print(emergency_line(base.knowledge, locale))
    context = Context()
    while True:
        try:
            question = _sound(input(PROMPT))
        except EOFError:
            print()
            return 0
        if question.strip().lower() in LEAVE:
            return 0
        turn = respond(question, arguments.locale or locales.detect(question), context, base)
        _show(turn, question, arguments, base)
        context = turn.context if isinstance(turn, Turn) else context


def _sound(text: str) -> str:
    """Bytes that are no UTF-8 arrive as lone surrogates; they become U+FFFD so that they can be printed."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _show(turn: Turn | Refusal, question: str, arguments: argparse.Namespace, base: Trained) -> int:
    if isinstance(turn, Refusal):
        locale = arguments.locale or locales.detect(question)
        fixed = base.knowledge.locales[locale].replies[turn.reason]
        print(f"hepatica: {spans_text(fixed.summary, locale)}", file=sys.stderr)
        print(emergency_line(base.knowledge, locale), file=sys.stderr)
        return 2
    if arguments.json:
        data = reply_data(turn.reply, base.knowledge, encode(turn.context, base.knowledge))
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print(turn_text(turn.reply, base.knowledge))
    if arguments.why:
        # With --json the explanation goes beside the data, which stays readable for programs.
        print(_explanation(turn, question, base), file=sys.stderr if arguments.json else sys.stdout)
    return 0


def _explanation(turn: Turn, question: str, base: Trained) -> str:
    """How the decision came about; worked out anew, after the reply has been given."""
    found = reasons(question, turn.trace, base, as_written(examples(base.knowledge), base.pinyin.meant))
    return reasons_text(found, turn.decision.slots)
