"""The safety lexicon, compiled once: phrases of signs and frames, and an index from their words to candidates."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from bot.model.safety_lexicon import FrameFile, Negation, PersonalFile, RedFlagFile, SafetyLexicon, Sign
from bot.safety.listener import Listener
from bot.safety.notation import SIGN, Parts, Phrase, compile_phrase, fold_parts, plain, plain_all, words_in
from bot.safety.phrases import Book, Phrases, Shelf
from bot.safety.premises import Premises, compile_premises
from bot.safety.writing import Writing, compile_writing
from bot.text.scripts import has_han

Needs = Literal["", "person", "kin"]
Level = Literal["emergency", "overdose", "crisis", "same-day"]


@dataclass(frozen=True, slots=True, eq=False)
class SignPhrase:
    """One way to name a sign; `needs` says which subject it takes to count."""

    sign: Sign
    phrase: Phrase
    needs: Needs
    level: Level


@dataclass(frozen=True, slots=True)
class SignPhrases:
    """All ways to name signs, and what each stands for."""

    phrases: Phrases
    entries: Mapping[Phrase, SignPhrase]


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames, each a list of phrases by key."""

    persons: Phrases
    not_persons: Phrases
    asking: Phrases
    alone: Phrases
    conjunctions: Phrases
    subjects: Phrases
    now: Phrases
    older: Phrases
    dates: Phrases
    """Those of them that are a whole clause: it dates the one before it."""
    again: Phrases
    begun: Phrases
    sudden: Phrases
    unceasing: Phrases
    back_reference: Phrases
    explained: Phrases
    study: Phrases
    quoted: Phrases
    examples: Phrases
    infusion: Phrases
    in_care: Phrases
    still: Phrases
    education: Phrases
    questions: Phrases
    hypothetical: Phrases
    foreseen: Phrases
    supposed: Phrases
    terms: Phrases
    intention: Phrases
    crisis_education: Phrases
    crisis_denied: Phrases
    not_negation: Phrases
    negation: re.Pattern[str]
    negating: frozenset[str]
    """Words and characters of which one occurs in every negation."""
    joiner: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PersonalPatterns:
    """Requests for personal advice, by key."""

    always: Phrases
    with_person: Phrases
    values: Phrases
    research: Phrases
    never: Phrases
    topics: tuple[tuple[str, Phrases], ...]
    """What a request is about, in the order in which the topics are tried."""


@dataclass(frozen=True, slots=True)
class CompiledSafety:
    """Everything the screen needs."""

    book: Book
    """All lists of phrases that follow."""
    writing: Writing
    signs: SignPhrases
    across: SignPhrases
    """Signs that may reach from one clause into the next."""
    look_alikes: Phrases
    topics: Phrases
    frames: Frames
    personal: PersonalPatterns
    premises: Premises
    listener: Listener | None


def compile_lexicon(lexicon: SafetyLexicon, listener: Listener | None = None) -> CompiledSafety:
    """Compile the word lists of the safety screen, and put the listener beside them where one has been learnt.

    Raises:
        ValueError: a phrase that names an unknown part or has no word that must occur.
    """
    flags, frames, personal = lexicon.redflags, lexicon.frames, lexicon.personal
    parts = fold_parts({**flags.parts, **frames.parts, **personal.parts}, lexicon.known)
    forms = plain_all(_phrases_of(lexicon), lexicon.known)
    book = Book()
    of_every_text = partial(book.of_every_text.compile, parts=parts, forms=forms)
    of_some = partial(book.of_some.compile, parts=parts, forms=forms)
    before = (*frames.negation.before, *frames.negation.between)
    words = words_in(forms.values(), parts) | words_in(map(plain, before), parts)
    safety = CompiledSafety(
        book=book,
        writing=compile_writing(flags, frozenset(words), _targets(flags, parts, forms)),
        signs=_signs(flags.signs, parts, forms, book.of_every_text),
        across=_across(flags.signs, parts, forms, book.of_every_text),
        look_alikes=of_some(flags.look_alikes),
        topics=of_every_text(flags.topics),
        frames=_frames(frames, parts, forms, book),
        personal=PersonalPatterns(
            **{name: of_every_text(getattr(personal, name)) for name in _lists(PersonalFile)},
            topics=tuple((topic, of_some(phrases)) for topic, phrases in personal.topics.items()),
        ),
        premises=compile_premises(lexicon.premises, book.of_every_text, lexicon.known),
        listener=listener,
    )
    book.index()
    return safety


