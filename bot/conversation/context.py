"""The context token: the state of the last turn, carried by the client. The server keeps nothing between turns."""

import base64
import binascii
import json
from typing import Any

from bot.model.knowledge import Knowledge
from bot.model.turn import Context, Slots

MAX_BYTES = 512
MAX_OFFERS = 4
MAX_WEEKS = 520


def encode(context: Context, knowledge: Knowledge) -> str:
    """A context as opaque text of at most 512 bytes, bound to the content version."""
    offers = list(context.offers[:MAX_OFFERS])
    state = [knowledge.version, context.intent, _pair(context.slots), offers, _pair(context.asked)]
    return base64.urlsafe_b64encode(json.dumps(state, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(token: str | None, knowledge: Knowledge) -> Context:
    """The context of a token; an empty one for anything invalid, too long or of another content version."""
    if not token or len(token) > MAX_BYTES or not token.isascii():
        return Context()
    try:
        state = json.loads(base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return Context()
    return _checked(state, knowledge)


def _checked(state: Any, knowledge: Knowledge) -> Context:
    match state:
        case [str(version), intent, slots, list(offers), asked] if version == knowledge.version:
            known = knowledge.intents.keys()
            sound = (
                (intent is None or (isinstance(intent, str) and intent in known))
                and len(offers) <= MAX_OFFERS
                and all(isinstance(offer, str) and offer in known for offer in offers)
            )
            if sound and _sound(slots, knowledge) and _sound(asked, knowledge):
                return Context(intent, Slots(*slots), tuple(offers), Slots(*asked))
    return Context()


def _pair(slots: Slots) -> list[str | int | None]:
    return [slots.outcome, slots.weeks]


def _sound(slots: Any, knowledge: Knowledge) -> bool:
    match slots:
        case [outcome, weeks]:
            return (outcome is None or (isinstance(outcome, str) and outcome in knowledge.outcomes)) and (
                weeks is None or (type(weeks) is int and 0 <= weeks <= MAX_WEEKS)
            )
    return False
