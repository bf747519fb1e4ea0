"""Every text of the knowledge base, one by one, with the place it comes from. Checks and proofs walk this."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.model.knowledge import LOCALES, Answer, ContactLabels, FixedReply, Hedge, Knowledge, Locale, SubjectWords
from bot.model.spans import Spans, Text

REPLIES = (
    "personal-advice", "emergency", "overdose", "crisis", "clarify", "fallback", "withdrawn",
    "too-long", "empty",
    "smalltalk-hello", "smalltalk-thanks", "smalltalk-bye", "smalltalk-ok",
)  # fmt: skip
"""The fixed replies that every content needs, beside one for each topic of personal advice."""
SIGNED = ("reviewed", "reviewed_before")
"""Texts that name who signed a reply, and when."""


@dataclass(frozen=True, slots=True)
class ContentText:
    """A text, where it stands, its language, the intent it belongs to (if any) and its hedge."""

    path: str
    where: tuple[str | int, ...]
    locale: Locale
    spans: Spans
    intent: str | None = None
    hedge: Hedge = "none"

    @property
    def prose(self) -> str:
        """The text spans alone, joined by a blank where another span stands."""
        return " ".join(span.text for span in self.spans if isinstance(span, Text))


def needed_replies(knowledge: Knowledge) -> tuple[str, ...]:
    """Names of the fixed replies that this content needs."""
    first, *others = REPLIES
    return (first, *(f"personal-{topic}" for topic in knowledge.lexicon.safety.personal.topics), *others)


def texts(knowledge: Knowledge) -> Iterator[ContentText]:
    """All texts that a reply can show, in all languages."""
    for locale in LOCALES:
        content = knowledge.locales[locale]
        for intent, answer in content.answers.items():
            group = knowledge.intents[intent].group if intent in knowledge.intents else "common"
            yield from _answer(answer, f"answers/{locale}/{group}.yaml", locale, intent)
        yield from _common(knowledge, locale)
        for index, term in enumerate(content.glossary):
            yield ContentText(f"answers/{locale}/glossary.yaml", ("glossary", index, "text"), locale, term.text)


def _answer(answer: Answer, path: str, locale: Locale, intent: str) -> Iterator[ContentText]:
    where = ("answers", intent)
    yield ContentText(path, (*where, "question"), locale, answer.question, intent)
    yield ContentText(path, (*where, "summary"), locale, answer.summary, intent)
    for index, point in enumerate(answer.points):
        yield ContentText(path, (*where, "points", index, "text"), locale, point.text, intent, point.hedge)
    for index, line in enumerate(answer.for_doctor):
        yield ContentText(path, (*where, "for_doctor", index), locale, line, intent)


def _common(knowledge: Knowledge, locale: Locale) -> Iterator[ContentText]:
    content, path = knowledge.locales[locale], f"answers/{locale}/common.yaml"
    for key in ("cautions", "notices"):
        for id, spans in getattr(content, key).items():
            yield ContentText(path, (key, id), locale, spans)
    yield ContentText(path, ("disclaimer",), locale, content.disclaimer)
    for key in ("not_reviewed", *SIGNED):
        yield ContentText(path, (key,), locale, getattr(content, key))
    for id, reply in content.replies.items():
        yield from _reply(reply, path, locale, id)
    labels = content.labels
    for name in ("reported", "unreported", "never_reported"):
        yield ContentText(path, ("labels", name), locale, getattr(labels, name))
    for name in ContactLabels.model_fields:
        yield ContentText(path, ("labels", "contact", name), locale, getattr(labels.contact, name))
    for name in SubjectWords.model_fields:
        yield ContentText(path, ("subject", name), locale, getattr(content.subject, name))
    for name in ("outcomes", "measures", "better", "sections", "groups", "roles", "read"):
        for id, label in getattr(labels, name).items():
            yield ContentText(path, ("labels", name, id), locale, (Text(label),))


def _reply(reply: FixedReply, path: str, locale: Locale, id: str) -> Iterator[ContentText]:
    yield ContentText(path, ("replies", id, "title"), locale, reply.title)
    yield ContentText(path, ("replies", id, "summary"), locale, reply.summary)
    for key in ("points", "for_doctor"):
        for index, spans in enumerate(getattr(reply, key)):
            yield ContentText(path, ("replies", id, key, index), locale, spans)
