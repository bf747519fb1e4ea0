"""How a turn came about: its trace, with why the ranking ranked as it did. Worked out after the turn, for people."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.trained import Trained
from bot.matching.decide import Outcome, Thresholds, decide
from bot.matching.explain import Explained, Explanation, Pull, explain
from bot.matching.index import OUT_OF_SCOPE
from bot.model.turn import Candidate, Slots, Trace
from bot.text.normalise import fold

NOT_OURS = "(not ours)"
"""How a trace and an explanation name OUT_OF_SCOPE."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """A trace, explained."""

    trace: Trace
    thresholds: Thresholds
    explanation: Explanation | None
    """None where the safety screen decided: nothing was ranked."""
    outcome: Outcome | None
    """Confidence and margin, with what they led to, after the gates and before a follow-up."""


def reasons(
    question: str, trace: Trace, trained: Trained, written: Mapping[str, str], also: Collection[str] = ()
) -> Reasons:
    """Explain a turn by the part of the message that was decided about. `also` are intents to explain too."""
    if not trace.candidates:
        return Reasons(trace, trained.thresholds, None, None)
    read = question if fold(question) == trace.normalised else trace.normalised
    explanation = explain(read, trained.matcher, also, written)
    # A gate leaves one leader and nothing beside it: what the trace shows of its candidates is enough to decide.
    gated = tuple(Candidate(OUT_OF_SCOPE if c.intent == NOT_OURS else c.intent, c.score) for c in trace.candidates)
    outcome = decide(gated if trace.gates else explanation.candidates, trained.thresholds)
    return Reasons(trace, trained.thresholds, explanation, outcome)


def reasons_text(found: Reasons, slots: Slots) -> str:
    """The reasons for people; `slots` are those that the turn was decided with."""
    trace, explanation = found.trace, found.explanation
    lines = [f"read as: {trace.normalised}"] if trace.normalised else []
    if explanation is not None:
        lines += [f"repaired: {before} → {after}" for before, after in explanation.repaired]
        lines += [f"unknown to the table: {', '.join(explanation.unknown)}"] if explanation.unknown else []
    lines.append(f"decided by: {trace.stage}")
    lines += [f"recognised: {item}" for item in trace.recognised]
    lines += [f"recognised: outcome {slots.outcome}"] if slots.outcome else []
    lines += [f"recognised: weeks {slots.weeks}"] if slots.weeks is not None else []
    lines += [f"gate: {gate}" for gate in trace.gates]
    lines += [f"candidate: {c.intent} {c.score:.3f}" for c in trace.candidates]
    if found.outcome is not None:
        lines += _measured(found.outcome, found.thresholds)
    if explanation is not None:
        lines.append("why, by weight × score of each way of scoring; the highest sum leads:")
        lines += [line for one in explanation.explained for line in _why(one)]
    return "\n".join(lines)


def named(intent: str) -> str:
    """An intent as an explanation names it."""
    return intent or NOT_OURS


def signed(amount: float) -> str:
    """An amount with its sign; what rounds to nothing has none."""
    return f"{amount:+.2f}" if round(amount, 2) else "0.00"


def _measured(outcome: Outcome, least: Thresholds) -> list[str]:
    return [
        f"confidence: {outcome.confidence:.3f} (to answer: {least.answer:.2f}, to ask back: {least.clarify:.2f})",
        f"margin: {outcome.margin:.3f} (to answer: {least.margin:.2f})",
    ]


def _why(one: Explained) -> list[str]:
    lines = [f"{one.rank}. {named(one.intent)}: {one.score:.3f} before gates, from a sum of {signed(one.total)}"]
    lines += [f"     {s.way:11} {signed(s.amount):>6} = {s.weight:.2f} × {s.score:.3f}" for s in one.shares]
    lines += [f"   for it: {_pulls(one.pulls_for)}"] if one.pulls_for else []
    lines += [f"   against it: {_pulls(one.pulls_against)}"] if one.pulls_against else []
    if one.nearest is None:
        return [*lines, "   nearest example: none near enough"]
    return [*lines, f"   nearest example: {one.nearest.text!r} ({one.nearest.alike:.2f} alike)"]


def _pulls(pulls: Sequence[Pull]) -> str:
    return ", ".join(f"{pull.feature} {signed(pull.amount)}" for pull in pulls)
