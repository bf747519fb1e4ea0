"""Parity by claim: the three languages hold the same points, placeholders, hedges, cautions and order."""

from collections import Counter
from collections.abc import Iterator

from bot.content.texts import ContentText, texts
from bot.model.knowledge import LOCALES, Answer, Knowledge, Locale
from bot.model.spans import Span, Text, written
from bot.model.told import Told

Finding = tuple[str, tuple[str | int, ...], str, str]


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Every difference of the Chinese files from the English ones."""
    yield from _points(knowledge)
    yield from _replies(knowledge)
    yield from _placeholders(knowledge)


def _points(knowledge: Knowledge) -> Iterator[Finding]:
    for intent_id, english in knowledge.locales["en"].answers.items():
        for locale in LOCALES[1:]:
            answer = knowledge.locales[locale].answers.get(intent_id)
            if answer is None or intent_id not in knowledge.intents:
                continue
            path = f"answers/{locale}/{knowledge.intents[intent_id].group}.yaml"
            if _claims(answer) != _claims(english):
                message = f"{intent_id}: point ids, parts, hedges and order must be those of the English file"
                yield path, ("answers", intent_id, "points"), "parity", message
            if len(answer.for_doctor) != len(english.for_doctor):
                message = f"{intent_id}: as many questions for the doctor as in English ({len(english.for_doctor)})"
                yield path, ("answers", intent_id, "for_doctor"), "parity", message


def _replies(knowledge: Knowledge) -> Iterator[Finding]:
    for id, english in knowledge.locales["en"].replies.items():
        for locale in LOCALES[1:]:
            reply = knowledge.locales[locale].replies.get(id)
            if reply is not None and reply.cautions != english.cautions:
                message = f"{id}: the cautions must be those of the English file"
                yield f"answers/{locale}/common.yaml", ("replies", id, "cautions"), "parity", message


def _claims(answer: Answer) -> list[tuple[str, str, str]]:
    return [(point.id, point.part, point.hedge) for point in answer.points]


def _placeholders(knowledge: Knowledge) -> Iterator[Finding]:
    by_place: dict[tuple[str, tuple[str | int, ...]], dict[str, ContentText]] = {}
    for text in texts(knowledge):
        place = text.path.replace(f"answers/{text.locale}/", "", 1), text.where
        by_place.setdefault(place, {})[text.locale] = text
    for (file, where), versions in by_place.items():
        present = next(iter(versions.values()))
        # An answer that a language does not have at all is a finding of its own, once and in the file where it belongs.
        spoken = [locale for locale in LOCALES if _has_answer(present.intent, locale, knowledge)]
        missing = [locale for locale in spoken if locale not in versions]
        if missing:
            message = f"missing in {', '.join(missing)}; the three languages hold the same texts"
            yield present.path, where, "parity", message
            continue
        if "en" not in versions:
            continue
        wanted = _marks(versions["en"])
        for locale in (one for one in LOCALES[1:] if one in versions):
            marks = _marks(versions[locale])
            if marks != wanted:
                missing_here, only_here = _names(wanted - marks), _names(marks - wanted)
                message = f"placeholders differ from answers/en/{file}: missing here: {missing_here}; "
                said = f"{message}here and not in English: {only_here}"
                told = Told("placeholders", said, missing=_names(wanted - marks, ""), more=_names(marks - wanted, ""))
                yield versions[locale].path, where, "parity", told


def _has_answer(intent: str | None, locale: Locale, knowledge: Knowledge) -> bool:
    return intent is None or intent in knowledge.locales[locale].answers


def _marks(text: ContentText) -> Counter[Span]:
    return Counter(span for span in text.spans if not isinstance(span, Text))


def _names(marks: Counter[Span], none: str = "none") -> str:
    return ", ".join(written(span) + (f" ×{count}" if count > 1 else "") for span, count in marks.items()) or none
