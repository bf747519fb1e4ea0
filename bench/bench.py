"""Times one turn against a plain fuzzy search over the same examples and questions, in one run.

Absolute times depend on the machine; the ratios are what to compare. Nothing is asserted.

    python bench/bench.py [--repeat 5]
"""

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from bot import locales, paths
from bot.content.loader import load
from bot.conversation.respond import respond
from bot.conversation.trained import Trained, examples
from bot.model.turn import Context
from bot.workshop import table

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "questions.jsonl"
Ask = Callable[[str], object]


def main() -> None:
    """Print p50 and p99 of each way of answering, and how many times longer than our turn the plain ones take."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=5, help="rounds over all questions; the best time of each counts")
    arguments = parser.parse_args()
    questions = [json.loads(line)["q"] for line in CASES.read_text(encoding="utf-8").splitlines() if line]
    started = time.perf_counter()
    trained = table.ready(load(paths.content_folder()))
    ready = time.perf_counter() - started
    times = {name: _best_times(ask, questions, arguments.repeat) for name, ask in _ways(trained).items()}
    texts = len(examples(trained.knowledge))
    print(f"{len(questions)} questions, {texts} examples; loaded and learnt in {ready:.2f} s")
    print(f"largest memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB\n")
    _print_table(times)


def _ways(trained: Trained) -> dict[str, Ask]:
    texts = [example.text for example in examples(trained.knowledge)]
    return {
        "a whole turn (respond)": lambda text: respond(text, locales.detect(text), Context(), trained),
        "rapidfuzz WRatio, search only": lambda text: process.extractOne(text, texts, scorer=fuzz.WRatio),
        "rapidfuzz QRatio, search only": lambda text: process.extractOne(text, texts, scorer=fuzz.QRatio),
    }


def _best_times(ask: Ask, questions: Sequence[str], repeat: int) -> list[float]:
    """Milliseconds for each question: the best of the rounds, so that a busy machine disturbs less."""
    best = [float("inf")] * len(questions)
    for _ in range(repeat):
        for number, question in enumerate(questions):
            start = time.perf_counter()
            ask(question)
            best[number] = min(best[number], (time.perf_counter() - start) * 1000)
    return best


def _print_table(times: dict[str, list[float]]) -> None:
    columns = {name: (statistics.median(one), statistics.quantiles(one, n=100)[98]) for name, one in times.items()}
    ours = next(iter(columns.values()))
    print(f"{'':32}{'p50 ms':>10}{'p99 ms':>10}{'p50 ratio':>12}{'p99 ratio':>12}")
    for name, (middle, slow) in columns.items():
        print(f"{name:32}{middle:10.3f}{slow:10.3f}{middle / ours[0]:12.2f}{slow / ours[1]:12.2f}")


if __name__ == "__main__":
    main()
