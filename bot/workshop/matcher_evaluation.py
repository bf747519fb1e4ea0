"""Measuring the matcher alone, on any data: accuracy, recognition of foreign questions, time per question."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from bot.classifier.concepts import NO_CONCEPTS
from bot.matching.calibrate import calibrate, held_out
from bot.matching.decide import Outcome, decide
from bot.matching.index import OUT_OF_SCOPE, Example
from bot.matching.learning import learn
from bot.matching.meaning import Encoder
from bot.matching.rank import Matcher, rank


@dataclass(frozen=True, slots=True)
class MatcherReport:
    """Shares in percent, times in milliseconds; None where the cases hold nothing to count."""

    encoder: str
    """Name of the sentence encoder; empty for none."""
    examples: int
    cases: int
    foreign: int
    """Cases that are out of scope."""
    accuracy_at_1: float | None
    accuracy_at_3: float | None
    auroc: float | None
    """Area under the ROC curve of confidence, in scope against out of scope."""
    threshold: float
    """Confidence from which a question counts as in scope, chosen on the examples alone."""
    in_scope_accuracy: float | None
    """Of the cases in scope: right at 1 and above the threshold."""
    rejection: float | None
    """Of the cases out of scope: below the threshold."""
    build_seconds: float
    p50: float
    p99: float


def evaluate_matcher(
    examples: Sequence[Example], cases: Sequence[Example], encoder: Encoder | None = None
) -> MatcherReport:
    """Learn from examples, rank the cases, and measure.

    Raises:
        ValueError: no case, or no example with a label.
    """
    if not cases:
        raise ValueError("no cases to measure")
    start = time.perf_counter()
    index, rehearsal = learn(examples, NO_CONCEPTS, encoder)
    chances = rehearsal.light if rehearsal.full is None else rehearsal.full
    thresholds = calibrate(held_out(index, rehearsal.owners, chances))
    matcher = Matcher(index, NO_CONCEPTS, encoder)
    built = time.perf_counter() - start
    times, ranked, outcomes = [], [], []
    for case in cases:
        start = time.perf_counter()
        candidates = rank(case.text, matcher)
        times.append(1000 * (time.perf_counter() - start))
        ranked.append([candidate.intent for candidate in candidates if candidate.intent != OUT_OF_SCOPE])
        outcomes.append(decide(candidates, thresholds))
    ours = [number for number, case in enumerate(cases) if case.label is not None]
    foreign = [number for number, case in enumerate(cases) if case.label is None]
    above = [outcome.confidence >= thresholds.answer for outcome in outcomes]
    return MatcherReport(
        encoder=encoder.name if encoder else "",
        examples=len(examples),
        cases=len(cases),
        foreign=len(foreign),
        accuracy_at_1=_percent([ranked[number][0] == cases[number].label for number in ours]),
        accuracy_at_3=_percent([cases[number].label in ranked[number][:3] for number in ours]),
        auroc=_auroc([outcomes[n] for n in ours], [outcomes[n] for n in foreign]),
        threshold=round(thresholds.answer, 3),
        in_scope_accuracy=_percent([above[n] and ranked[n][0] == cases[n].label for n in ours]),
        rejection=_percent([not above[number] for number in foreign]),
        build_seconds=round(built, 2),
        p50=round(float(np.quantile(times, 0.5)), 3),
        p99=round(float(np.quantile(times, 0.99)), 3),
    )


def matcher_text(report: MatcherReport) -> str:
    """The report for people."""
    at_threshold = f"in-scope accuracy {_shown(report.in_scope_accuracy)}, rejection {_shown(report.rejection)}"
    return "\n".join(
        (
            f"semantic: {report.encoder}" if report.encoder else "light: without a sentence encoder",
            f"{report.examples} examples, {report.cases} cases ({report.foreign} out of scope)",
            f"accuracy at 1: {_shown(report.accuracy_at_1)}, at 3: {_shown(report.accuracy_at_3)}",
            f"AUROC of confidence: {_shown(report.auroc)}",
            f"at the threshold {report.threshold} that the examples chose: {at_threshold}",
            f"built in {report.build_seconds} s; per question p50 {report.p50} ms, p99 {report.p99} ms",
        )
    )


def matcher_data(report: MatcherReport) -> dict[str, object]:
    """The report as plain data, ready for JSON."""
    return asdict(report)


def _percent(hits: Sequence[bool]) -> float | None:
    return round(100 * sum(hits) / len(hits), 2) if hits else None


def _auroc(ours: Sequence[Outcome], foreign: Sequence[Outcome]) -> float | None:
    """Chance that a question in scope has the higher confidence; ties count half."""
    if not ours or not foreign:
        return None
    ordered = np.sort([outcome.confidence for outcome in foreign])
    confidences = [outcome.confidence for outcome in ours]
    below = np.searchsorted(ordered, confidences, "left") + np.searchsorted(ordered, confidences, "right")
    return round(100 * float(below.mean()) / 2 / len(ordered), 2)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} %"
