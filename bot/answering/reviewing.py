"""Whether a clinician has signed what a reply says, and the words that tell its reader so."""

from bot.answering.reading import reading
from bot.model.knowledge import Knowledge, Locale
from bot.model.review import Review, Signature
from bot.model.spans import Date, Name, ReviewedOn, Reviewer, Span, Spans


def review_of(answer: str, locale: Locale, knowledge: Knowledge) -> Review:
    """The review of an answer (id of a question, or name of a fixed reply) as it is now.

    Depends on the content alone, not on the day: that a text should be read again concerns those who keep it.
    """
    content = knowledge.locales[locale]
    signed = knowledge.signatures.get((answer, locale))
    if signed is None:
        return Review("unsigned", content.not_reviewed)
    if signed.reading == reading(answer, locale, knowledge):
        return Review("signed", _filled(content.reviewed, signed), signed)
    return Review("stale", _filled(content.reviewed_before, signed), signed)


def _filled(template: Spans, signed: Signature) -> Spans:
    def fill(span: Span) -> Span:
        match span:
            case Reviewer():
                return Name(signed.reviewed_by)
            case ReviewedOn():
                return Date(signed.reviewed_on.year, signed.reviewed_on)
        return span

    return tuple(map(fill, template))
