"""How long a start takes, and how much memory a process holds that answers.

python -m bench.start [--semantic]
"""

import argparse
import json
import time

from bench.apart import measured, mebibytes
from bench.timing import print_table
from bot.conversation.respond import respond
from bot.model.turn import Context
from bot.paths import content_folder
from bot.workshop.renewal import ready_to_serve
from bot.workshop.semantic import load_encoder


def print_starts(*, semantic: bool, repeat: int = 3) -> None:
    """A table of the quickest of some starts, light and with the encoder."""
    rows = []
    for name, options in (("light", ()), ("semantic", ("--semantic",)))[: 2 if semantic else 1]:
        starts = [measured("bench.start", "--since", str(time.time()), *options) for _ in range(repeat)]
        best = min(starts, key=lambda one: one["replied"])
        rows.append((name, f"{best['ready']:.2f}", f"{best['replied']:.2f}", str(best["mebibytes"])))
    print_table("start of a fresh process", ("ready s", "first reply s", "memory MiB"), rows)


def main() -> None:
    """Start, answer one question, and print seconds since `--since`, which the parent takes before the interpreter."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--since", type=float, default=time.time(), help="seconds of the epoch when the start began")
    parser.add_argument("--semantic", action="store_true", help="with the sentence encoder")
    arguments = parser.parse_args()
    trained = ready_to_serve(content_folder(), None, load_encoder(arguments.semantic)).trained
    until_ready = time.time() - arguments.since
    respond("is it safe?", "en", Context(), trained)
    replied = time.time() - arguments.since
    print(json.dumps({"ready": until_ready, "replied": replied, "mebibytes": mebibytes()}))


if __name__ == "__main__":
    main()
