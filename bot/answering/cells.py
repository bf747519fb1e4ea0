"""Everything that an answer can be asked for: each outcome and each week that make a difference to what it says."""

from itertools import count

from bot.model.knowledge import Intent, Knowledge
from bot.model.turn import Decision, Slots

SMALLTALK = ("hello", "thanks", "bye", "ok")


def cells(intent: Intent, knowledge: Knowledge) -> tuple[Slots, ...]:
    """Slots of an intent, one for each reply that it can give.

    Without results there is one. With results: each outcome and all of them together, at no week, at each week that the
    article reports for any of them, and at one that it does not report, which stands for all the others.
    """
    if not intent.outcomes:
        return (Slots(),)
    reported = _reported(intent, knowledge)
    blank = blank_week(intent, knowledge)
    outcomes = intent.outcomes if len(intent.outcomes) == 1 else (None, *intent.outcomes)
    return tuple(Slots(outcome, weeks) for outcome in outcomes for weeks in (None, *reported, blank))


def blank_week(intent: Intent, knowledge: Knowledge) -> int:
    """The week that stands for all those that the article does not report for an intent."""
    reported = _reported(intent, knowledge)
    return next(week for week in count() if week not in reported)


def _reported(intent: Intent, knowledge: Knowledge) -> list[int]:
    return sorted({weeks for outcome in intent.outcomes for weeks in knowledge.weeks_of(outcome)})


def decisions(answer: str, knowledge: Knowledge) -> tuple[Decision, ...]:
    """The decisions that lead to the replies of an answer: the id of a question, or the name of a fixed reply."""
    intent = knowledge.intents.get(answer)
    if intent:
        return tuple(Decision(intent.kind, (intent.id,), slots) for slots in cells(intent, knowledge))
    return (fixed(answer),)


def fixed(name: str) -> Decision:
    """The decision that leads to a fixed reply, by its name in common.yaml."""
    kind, _, variant = name.partition("-")
    match kind:
        case "personal":
            return Decision("personal_advice", variant="" if variant == "advice" else variant)
        case "smalltalk":
            return Decision("smalltalk", variant=variant)
        case "overdose":
            return Decision("emergency", variant=name)
        case "emergency" | "crisis" | "clarify" | "fallback":
            return Decision(kind)
        case "withdrawn":
            return Decision("fallback", variant=name)
    raise KeyError(name)


def personal_reply(topic: str, knowledge: Knowledge) -> str | None:
    """The name of the reply to a request for personal advice on a topic; None where the topic has none of its own."""
    return f"personal-{topic}" if topic in knowledge.lexicon.safety.personal.topics else None
