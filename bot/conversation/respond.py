"""The one function that runs a turn.

The order is the order of DESIGN: length, safety screen, personal advice, smalltalk, slots, ranking, gates, threshold
and margin, reply. Every surface (pages, API, terminal) calls `respond`, and nothing else decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answering.compose import compose
from bot.answering.withdrawn import standing
from bot.conversation.trained import Trained
from bot.conversation.understand import Understanding, understand
from bot.model.knowledge import Locale
from bot.model.refusal import Refusal
from bot.model.turn import Context, Decision, Kind, Reply, Trace, Turn
from bot.safety.premises import PRESSURE
from bot.safety.screen import Screening, Verdict, screen
from bot.text.normalise import clean, fold

MATCHED = 300
"""Code points of a question that is matched; a longer one is refused unless it speaks of danger."""

_MEANT = 600
"""Code points up to which pinyin is put into characters: danger is looked for in more than is matched."""

SCREENED = "safety"
"""The stage of a decision that the safety screen makes alone: a danger, a crisis, a wish for advice."""
_NOTHING_FOUND = Screening("clear")


@dataclass(frozen=True, slots=True)
class Decided:
    """What a question is, and how that came about. It is the same whatever the language of the page."""

    decision: Decision
    trace: Trace


@dataclass(frozen=True, slots=True)
class Memory:
    """What was decided and said before, for those who keep it: both as `decide` and `compose` would have it."""

    decide: Callable[[str, Context], Decided | Refusal]
    say: Callable[[Decision, Locale], Reply]


_ALARMS: tuple[Verdict, ...] = ("emergency", "overdose", "crisis")
_LOST: tuple[Kind, ...] = ("fallback", "clarify")
_MAX_CLAIMS = 2
"""Claims put right in one reply: more would bury the answer."""


def decide(question: str, context: Context, trained: Trained) -> Decided | Refusal:
    """Decide what a question is: a danger, personal advice, small talk, one of ours, or none of these.

    `question` and `context` are as for `respond`. Refuses an empty or overlong question. Never raises.
    """
    meant = _meant(question, trained)
    screening = _screened(question, meant, trained)
    decision = _danger(screening)
    if decision:
        return Decided(decision, Trace(stage=SCREENED, recognised=screening.trace))
    if len(question.strip()) > MATCHED:
        return Refusal("too-long")
    if not clean(question):
        return Refusal("empty")
    if len(fold(question)) > MATCHED:
        return Refusal("too-long")
    understanding = understand(meant, context, trained)
    decision = _with_screening(understanding, screening, trained)
    recognised = (*screening.trace, *understanding.trace.recognised)
    calm = screening == _NOTHING_FOUND
    return Decided(decision, replace(understanding.trace, recognised=recognised, calm=calm))


def respond(
    question: str, locale: Locale, context: Context, trained: Trained, memory: Memory | None = None
) -> Turn | Refusal:
    """Run one turn: decide what the question is, and say it in the locale.

    `question` is what the person typed, of any length. `context` is the state of the last turn, empty at the start.
    Without a memory everything is decided and said afresh.
    Returns a turn, or a refusal for an empty or overlong question. Never raises, whatever the text.
    """
    decided = memory.decide(question, context) if memory else decide(question, context, trained)
    if isinstance(decided, Refusal):
        return decided
    decision = decided.decision
    reply = memory.say(decision, locale) if memory else compose(decision, locale, trained.knowledge)
    return Turn(decision, reply, next_context(decision, context, trained), decided.trace)


def answered_first(question: str, trained: Trained) -> bool:
    """True for a question that safety answers alone: danger, crisis, personal advice. No limit withholds these."""
    return _danger(_screened(question, _meant(question, trained), trained)) is not None


def _meant(question: str, trained: Trained) -> str:
    """The question with what is typed as pinyin in characters. A very long one stays as it is."""
    return trained.pinyin.meant(question) if len(question) <= _MEANT else question


def _screened(question: str, meant: str, trained: Trained) -> Screening:
    """The question as typed and as it is meant: what is found in either counts, as if both had been said.

    What was typed in pinyin is not listened to: to the listener its letters say nothing.
    """
    typed = screen(question, trained.safety, listening=meant == question)
    if meant == question or typed.verdict in _ALARMS:
        return typed
    return screen(meant if typed == _NOTHING_FOUND else f"{question}\n{meant}", trained.safety)


def _danger(screening: Screening) -> Decision | None:
    """The decision that safety makes alone, before anything else is looked at."""
    match screening.verdict:
        case "emergency" | "overdose":
            return Decision("emergency", variant=screening.verdict)
        case "crisis":
            return Decision("crisis")
        case "personal" | "same-day":
            return Decision("personal_advice", notices=_notices(screening), variant=screening.topic)
        case "education" | "clear":
            return None


def _with_screening(understanding: Understanding, screening: Screening, trained: Trained) -> Decision:
    """Add the screen's notices. A question about a danger sign that fits no intent goes to the one on danger.

    Unless a gate has fired: then it is about something else (fever after a vaccine), and stays not understood.
    """
    decision, places = understanding.decision, trained.knowledge.places
    about_a_sign = screening.verdict == "education" and screening.trace and not understanding.trace.gates
    if decision.kind in _LOST:
        if about_a_sign and places.danger:
            decision = replace(decision, kind="answer", intents=(places.danger,))
        elif PRESSURE in screening.premises:
            decision = Decision("fallback", places.honest)
        elif screening.premises and not understanding.trace.gates:
            intent = trained.knowledge.intents[_correcting(screening.premises[0], trained)]
            decision = replace(decision, kind=intent.kind, intents=(intent.id,))
    return replace(decision, notices=_notices(screening)) if screening.notices or screening.premises else decision


def _correcting(claim: str, trained: Trained) -> str:
    """The intent whose answer holds the evidence on a claim."""
    return next(premise.intent for premise in trained.knowledge.lexicon.safety.premises.premises if premise.id == claim)


def _notices(screening: Screening) -> tuple[str, ...]:
    """Notices of the screen: those on danger first, then what puts a claim right."""
    return (*screening.notices, *(f"premise-{claim}" for claim in screening.premises[:_MAX_CLAIMS]))


def next_context(decision: Decision, before: Context, trained: Trained) -> Context:
    """What the next question may lean on. Small talk leaves it as it was; danger clears it."""
    decision = standing(decision, trained.knowledge)
    match decision.kind:
        case "answer" | "not_covered":
            intents = trained.knowledge.intents
            related = tuple(id for id in intents[decision.intents[0]].related if intents[id].status == "live")
            return Context(decision.intents[0], decision.slots, related)
        case "clarify" | "fallback":
            return Context(before.intent, before.slots, decision.intents, decision.slots)
        case "smalltalk" | "personal_advice":
            return before
        case "emergency" | "crisis":
            return Context()
