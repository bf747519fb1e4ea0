"""What an answer is, for search engines: schema.org's MedicalWebPage, as a data block that runs nothing."""

from typing import Any

from bot.model.knowledge import Knowledge
from bot.model.turn import Reply
from bot.rendering.html import announced, spans_words

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def answer_data(reply: Reply, knowledge: Knowledge, url: str | None) -> dict[str, Any]:
    """The page of an answer as schema.org's MedicalWebPage.

    `url` is its full address where the public one is known. `reviewedBy` stands only where a clinician has signed
    exactly what the answer says now.
    """
    locale, figures = reply.locale, knowledge.figures
    question = spans_words(reply.understood_as, locale=locale, figures=figures)
    text = spans_words(announced(reply), locale=locale, figures=figures)
    return (
        {
            "@context": "https://schema.org",
            "@type": "MedicalWebPage",
            "name": question,
            "description": text,
            "inLanguage": locale,
            "isAccessibleForFree": True,
            "license": LICENCE,
            "version": reply.content_version,
            "audience": {"@type": "PeopleAudience", "audienceType": "Patient"},
            "mainEntity": {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": text},
            },
            "citation": [
                {"@type": "CreativeWork", "name": title} | ({"url": address} if address else {})
                for title, address in dict.fromkeys((citation.title, citation.url) for citation in reply.citations)
            ],
        }
        | ({"url": url} if url else {})
        | _reviewed(reply)
    )


def _reviewed(reply: Reply) -> dict[str, Any]:
    signed = reply.review.signature
    if reply.review.state != "signed" or signed is None:
        return {}
    reviewer = {"@type": "Person", "name": signed.reviewed_by}
    return {"reviewedBy": reviewer, "lastReviewed": signed.reviewed_on.isoformat()}
