"""A reply as data, in the shape of the API contract. The terminal's `--json` prints the same."""

from decimal import Decimal
from typing import Any

from bot.model.knowledge import Figure, Knowledge, Locale
from bot.model.turn import Citation, Offer, Reply, Slots, part
from bot.rendering.plain import emergency_line, notice_text, reply_text, spans_text


def reply_data(reply: Reply, knowledge: Knowledge, context: str) -> dict[str, Any]:
    """The JSON object of a reply. Numbers are strings as printed; absent values are null."""
    locale, signed = reply.locale, reply.review.signature
    return {
        "kind": reply.kind,
        "intent": reply.intent,
        "locale": locale,
        "slots": slots_data(reply.slots),
        "understood_as": spans_text(reply.understood_as, locale) or None,
        "text": reply_text(reply),
        "figures": [_figure(figure) for figure in reply.figures],
        "citations": [_citation(citation, reply) for citation in reply.citations],
        "candidates": [_offer(offer, reply) for offer in reply.candidates],
        "suggestions": [_offer(offer, reply) for offer in reply.suggestions],
        "notices": [{"id": n.id, "text": notice_text(n, knowledge, locale)} for n in reply.notices],
        "contact": contact_data(knowledge, locale) if part(reply, "contacts") else None,
        "disclaimer": spans_text(reply.disclaimer, locale),
        "review": spans_text(reply.review.words, locale),
        "review_state": reply.review.state,
        "reviewed_by": signed.reviewed_by if signed else None,
        "reviewed_on": signed.reviewed_on.isoformat() if signed else None,
        "emergency": emergency_line(knowledge, locale),
        "content_version": reply.content_version,
        "context": context,
    }


def slots_data(slots: Slots) -> dict[str, Any]:
    """The slots that are set."""
    pairs = {"outcome": slots.outcome, "weeks": slots.weeks}
    return {key: value for key, value in pairs.items() if value is not None}


def contact_data(knowledge: Knowledge, locale: Locale) -> dict[str, Any]:
    """How the clinic is reached, as its site file says; what it leaves out is null."""
    clinic, details = knowledge.clinic, knowledge.clinic.contact
    return {
        "name": clinic.say(clinic.name, locale) if clinic.name else None,
        "phone": details.phone,
        "email": details.email,
        "address": clinic.say(details.address, locale) if details.address else None,
        "hours": [clinic.say(hours, locale) for hours in details.hours],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "outcome": figure.outcome,
        "measure": figure.measure,
        "estimate": _number(figure.estimate),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "level": _number(figure.level),
        "weeks": figure.weeks,
        "sources": list(figure.sources),
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _citation(citation: Citation, reply: Reply) -> dict[str, Any]:
    return {
        "n": citation.n,
        "source": citation.source,
        "title": citation.title,
        "url": citation.url,
        "locator": citation.locator,
        "attributed_to": citation.attributed_to,
        "role": citation.role,
        "read": citation.read,
        "note": spans_text(citation.note, reply.locale) or None,
    }


def _offer(offer: Offer, reply: Reply) -> dict[str, Any]:
    return {"intent": offer.intent, "question": spans_text(offer.question, reply.locale)}
