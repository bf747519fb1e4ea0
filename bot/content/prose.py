"""What prose may not hold: numbers, words that sell, a missing hedge, a bare yes or no, half-width punctuation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.content.texts import ContentText, texts
from bot.model.editorial_lexicon import EditorialLexicon, WordList
from bot.model.knowledge import Knowledge
from bot.model.spans import Text
from bot.model.told import Told
from bot.text.normalise import to_simplified
from bot.text.scripts import HAN

Finding = tuple[str, tuple[str | int, ...], str, str]

_DIGIT = r"[\d%‰％²³¹⁰-⁹₀-₉①-⑳Ⅰ-ⅿ½⅓¼¾]"
_NUMBER = re.compile(rf"{_DIGIT}+(?:[.,:：．]{_DIGIT}+)*")
_ENGLISH_YES_NO = "yes|no|yeah|nope|of course|certainly|definitely|absolutely|sure|indeed|correct"
_CHINESE_YES_NO = (
    r"(?:是的|不是|是|不|有|没有|能|不能|会|不会|可以|不可以|对|不对|对的|没错|当然|肯定|一定|行|不行)[，。！、；：]"
    r"|(?:当然|肯定|确实|的确)(?:可以|不|能|会|有|没|是|安全|有效)"
)
_YES_NO = re.compile(rf"(?i)^\W*(?:(?:{_ENGLISH_YES_NO})\b|{_CHINESE_YES_NO})")
_YES_NO_ALONE = re.compile(rf"(?i)^\W*(?:(?:{_ENGLISH_YES_NO})\s*[,.!:;–—]|{_CHINESE_YES_NO})")
"""Points may begin with "No serious harm was reported"; a "No." of its own is an answer there as well."""
_HALF_WIDTH = re.compile(f"[{HAN}][,.;:?!()\"'~]|[,;:?!()\"'~][{HAN}]")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？；;])\s*")


@dataclass(frozen=True)
class Words:
    """Word lists of the editorial lexicon as patterns."""

    lexicon: EditorialLexicon

    @cached_property
    def numbers(self) -> re.Pattern[str]:
        """Number words."""
        return word_pattern(self.lexicon.numbers)

    @cached_property
    def number_phrases(self) -> re.Pattern[str]:
        """Set words that hold a numeral and count nothing."""
        return word_pattern(self.lexicon.number_phrases)

    @cached_property
    def hedges(self) -> re.Pattern[str]:
        """Words that hedge."""
        return word_pattern(self.lexicon.hedges)

    @cached_property
    def selling(self) -> re.Pattern[str]:
        """Words that sell."""
        return word_pattern(self.lexicon.selling)

    @cached_property
    def denials(self) -> re.Pattern[str]:
        """Words that deny."""
        return word_pattern(self.lexicon.denials)

    def number_in(self, prose: str) -> str | None:
        """The first number of a prose text, whole, or None. Names with digits are spans, not prose."""
        digits = _NUMBER.search(prose)
        if digits:
            return digits[0]
        # Script and set words give way character for character, so that the number is quoted as it was written.
        simplified = to_simplified(prose)
        plain = self.number_phrases.sub(lambda phrase: " " * len(phrase[0]), simplified)
        word = self.numbers.search(plain)
        if word is None:
            return None
        quoted = prose if len(simplified) == len(prose) else plain
        end = word.end()
        while further := self.numbers.match(plain, end + (plain[end : end + 1] in ("-", " "))):
            end = further.end()
        return quoted[word.start() : end]


def word_pattern(words: WordList) -> re.Pattern[str]:
    """One pattern for a word list: English at word borders and in any case, Chinese anywhere, in simplified script."""
    english = "|".join(re.escape(word) for word in sorted(words.en, key=len, reverse=True))
    chinese = "|".join(re.escape(to_simplified(word)) for word in sorted(words.zh, key=len, reverse=True))
    parts = ([rf"\b(?:{english})\b"] if english else []) + ([chinese] if chinese else [])
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Every sentence that breaks a content rule of prose."""
    words = Words(knowledge.lexicon.editorial)
    for text in texts(knowledge):
        for rule, message in _findings(text, words):
            yield text.path, text.where, rule, message


def undenied(prose: str, claims: re.Pattern[str], denials: re.Pattern[str]) -> Iterator[str]:
    """The claim of each sentence that makes one and does not deny it. Chinese is read in simplified script."""
    for sentence in _SENTENCE_END.split(to_simplified(prose)):
        claim = claims.search(sentence)
        if claim and not denials.search(sentence):
            yield claim[0]


def _findings(text: ContentText, words: Words) -> Iterator[tuple[str, str]]:
    for span in text.spans:
        number = words.number_in(span.text) if isinstance(span, Text) else None
        if number:
            said = f"{number!r} is a number in prose; every number is a figure: {{figure:ID}}"
            yield "number-in-text", Told("number", said, number=number)
    for sold in undenied(text.prose, words.selling, words.denials):
        said = f"{sold!r} sells; say what was found, or deny it in the same sentence"
        yield "selling-word", Told("selling", said, word=sold)
    if text.hedge == "may" and not words.hedges.search(to_simplified(text.prose)):
        said = "the point is marked `hedge: may`, but the sentence does not say may / 可能"
        yield "hedge", Told("hedge", said)
    begins = _YES_NO if text.where[-1] == "summary" else _YES_NO_ALONE
    if text.intent and begins.match(to_simplified(text.prose)):
        said = "begins with yes or no; an answer must be true whichever way the question was put"
        yield "yes-no", Told("yes-no", said)
    if text.locale != "en" and _HALF_WIDTH.search(text.prose):
        said = "half-width punctuation beside a Chinese character; use ，。：；？！（）"
        yield "punctuation", Told("punctuation", said)
