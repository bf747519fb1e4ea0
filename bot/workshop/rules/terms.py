"""Medical words and abbreviations that a reader meets without an explanation."""

import re
from collections.abc import Iterator

from bot.content.prose import word_pattern
from bot.content.texts import ContentText, texts
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.told import Told
from bot.model.wording_lexicon import WordingLexicon
from bot.rendering.glossing import Glossary
from bot.workshop.rules.chinese import converted
from bot.workshop.rules.material import Found, Material
from bot.workshop.rules.shown import prose_of

_ABBREVIATION = re.compile(r"(?<![A-Za-z])(?=[A-Za-z-]*[A-Z][A-Za-z-]*[A-Z])[A-Za-z][A-Za-z-]*(?![A-Za-z])")


def check(material: Material) -> Iterator[Found]:
    """Each such word once for each language, at the first place where it stands."""
    wording = material.wording
    for locale in LOCALES:
        met: set[str] = set()
        for text, word in _unexplained(material.knowledge, locale, wording):
            if word.lower() not in met:
                met.add(word.lower())
                message = f"{word!r} has no entry in answers/{locale}/glossary.yaml"
                yield Found(text.path, text.where, "unexplained-term", Told("unexplained", message, word=word), word)


def _unexplained(knowledge: Knowledge, locale: Locale, wording: WordingLexicon) -> Iterator[tuple[ContentText, str]]:
    glossary = Glossary(knowledge.locales[locale].glossary)
    everyday = word_pattern(wording.everyday)
    searches = [_ABBREVIATION, word_pattern(wording.terms)]
    if locale == "en" and wording.endings:
        searches.append(re.compile(rf"(?i)\b[a-z-]+(?:{'|'.join(wording.endings)})\b"))
    for text in texts(knowledge):
        if text.locale != locale or text.path.endswith("/glossary.yaml"):
            continue
        prose = prose_of(text.spans)
        explained = [match.span() for match in glossary.pattern.finditer(prose.lower())]
        # One script for one list of words: characters are replaced one by one, so that places stay what they are.
        read = prose if locale == "en" else "".join(converted(character, "t2s") for character in prose)
        for search in searches:
            for match in search.finditer(read):
                start, end = match.span()
                inside = any(first <= start and end <= last for first, last in explained)
                if not inside and not everyday.fullmatch(match[0]):
                    yield text, prose[start:end]
