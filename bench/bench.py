"""Measures the matcher beside plain ways to do the same, over the same examples and questions, in one run.

Absolute times depend on the machine; the ratios are what to compare. Nothing is asserted, and nothing outside the
repository is read.

    python -m bench.bench [--repeat 5] [--no-ten-times] [--no-http]
"""

import argparse
import gc
import time
from collections.abc import Mapping, Sequence

from bench.growth import print_growth
from bench.http import print_http
from bench.questions import Question, dangerous_chinese, long_chinese, with_intent
from bench.rivals import Find, rivals
from bench.start import print_starts
from bench.timing import Ask, best_times, machine_speed, middle_and_slow, milliseconds, print_table, times_of
from bot import locales
from bot.content.loader import load
from bot.conversation.respond import respond
from bot.conversation.trained import Trained, examples, learn_from, train
from bot.matching.rank import Matcher, rank
from bot.model.turn import Context
from bot.paths import content_folder
from bot.safety.screen import screen
from bot.workshop.semantic import load_encoder, on_one_thread
from bot.workshop.table import stored

LIGHT, SEMANTIC = "light", "semantic"


def main() -> None:
    """Print tables: finding the intent, one turn, a start, growth, and the server beside plain ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=5, help="rounds over all questions; the best time of each counts")
    parser.add_argument(
        "--ten-times", action=argparse.BooleanOptionalAction, default=True, help="learn from ten times the examples too"
    )
    parser.add_argument(
        "--http", action=argparse.BooleanOptionalAction, default=True, help="measure the server beside plain ones too"
    )
    arguments = parser.parse_args()
    started = time.perf_counter()
    ways, questions = _ways(), with_intent()
    # As the server does: no collection walks through the content in the middle of a question.
    gc.collect()
    gc.freeze()
    semantic = SEMANTIC in ways
    print(f"{len(questions)} questions; {len(examples(ways[LIGHT].knowledge))} examples; ", end="")
    print("with and without the sentence encoder" if semantic else "the sentence encoder is not installed")
    print(f"this machine: {machine_speed():.2f} s for ten million additions in plain Python\n")
    _print_finding(ways, questions, arguments.repeat)
    _print_turns(ways, questions, arguments.repeat)
    print_starts(semantic=semantic)
    print_growth(semantic=semantic, ten_times=arguments.ten_times)
    if arguments.http:
        print_http()
    print(f"this run took {time.perf_counter() - started:.0f} s")


def _ways() -> Mapping[str, Trained]:
    """Ready to answer without the encoder and, where it is installed, with it."""
    knowledge, encoder = load(content_folder()), load_encoder(wanted=True)
    learnt = stored(knowledge, encoder) or learn_from(knowledge, encoder)
    light = {LIGHT: train(knowledge, learnt)}
    if encoder is None:
        return light
    on_one_thread(encoder)  # as a server answers
    return {**light, SEMANTIC: train(knowledge, learnt, encoder)}


def _print_finding(ways: Mapping[str, Trained], questions: Sequence[Question], repeat: int) -> None:
    """How often each way finds an intent that is right, how long it takes, and how many times longer than ours."""
    light = ways[LIGHT]
    finds = {f"this matcher, {name}": _first(one.matcher) for name, one in ways.items()}
    finds |= rivals(examples(light.knowledge), light.matcher.index, light.matcher.concepts)
    texts = [question.text for question in questions]
    measured = {name: middle_and_slow(best_times(find, texts, repeat)) for name, find in finds.items()}
    ours = list(measured.values())[: len(ways)]
    rows = []
    for name, (middle, slow) in measured.items():
        right = sum(finds[name](question.text) in question.intents for question in questions)
        ratios = (f"{middle / one[0]:.2f}" for one in ours)
        share = f"{100 * right / len(questions):.1f} %"
        rows.append((name, share, milliseconds(middle), milliseconds(slow), *ratios))
    print_table("finding the intent", ("right at 1", "p50 ms", "p99 ms", *(f"p50 / {name}" for name in ways)), rows)


def _first(matcher: Matcher) -> Find:
    return lambda question: rank(question, matcher)[0].intent


def _print_turns(ways: Mapping[str, Trained], questions: Sequence[Question], repeat: int) -> None:
    """A whole turn, and the texts that could take long."""
    texts, long, dense = [question.text for question in questions], long_chinese(), dangerous_chinese()
    safety = ways[LIGHT].safety
    rows = [
        _row("safety screen, a question", best_times(lambda text: screen(text, safety), texts, repeat)),
        _row("safety screen, 2,000 dense characters", times_of(lambda text: screen(text, safety), dense)),
    ]
    for name, trained in ways.items():
        turn, first = _turn(trained), _first(trained.matcher)
        rows.append(_row(f"{name}: a whole turn", best_times(turn, texts, repeat)))
        rows.append(_row(f"{name}: a whole turn, 300 Chinese characters", times_of(turn, long)))
        rows.append(_row(f"{name}: ranking alone, 300 Chinese characters", times_of(first, long)))
    print_table("one turn", ("p50 ms", "p99 ms"), rows)


def _turn(trained: Trained) -> Ask:
    return lambda text: respond(text, locales.detect(text), Context(), trained)


def _row(name: str, times: Sequence[float]) -> tuple[str, str, str]:
    middle, slow = middle_and_slow(times)
    return name, milliseconds(middle), milliseconds(slow)


if __name__ == "__main__":
    main()
