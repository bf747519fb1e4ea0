"""The transcript: the last turns of a conversation in a hidden field, so that the server keeps nothing.

It holds what was asked and what was decided, never what was replied: replies are made again from the knowledge base,
in whatever language the page is in. Anything that cannot be read is dropped without an error.
"""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from bot.answering.cells import SMALLTALK, personal_reply
from bot.conversation.respond import next_context
from bot.conversation.trained import Trained
from bot.model.knowledge import Knowledge, LocaleContent
from bot.model.turn import Context, Decision, Kind, Slots
from bot.text.normalise import clean

Verdict = Literal["", "yes", "no"]
"""What a reader said to "was this what you asked?"; empty where nothing was said."""
VERSION = 1
MAX_TURNS = 12
MAX_BYTES = 48 * 1024
MAX_QUESTION = 300
"""Code points kept of a question. Only a text that speaks of danger can be longer."""
MAX_WEEKS = 520
MAX_NUMBER = 10_000
VERDICTS: tuple[Verdict, ...] = ("", "yes", "no")
UNKEPT: tuple[Kind, ...] = ("emergency", "crisis")
"""Kinds whose question text is not kept."""
VARIANTS = (*SMALLTALK, "emergency", "overdose")


@dataclass(frozen=True, slots=True)
class Entry:
    """One turn. `question` is the reader's text, or None where an offered question was chosen or none is kept."""

    question: str | None
    decision: Decision
    verdict: Verdict = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last turns, and how many earlier ones have been dropped (so that numbering goes on)."""

    entries: tuple[Entry, ...] = ()
    dropped: int = 0

    def plus(self, entry: Entry) -> "Conversation":
        """The conversation with one more turn, at most the last twelve."""
        entries = (*self.entries, _kept(entry))
        over = max(0, len(entries) - MAX_TURNS)
        return Conversation(entries[over:], min(self.dropped + over, MAX_NUMBER))

    def judged(self, n: int, verdict: Verdict) -> "Conversation":
        """The conversation with a verdict on the turn of this number, counted from 1."""
        entries = list(self.entries)
        entries[n - self.dropped - 1] = replace(self.turn(n), verdict=verdict)
        return Conversation(tuple(entries), self.dropped)

    def turn(self, n: int) -> Entry:
        """The turn of this number, counted from 1.

        Raises:
            IndexError: it is not, or no longer, among the turns.
        """
        if n <= self.dropped:
            raise IndexError(n)
        return self.entries[n - self.dropped - 1]


def context_of(conversation: Conversation, trained: Trained) -> Context:
    """What the next question may lean on, worked out from the turns."""
    context = Context()
    for entry in conversation.entries:
        context = next_context(entry.decision, context, trained)
    return context


def encode(conversation: Conversation) -> str:
    """The conversation as URL-safe text."""
    turns = [_packed(entry) for entry in conversation.entries]
    packed = json.dumps([VERSION, conversation.dropped, turns], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode("utf-8", "replace")).decode().rstrip("=")


def decode(token: str, knowledge: Knowledge) -> Conversation:
    """The conversation of a token; empty for anything that cannot be read. Turns with unknown ids are dropped."""
    if not token or len(token) > MAX_BYTES or not token.isascii():
        return Conversation()
    try:
        packed = json.loads(base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return Conversation()
    match packed:
        case [1, int(dropped), list(turns)] if 0 <= dropped <= MAX_NUMBER and not isinstance(dropped, bool):
            return Conversation(tuple(_readable(turns[-MAX_TURNS:], knowledge)), dropped)
    return Conversation()


def _kept(entry: Entry) -> Entry:
    if entry.question is None or entry.decision.kind in UNKEPT:
        return replace(entry, question=None)
    text = clean(entry.question)
    return replace(entry, question=text if len(text) <= MAX_QUESTION else text[: MAX_QUESTION - 1] + "…")


def _packed(entry: Entry) -> list[Any]:
    made = entry.decision
    slots = [made.slots.outcome, made.slots.weeks]
    extra = [made.variant, made.also, int(made.short), VERDICTS.index(entry.verdict)]
    return [entry.question, made.kind, made.intents, *slots, made.notices, *extra]


def _readable(turns: Iterable[Any], knowledge: Knowledge) -> Iterable[Entry]:
    for turn in turns:
        match turn:
            case [question, str(kind), list(intents), outcome, weeks, list(notices), variant, also, short, *rest]:
                decision = _decision(kind, intents, (outcome, weeks), notices, knowledge)
                if decision and (question is None or isinstance(question, str)):
                    extra = _extra(variant, also, short, knowledge)
                    yield _kept(Entry(question, _with(decision, *extra), _verdict(rest)))


def _decision(
    kind: str, intents: list[Any], slots: tuple[Any, Any], notices: list[Any], knowledge: Knowledge
) -> Decision | None:
    """A decision of known ids only, or None where nothing sound is left."""
    known = tuple(name for name in intents if isinstance(name, str) and name in knowledge.intents)[:4]
    content = next(iter(knowledge.locales.values()))
    read = Slots(_outcome(slots[0], knowledge), _weeks(slots[1]))
    match kind:
        case "answer" | "not_covered":
            return (
                Decision(knowledge.intents[known[0]].kind, known[:1], read, _notices(notices, content))
                if known
                else None
            )
        case _ if kind in get_args(Kind):
            return Decision(_kind(kind), known, read, _notices(notices, content))
    return None


def _kind(name: str) -> Kind:
    kinds: tuple[Kind, ...] = get_args(Kind)
    return next(kind for kind in kinds if kind == name)


def _notices(ids: list[Any], content: LocaleContent) -> tuple[str, ...]:
    return tuple(name for name in ids[:4] if isinstance(name, str) and name in content.notices)


def _outcome(value: Any, knowledge: Knowledge) -> str | None:
    return value if isinstance(value, str) and value in knowledge.outcomes else None


def _weeks(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value <= MAX_WEEKS else None


def _extra(variant: Any, also: Any, short: Any, knowledge: Knowledge) -> tuple[str, str | None, bool]:
    known_also = also if isinstance(also, str) and also in knowledge.intents else None
    known = isinstance(variant, str) and (variant in VARIANTS or personal_reply(variant, knowledge) is not None)
    return variant if known else "", known_also, short == 1


def _verdict(rest: list[Any]) -> Verdict:
    """The last member of a turn; pages that were made by an earlier version have none."""
    match rest:
        case [int(n)] if 0 <= n < len(VERDICTS):
            return VERDICTS[n]
    return ""


def _with(decision: Decision, variant: str, also: str | None, short: bool) -> Decision:
    return Decision(decision.kind, decision.intents, decision.slots, decision.notices, variant, also, short)
