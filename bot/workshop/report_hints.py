"""Where an editor may change something about a reply that was not right."""

from bot.conversation.respond import SCREENED
from bot.matching.explain import Explained
from bot.workshop.metrics import Result
from bot.workshop.report_reasons import Reasons, named

_KINDS = {
    "personal_advice": "It was not seen as a request for personal advice; those words are in lexicon/personal.yaml.",
    "smalltalk": "Examples of small talk are in utterances/smalltalk.yaml.",
    "fallback": "If it is about nothing of ours, an example like it in utterances/out_of_scope.yaml helps.",
}
"""For cases whose right reply has no intent."""


def hint(result: Result, found: Reasons) -> str:
    """What decided, and the file it stands in. A pointer, not a verdict: the case may be wrong."""
    if result.accurate:
        return _beside(result)
    if found.trace.stage == SCREENED:
        return (
            "The safety screen decided, before anything was ranked: lexicon/redflags.yaml, frames.yaml, personal.yaml."
        )
    if result.is_danger:
        return "The safety screen let it through: lexicon/redflags.yaml and lexicon/frames.yaml."
    if found.explanation is None:
        return "Nothing was ranked: the text is empty, or too long."
    if found.trace.gates:
        return "A gate overruled the ranking: lexicon/foreign.yaml, or the redirects in lexicon/matching.yaml."
    if found.trace.stage.startswith("follow-up"):
        return "It was completed from the turn before: `followup` in lexicon/slots.yaml."
    right = [one for one in found.explanation.explained if one.intent in result.expected.intents]
    if right:
        return _ranked(right[0], found)
    return next((_KINDS[kind] for kind in result.expected.kinds if kind in _KINDS), "")


def _beside(result: Result) -> str:
    """The reply is right, and something that belongs to it is not."""
    if result.names_slots and not result.slots_fit:
        return "The question was understood; its outcome or weeks were not: lexicon/slots.yaml."
    return "The emergency line is missing beside the reply: lexicon/redflags.yaml and lexicon/frames.yaml."


def _ranked(right: Explained, found: Reasons) -> str:
    assert found.explanation is not None
    leader = found.explanation.candidates[0].intent
    if leader == right.intent:
        return f"{right.intent} leads, but not clearly enough. More examples like this one under it help."
    advice = (
        f"{named(leader)} leads; {right.intent} comes {right.rank}. An example like this one under {right.intent} helps"
    )
    return f"{advice}; see also whether the nearest example of {named(leader)} belongs there."
