"""Signatures: each is for an answer that exists, stands once, and has days in their order."""

from collections.abc import Iterator

from bot.content.files import REVIEWS, ReviewsFile
from bot.content.texts import SIGNED, needed_replies, texts
from bot.model.knowledge import Knowledge
from bot.model.review import Answered
from bot.model.spans import ReviewedOn, Reviewer

Finding = tuple[str, tuple[str | int, ...], str, str]
_REFUSALS = ("too-long", "empty")
"""Texts beside the box, which are no replies."""


def signable(knowledge: Knowledge) -> tuple[str, ...]:
    """What can be signed: every question, then every fixed reply, in the order of the content."""
    return (*knowledge.intents, *(name for name in needed_replies(knowledge) if name not in _REFUSALS))


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Every signature that belongs to nothing, stands twice or is due before it was made; misplaced placeholders."""
    entry = knowledge.entries.get(REVIEWS)
    known, seen = set(signable(knowledge)), set[Answered]()
    for index, signed in enumerate(entry.reviews if isinstance(entry, ReviewsFile) else ()):
        where = ("reviews", index)
        if signed.answer not in known:
            message = f"no question and no fixed reply {signed.answer!r}; remove this signature"
            yield REVIEWS, (*where, "answer"), "reference", message
        if (signed.answer, signed.locale) in seen:
            message = f"{signed.answer} ({signed.locale}) is signed twice; keep the newer signature"
            yield REVIEWS, where, "duplicate-id", message
        if signed.review_due and signed.review_due <= signed.reviewed_on:
            yield REVIEWS, (*where, "review_due"), "review", "must be later than reviewed_on"
        seen.add((signed.answer, signed.locale))
    for text in texts(knowledge):
        if text.where[0] not in SIGNED and any(isinstance(span, Reviewer | ReviewedOn) for span in text.spans):
            message = "{reviewer} and {reviewed-on} may stand only in `reviewed` and `reviewed_before`"
            yield text.path, text.where, "reference", message