def _phrases_of(lexicon: SafetyLexicon) -> Iterator[str]:
    """Every phrase of the three files, as written."""
    flags, frames, personal = lexicon.redflags, lexicon.frames, lexicon.personal
    yield from flags.look_alikes
    yield from flags.topics
    for sign in flags.signs:
        yield from (*sign.en, *sign.zh, *sign.emergency, *sign.person, *sign.kin, *sign.across)
    for name in (*_lists(FrameFile), *_lists(PersonalFile)):
        yield from getattr(frames if name in FrameFile.model_fields else personal, name)
    yield from frames.negation.not_negation
    for phrases in personal.topics.values():
        yield from phrases


def _lists(file: type[FrameFile | PersonalFile]) -> tuple[str, ...]:
    return tuple(name for name in file.model_fields if name not in ("parts", "negation", "topics"))


def _targets(flags: RedFlagFile, parts: Parts, forms: Mapping[str, str]) -> set[str]:
    """The Latin words of danger signs: only these are what a typing error may stand for."""
    written = (p for sign in flags.signs for p in (*sign.en, *sign.emergency, *sign.person, *sign.kin))
    return words_in((forms[phrase] for phrase in written), parts)


def _signs(signs: Iterable[Sign], parts: Parts, forms: Mapping[str, str], shelf: Shelf) -> SignPhrases:
    entries: list[SignPhrase] = []
    for sign in signs:
        groups: tuple[tuple[Needs, Level, tuple[str, ...]], ...] = (
            ("", sign.level, (*sign.en, *sign.zh)),
            ("", "emergency", sign.emergency),
            ("person", sign.level, sign.person),
            ("kin", sign.level, sign.kin),
        )
        for needs, level, phrases in groups:
            entries += [SignPhrase(sign, compile_phrase(p, parts, forms[p]), needs, level) for p in phrases]
    return _sign_phrases(entries, shelf)


def _across(signs: Iterable[Sign], parts: Parts, forms: Mapping[str, str], shelf: Shelf) -> SignPhrases:
    written = [(sign, phrase) for sign in signs for phrase in sign.across]
    return _sign_phrases(
        [SignPhrase(sign, compile_phrase(p, parts, forms[p]), "", sign.level) for sign, p in written], shelf
    )


def _sign_phrases(entries: Iterable[SignPhrase], shelf: Shelf) -> SignPhrases:
    by_phrase = {entry.phrase: entry for entry in entries}
    return SignPhrases(shelf.add(by_phrase), by_phrase)


def _frames(file: FrameFile, parts: Parts, forms: Mapping[str, str], book: Book) -> Frames:
    every, some = book.of_every_text, book.of_some
    others = (name for name in _lists(FrameFile) if name != "conjunctions")
    lists = {name: some.compile(getattr(file, name), parts, forms) for name in others}
    before = [plain(word) for word in file.negation.before]
    return Frames(
        **lists,
        # What cuts a text into clauses.
        conjunctions=every.compile(file.conjunctions, parts, forms),
        dates=every.add(phrase for phrase in lists["older"].every if phrase.whole),
        not_negation=some.compile(file.negation.not_negation, parts, forms),
        negation=_negation(file.negation),
        negating=frozenset(word.split()[0] if word.isascii() else word[0] for word in before),
        joiner=re.compile(f"(?:{_words(file.negation.joiners)})"),
    )


def _negation(negation: Negation) -> re.Pattern[str]:
    """A negation at once before the sign, with nothing but small words between."""
    english = _any(plain(w) for w in negation.before if not has_han(w))
    chinese = _any(plain(w) for w in negation.before if has_han(w))
    small_en = _any(plain(w) for w in negation.between if not has_han(w))
    small_zh = _any(plain(w) for w in negation.between if has_han(w))
    return re.compile(
        f"(?<![a-z])(?:{english}) (?:(?:{small_en}) ){{0,4}}{SIGN}|(?:{chinese})(?:{small_zh}){{0,2}} ?{SIGN}"
    )


def _any(patterns: Iterable[str]) -> str:
    """Any of them; nothing at all where there are none, for an empty choice would be found everywhere."""
    return "|".join(patterns) or "(?!)"


def _words(words: Iterable[str]) -> str:
    return _any(re.escape(plain(w)) for w in sorted(words, key=len, reverse=True))
