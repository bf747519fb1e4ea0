"""The safety lexicon, compiled once: patterns of signs and frames, and an index from their words to candidates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.model.safety_lexicon import FrameFile, Negation, SafetyLexicon, Sign
from bot.safety.notation import SIGN, Parts, Phrase, compile_any, compile_phrase, fold_parts, plain, words_of
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
class Phrases:
    """A long list of phrases, by key: only those are tried of which a word occurs."""

    index: Mapping[str, tuple[Phrase, ...]]

    def among(self, keys: set[str]) -> Iterable[Phrase]:
        """The phrases that a text with these keys can hold, each once."""
        return dict.fromkeys(phrase for key in sorted(keys & self.index.keys()) for phrase in self.index[key])

    def search(self, text: str, keys: set[str]) -> re.Match[str] | None:
        """The first phrase that fits; `keys` are those of the text, or more."""
        return next((hit for phrase in self.among(keys) if (hit := phrase.pattern.search(text))), None)


@dataclass(frozen=True, slots=True)
class Frames:
    """One pattern per frame; the long lists of phrases by key."""

    persons: re.Pattern[str]
    not_persons: re.Pattern[str]
    asking: re.Pattern[str]
    alone: re.Pattern[str]
    conjunctions: re.Pattern[str]
    subjects: re.Pattern[str]
    now: Phrases
    older: Phrases
    again: re.Pattern[str]
    sudden: re.Pattern[str]
    unceasing: re.Pattern[str]
    back_reference: re.Pattern[str]
    examples: re.Pattern[str]
    infusion: re.Pattern[str]
    in_care: Phrases
    still: re.Pattern[str]
    education: Phrases
    hypothetical: Phrases
    supposed: re.Pattern[str]
    intention: re.Pattern[str]
    crisis_education: re.Pattern[str]
    crisis_denied: re.Pattern[str]
    negation: re.Pattern[str]
    not_negation: re.Pattern[str]
    joiner: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PersonalPatterns:
    """Requests for personal advice, by key."""

    always: Mapping[str, tuple[Phrase, ...]]
    with_person: Mapping[str, tuple[Phrase, ...]]
    never: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CompiledSafety:
    """Everything the screen needs."""

    writing: Writing
    signs: Mapping[str, tuple[SignPhrase, ...]]
    across: Mapping[str, tuple[SignPhrase, ...]]
    """Signs that may reach from one clause into the next."""
    look_alikes: Phrases
    topics: Mapping[str, tuple[Phrase, ...]]
    frames: Frames
    personal: PersonalPatterns


def compile_lexicon(lexicon: SafetyLexicon) -> CompiledSafety:
    """Compile the word lists.

    Raises:
        ValueError: a phrase that names an unknown part or has no word that must occur.
    """
    flags, frames, personal = lexicon.redflags, lexicon.frames, lexicon.personal
    parts = fold_parts({**flags.parts, **frames.parts, **personal.parts})
    return CompiledSafety(
        writing=compile_writing(flags, _vocabulary(lexicon, parts)),
        signs=_signs(flags.signs, parts),
        across=_across(flags.signs, parts),
        look_alikes=Phrases(_index(flags.look_alikes, parts)),
        topics=_index(flags.topics, parts),
        frames=_frames(frames, parts),
        personal=PersonalPatterns(
            _index(personal.always, parts), _index(personal.with_person, parts), compile_any(personal.never, parts)
        ),
    )


def _signs(signs: tuple[Sign, ...], parts: Parts) -> Mapping[str, tuple[SignPhrase, ...]]:
    entries: list[SignPhrase] = []
    for sign in signs:
        groups: tuple[tuple[Needs, Level, tuple[str, ...]], ...] = (
            ("", sign.level, (*sign.en, *sign.zh)),
            ("", "emergency", sign.emergency),
            ("person", sign.level, sign.person),
            ("kin", sign.level, sign.kin),
        )
        for needs, level, phrases in groups:
            entries += [SignPhrase(sign, compile_phrase(written, parts), needs, level) for written in phrases]
    return _by_key(entries)


def _across(signs: tuple[Sign, ...], parts: Parts) -> Mapping[str, tuple[SignPhrase, ...]]:
    return _by_key(SignPhrase(sign, compile_phrase(p, parts), "", sign.level) for sign in signs for p in sign.across)


def _by_key(entries: Iterable[SignPhrase]) -> Mapping[str, tuple[SignPhrase, ...]]:
    index: dict[str, list[SignPhrase]] = {}
    for entry in entries:
        for key in entry.phrase.keys:
            index.setdefault(key, []).append(entry)
    return {key: tuple(found) for key, found in index.items()}


def _index(phrases: Iterable[str], parts: Parts) -> Mapping[str, tuple[Phrase, ...]]:
    index: dict[str, list[Phrase]] = {}
    for written in phrases:
        phrase = compile_phrase(written, parts)
        for key in phrase.keys:
            index.setdefault(key, []).append(phrase)
    return {key: tuple(entries) for key, entries in index.items()}


def _frames(file: FrameFile, parts: Parts) -> Frames:
    lists: dict[str, tuple[str, ...]] = {
        name: getattr(file, name) for name in Frames.__slots__ if name in FrameFile.model_fields and name != "negation"
    }
    long = ("now", "older", "in_care", "education", "hypothetical")
    patterns = {name: compile_any(phrases, parts) for name, phrases in lists.items() if name not in long}
    now, older, in_care, education, hypothetical = (Phrases(_index(lists[name], parts)) for name in long)
    return Frames(
        **patterns,
        now=now,
        older=older,
        in_care=in_care,
        education=education,
        hypothetical=hypothetical,
        negation=_negation(file.negation),
        not_negation=compile_any(file.negation.not_negation, parts),
        joiner=re.compile(f"(?:{_words(file.negation.joiners)})"),
    )


def _negation(negation: Negation) -> re.Pattern[str]:
    """A negation at once before the sign, with nothing but small words between."""
    english = [plain(w) for w in negation.before if not has_han(w)]
    chinese = [plain(w) for w in negation.before if has_han(w)]
    small_en = [plain(w) for w in negation.between if not has_han(w)]
    small_zh = [plain(w) for w in negation.between if has_han(w)]
    return re.compile(
        f"(?<![a-z])(?:{'|'.join(english)}) (?:(?:{'|'.join(small_en)}) ){{0,4}}{SIGN}"
        f"|(?:{'|'.join(chinese)})(?:{'|'.join(small_zh)}){{0,2}} ?{SIGN}"
    )


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(plain(w)) for w in sorted(words, key=len, reverse=True))


def _vocabulary(lexicon: SafetyLexicon, parts: Parts) -> frozenset[str]:
    """Every Latin word that the lexicon holds: none of them is a typing error."""
    flags, frames, personal = lexicon.redflags, lexicon.frames, lexicon.personal
    phrases: list[str] = [*flags.look_alikes, *flags.topics, *personal.always, *personal.with_person, *personal.never]
    phrases += [
        p for sign in flags.signs for p in (*sign.en, *sign.zh, *sign.emergency, *sign.person, *sign.kin, *sign.across)
    ]
    phrases += [p for value in frames.__dict__.values() if isinstance(value, tuple) for p in value]
    phrases += [*frames.negation.before, *frames.negation.between]
    return frozenset(word for phrase in phrases for word in words_of(phrase, parts))
