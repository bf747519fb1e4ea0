"""Running case files through the bot, and reporting the scores as text and as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.model.knowledge import LOCALES, Locale
from bot.model.turn import Context, Turn
from bot.workshop.cases import Case, Expected
from bot.workshop.metrics import Result, Scores, Share, confusions, score
from bot.workshop.report_folds import Folds, folds_data, folds_text
from bot.workshop.report_intents import IntentScore, by_intent, ranked_shares, weakest

Ask = Callable[[str, Locale, Context], Turn]
"""Answers one question in a locale, given the state of the last turn."""

COLUMNS = ("accuracy", "helped", "wrong", "slots", "recall", "false_alarms", "notices", "turns")


@dataclass(frozen=True, slots=True)
class Report:
    """Scores overall and per locale, and the results they were made from."""

    overall: Scores
    locales: Mapping[Locale, Scores]
    results: tuple[Result, ...]

    @property
    def failures(self) -> tuple[Result, ...]:
        """Results that were not right, soft ones among them."""
        return tuple(result for result in self.results if not _right(result))


def evaluate(cases: Sequence[Case], ask: Ask) -> Report:
    """Ask every question of every case; the turns of a dialogue in order, each handing its context on."""
    results = tuple(result for case in cases for result in _run(case, ask))
    by_locale = {locale: [result for result in results if result.locale == locale] for locale in LOCALES}
    return Report(
        overall=score(results),
        locales={locale: score(found) for locale, found in by_locale.items() if found},
        results=results,
    )


def report_text(report: Report, folds: Folds | None = None) -> str:
    """The report for people: scores, k-fold figures, the weakest intents, the worst confusions, every failure."""
    lines = [_header(), _row("all", report.overall)]
    lines += [_row(locale, scores) for locale, scores in report.locales.items()]
    lines += ["", folds_text(folds, ranked_shares(report.results))]
    weak = weakest(by_intent(report.results))
    if weak:
        lines += ["", "weakest intents (right of cases, given instead):", *map(_weak, weak)]
    mistaken = confusions(report.results)
    if mistaken:
        lines += ["", "worst confusions (expected → given):"]
        lines += [f"  {times:3d} × {expected} → {given}" for expected, given, times in mistaken]
    if report.failures:
        lines += ["", f"not right ({len(report.failures)}):"]
        lines += [f"  {_failure(result)}" for result in report.failures]
    return "\n".join(lines)


def report_data(report: Report, folds: Folds | None = None) -> dict[str, object]:
    """The report as plain data, ready for JSON."""
    return {
        "overall": _scores_data(report.overall),
        "locales": {locale: _scores_data(scores) for locale, scores in report.locales.items()},
        "folds": folds_data(folds, ranked_shares(report.results)),
        "intents": [asdict(one) for one in by_intent(report.results)],
        "confusions": [
            {"expected": expected, "given": given, "times": times}
            for expected, given, times in confusions(report.results)
        ],
        "failures": [asdict(result) for result in report.failures],
    }


def _run(case: Case, ask: Ask) -> list[Result]:
    context = Context()
    results = []
    for number, expected in enumerate(case.turns, start=1):
        turn = ask(expected.question, case.locale, context)
        context = turn.context
        results.append(_result(case, number, expected, turn))
    return results


def _result(case: Case, number: int, expected: Expected, turn: Turn) -> Result:
    reply = turn.reply
    return Result(
        line=case.line,
        turn=number,
        locale=case.locale,
        expected=expected,
        soft=case.soft,
        dialogue=case.is_dialogue,
        kind=reply.kind,
        intent=reply.intent,
        candidates=tuple(offer.intent for offer in reply.candidates),
        outcome=reply.slots.outcome,
        weeks=reply.slots.weeks,
        notices=tuple(notice.id for notice in reply.notices),
        trace=turn.trace,
    )


def _right(result: Result) -> bool:
    slots = result.slots_fit or not result.names_slots or (result.dialogue and result.dialogue_fits)
    notice = not result.expected.notice or "emergency-line" in result.notices or result.kind == "emergency"
    return result.accurate and slots and notice


def _header() -> str:
    return f"{'':8}{'n':>5}" + "".join(f"{name.replace('_', ' '):>14}" for name in COLUMNS)


def _row(name: str, scores: Scores) -> str:
    return f"{name:8}{scores.count:5d}" + "".join(f"{share_text(getattr(scores, column)):>14}" for column in COLUMNS)


def _weak(one: IntentScore) -> str:
    instead = ", ".join(f"{given} {times}" for given, times in one.given)
    return f"  {one.right:3d} of {one.cases:3d}  {one.intent}: {instead}"


def share_text(share: Share) -> str:
    """A share as a person reads it; a dash where there was nothing to count."""
    return "–" if share.percent is None else f"{share.percent:.1f} %"


def place(result: Result) -> str:
    """Line of the case, with the turn for a dialogue."""
    return f"{result.line}.{result.turn}" if result.dialogue else f"{result.line}"


def wanted(result: Result) -> str:
    """Kinds and intents that would have been right."""
    return "/".join((*result.expected.kinds, *result.expected.intents)) or "anything"


def _failure(result: Result) -> str:
    expected = result.expected
    slots = ""
    if result.names_slots and not result.slots_fit:
        slots = f" [slots {result.outcome} {result.weeks}, expected {expected.outcome} {expected.weeks}]"
    offered = f" ({', '.join(result.candidates)})" if result.kind == "clarify" else ""
    soft = " (soft)" if result.soft else ""
    asked = f"line {place(result)} {result.locale}{soft}: {expected.question[:80]!r}"
    return f"{asked}: expected {wanted(result)}, got {result.given}{offered}{slots}"


def _scores_data(scores: Scores) -> dict[str, object]:
    shares = {column: getattr(scores, column) for column in COLUMNS}
    return {"count": scores.count} | {
        column: {"percent": share.percent, "hits": share.hits, "total": share.total} for column, share in shares.items()
    }
