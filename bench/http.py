"""Measures the server over HTTP beside two plain ones, interleaved in one run on one machine, each with its goal.

The ratios are what to compare: absolute rates depend on the machine and on what else it does. Nothing is asserted.

    python -m bench.http [--rounds 15] [--seconds 0.7]
"""

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from statistics import median
from urllib.parse import urlencode

from bench.load import Load, form_request, get_request, one_after_another, pressed
from bench.questions import CASES
from bench.servers import Server, memory, ours, plain, processor_seconds, running, seconds_to_end, seconds_to_return
from bench.timing import middle_and_slow, milliseconds, print_table
from bot.workshop.semantic import load_encoder

FLOOR, NAIVE = "floor: FastAPI + fragment", "naive: WRatio over all"
LIGHT, SEMANTIC = "light", "semantic"
BARE, NEW = "no reply cache", "each question as if new"
"""Without what was rendered, and without what questions were found to be. The load asks the same questions over and
over, so with both every answer but those on danger is known; how often that is so elsewhere nobody can say."""
WITHOUT_CACHE, WITH_CACHE, OVER_NAIVE = 0.20, 0.35, 5.0
MEMORY = {LIGHT: 150, SEMANTIC: 300}
"""MiB of a worker after its start."""
START_SECONDS, END_SECONDS, RETURN_SECONDS = 2.0, 5.0, 2.0
ROUNDS, SECONDS = 15, 0.7
"""Many short turns: what else a machine does comes and goes within seconds, and should meet those who are compared
alike."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A server and what it is asked."""

    server: Server
    requests: Sequence[bytes]


def main() -> None:
    """Print two tables: rates beside each other, and what the server needs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns of each server; the middle one counts")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="length of a turn")
    arguments = parser.parse_args()
    print_http(arguments.rounds, arguments.seconds)


def print_http(rounds: int = ROUNDS, seconds: float = SECONDS) -> None:
    """Rates of all servers, then memory, start, end and return of ours."""
    print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} processes waiting for them before this began\n")
    semantic = load_encoder(wanted=True) is not None
    _print_rates(_raced(rounds, seconds, semantic=semantic), semantic=semantic)
    _print_needs(semantic=semantic)


def questions() -> list[str]:
    """What people ask, of every kind: the test cases, which no example repeats."""
    lines = (CASES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["q"] for line in lines if line]


def _raced(rounds: int, seconds: float, *, semantic: bool) -> Mapping[str, list[Load]]:
    """Each server under load in turn, over and over; before that, each answers everything once."""
    bodies = [urlencode({"question": question, "transcript": ""}).encode() for question in questions()]
    commands = {FLOOR: plain("floor"), NAIVE: plain("naive")}
    for name, wanted in ((LIGHT, "off"), (SEMANTIC, "on"))[: 2 if semantic else 1]:
        commands[name] = ours(HEPATICA_SEMANTIC=wanted)
        commands[f"{name}, {BARE}"] = ours(HEPATICA_SEMANTIC=wanted, HEPATICA_REPLY_CACHE="0")
        commands[f"{name}, {NEW}"] = ours(HEPATICA_SEMANTIC=wanted, HEPATICA_QUESTION_CACHE="0")
    with ExitStack() as stack:
        contestants = {}
        for name, (command, settings) in commands.items():
            path = {FLOOR: "/", NAIVE: "/ask"}.get(name, "/en/ask")
            server = stack.enter_context(running(command, settings, "/readyz" if path == "/en/ask" else "/docs"))
            asked = [form_request(path, body, server.port) for body in bodies]
            contestants[name] = Contestant(server, [get_request(path, server.port)] if name == FLOOR else asked)
        for one in contestants.values():
            one_after_another(one.server.port, one.requests)
        loads: Mapping[str, list[Load]] = {name: [] for name in contestants}
        for _ in range(rounds):
            for name, one in contestants.items():
                loads[name].append(_pressed(one, seconds))
    return loads


def _pressed(one: Contestant, seconds: float) -> Load:
    process = one.server.process.pid
    before = processor_seconds(process)
    load = pressed(one.server.port, one.requests, seconds)
    return replace(load, used=processor_seconds(process) - before)


def _print_rates(loads: Mapping[str, list[Load]], *, semantic: bool) -> None:
    own_names = (LIGHT, SEMANTIC) if semantic else (LIGHT,)
    goals = dict.fromkeys(own_names, WITH_CACHE) | {f"{name}, {BARE}": WITHOUT_CACHE for name in own_names}
    rows = []
    for name, runs in loads.items():
        to_floor, to_naive = _ratio(runs, loads[FLOOR]), _ratio(runs, loads[NAIVE])
        middle, slow = middle_and_slow([time for run in runs for time in run.times])
        own = name not in (FLOOR, NAIVE)
        rows.append(
            (
                name,
                f"{median(run.rate for run in runs):.0f}",
                f"{to_floor:.2f}",
                judged(to_floor, goals[name], least=True) if name in goals else "",
                f"{to_naive:.1f}",
                judged(to_naive, OVER_NAIVE, least=True) if own else "",
                milliseconds(middle),
                milliseconds(slow),
                milliseconds(1000 * sum(run.used for run in runs) / sum(len(run.times) for run in runs)),
                str(sum(run.other for run in runs)),
            )
        )
    heads = ("per second", "/ floor", "goal", "/ naive", "goal", "p50 ms", "p99 ms", "processor ms", "not 200")
    print_table("one worker, 8 connections, each question a form of htmx", heads, rows)


def _ratio(runs: Sequence[Load], others: Sequence[Load]) -> float:
    """The middle of the ratios of each round: both ran within seconds of each other."""
    return median(run.rate / other.rate for run, other in zip(runs, others, strict=True))


def _print_needs(*, semantic: bool) -> None:
    rows = []
    for name, wanted in ((LIGHT, "off"), (SEMANTIC, "on"))[: 2 if semantic else 1]:
        command, settings = ours(HEPATICA_SEMANTIC=wanted)
        starts, held = [], []
        for _ in range(3):
            with running(command, settings) as server:
                starts.append(server.started)
                held.append(memory(server.process.pid))
        rows.append(_need(f"memory after the start, {name}, MiB", max(held), MEMORY[name], digits=0))
        rows.append(_need(f"start until the first answer, {name}, s", min(starts), START_SECONDS))
        with running(command, settings) as server:
            rows.append(_need(f"end with a stuck client, {name}, s", seconds_to_end(server), END_SECONDS))
        with running([*command, "--workers", "2"], settings) as server:
            rows.append(_need(f"a killed worker back, {name}, s", seconds_to_return(server), RETURN_SECONDS))
    print_table("what the server needs", ("measured", "goal"), rows)


def _need(name: str, value: float, most: float, digits: int = 2) -> tuple[str, str, str]:
    return name, f"{value:.{digits}f}", judged(value, most, least=False)


def judged(value: float, goal: float, *, least: bool) -> str:
    """A goal, and whether it is met."""
    met = value >= goal if least else value <= goal
    return f"{'>=' if least else '<='} {goal:g} {'met' if met else 'MISSED'}"


if __name__ == "__main__":
    main()
