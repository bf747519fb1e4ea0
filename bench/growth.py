"""What ten times the examples cost: in learning, in memory, in answering.

python -m bench.growth [--times 10] [--semantic]
"""

import argparse
import json
import time

from bench.apart import measured, mebibytes
from bench.questions import with_intent
from bench.timing import best_times, middle_and_slow, milliseconds, print_table
from bench.variants import grown
from bot.classifier.concepts import compile_concepts
from bot.content.loader import load
from bot.conversation.trained import examples
from bot.matching.learning import learn
from bot.matching.rank import Matcher, rank
from bot.paths import content_folder
from bot.workshop.semantic import load_encoder

HEADS = ("examples", "learning s", "p50 ms", "p99 ms", "memory MiB")


def print_growth(*, semantic: bool, ten_times: bool) -> None:
    """A table of learning anew and ranking: as it is, and light from ten times the examples.

    With the encoder ten times takes many minutes, nearly all of them the encoder's own, text by text.
    """
    runs = [("light", ())]
    runs += [("semantic", ("--semantic",))] if semantic else []
    runs += [("light, 10 times", ("--times", "10"))] if ten_times else []
    rows = []
    for name, options in runs:
        one = measured("bench.growth", *options)
        times = (milliseconds(one["middle"]), milliseconds(one["slow"]))
        rows.append((name, str(one["examples"]), f"{one['seconds']:.1f}", *times, str(one["mebibytes"])))
    print_table("learnt anew", HEADS, rows)


def main() -> None:
    """Learn from the examples so many times over, rank the questions, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=1, help="how many times the examples, with variants of them")
    parser.add_argument("--semantic", action="store_true", help="with the sentence encoder")
    parser.add_argument("--repeat", type=int, default=3, help="rounds over all questions; the best time of each counts")
    arguments = parser.parse_args()
    knowledge = load(content_folder())
    many = grown(examples(knowledge), arguments.times)
    concepts, encoder = compile_concepts(knowledge.lexicon.matching.concepts), load_encoder(arguments.semantic)
    started = time.perf_counter()
    index, _ = learn(many, concepts, encoder)
    seconds = time.perf_counter() - started
    learnt_with = mebibytes()
    matcher = Matcher(index, concepts, encoder)
    asked = [question.text for question in with_intent()]
    middle, slow = middle_and_slow(best_times(lambda text: rank(text, matcher), asked, arguments.repeat))
    found = {"examples": len(index.owners), "seconds": seconds, "middle": middle, "slow": slow}
    print(json.dumps({**found, "mebibytes": learnt_with}))


if __name__ == "__main__":
    main()
