"""Cutting a message into the questions it holds, and telling a question from what is only told."""

import re
from dataclasses import dataclass

from bot.model.slot_lexicon import AskingWords
from bot.text.phrases import phrase_source
from bot.text.scripts import HAN

_SENTENCE = re.compile(r"[^?!。;\n.]+(?:\.(?=\S)[^?!。;\n.]*)*[?!。;\n.]*")
_A_NOT_A = rf"|(?P<a>[{HAN}])[不唔](?P=a)"
"""A Chinese question of the form 严不严重, 好唔好."""
_REACH = 40
"""Code points that may be taken back."""
_MIN_PART = 3
"""Code points a part needs to count as a question of its own."""


@dataclass(frozen=True, slots=True)
class CompiledAsking:
    """Patterns of what asks, for folded text."""

    asks: re.Pattern[str]
    polite: re.Pattern[str]
    """What is said around a question, at its beginning or its end."""
    addressed: re.Pattern[str]
    """To whom, at the end."""
    taken_back: re.Pattern[str]
    """What is said before what is meant."""
    second: re.Pattern[str]
    """Where a sentence may turn to a second question: before something that asks."""


def compile_asking(words: AskingWords) -> CompiledAsking:
    """The asking words of the lexicon, ready for use."""
    opens, marks = phrase_source(words.opens), phrase_source(words.marks) + _A_NOT_A
    joins = phrase_source(words.joins)
    introductions = phrase_source(words.introductions)
    begins = rf"(?:^|[,:]|{joins}|{introductions})\W*(?:(?:{joins})\W*)*"
    # "Good morning, dear" is all courtesy, in "is it dear" the same word asks: a form of address stands behind a
    # courtesy and before a pause.
    address = rf"(?:\W*(?:{phrase_source(words.addresses)})(?=[^\w\s]|\s*$))*"
    around = rf"(?:(?:{phrase_source(words.introductions + words.courtesies)}){address})"
    return CompiledAsking(
        addressed=re.compile(rf"(?:{address})\W*$"),
        polite=re.compile(rf"^(?:\W*{around})+\W*|(?:\W*{around})+(?=\W*$)"),
        taken_back=_taken_back(words),
        asks=re.compile(rf"\?|{begins}(?:{opens})|{marks}|{introductions}"),
        second=re.compile(
            rf"\s*(?:,|{joins})\s*(?:(?:{joins})\W*)*(?=(?:{opens}))|\s*(?:,|{joins})\s*(?=[^,]*(?:{marks}))"
        ),
    )


def _taken_back(words: AskingWords) -> re.Pattern[str]:
    refusals, corrections = phrase_source(words.refusals), phrase_source(words.corrections)
    dismissed = rf"(?:{phrase_source(words.dismissals)})[^,.;!?]{{0,{_REACH}}}[,.;!?]+(?!\d)"
    # A mark stands behind what is refused, and before what is meant: "not treated" and 不治疗 take nothing back.
    corrected = rf"(?:(?:{refusals})\W+)+(?:[^?]{{0,{_REACH}}}[,.;!]\W*)?(?:{corrections})"
    return re.compile(rf"^\W*(?:{dismissed}|{corrected})\W*(?=\w)")


def sentences(folded: str) -> tuple[str, ...]:
    """The sentences of a folded message, each with the mark that ends it."""
    return _long_enough(_SENTENCE.findall(folded))


def clauses(sentence: str, asking: CompiledAsking) -> tuple[str, ...]:
    """A sentence cut where it may turn to another question."""
    turns = [match.span() for match in asking.second.finditer(sentence)]
    starts, ends = [0, *(end for _, end in turns)], [*(start for start, _ in turns), len(sentence)]
    return _long_enough([sentence[start:end] for start, end in zip(starts, ends, strict=True)])


def asks(part: str, asking: CompiledAsking) -> bool:
    """True for a part of a message that has the form of a question."""
    return asking.asks.search(part) is not None


def without_taken_back(folded: str, asking: CompiledAsking) -> str:
    """A message without what is taken back ("not six, I meant three") or put aside ("never mind the money")."""
    return asking.taken_back.sub("", folded)


def without_courtesies(folded: str, asking: CompiledAsking) -> str:
    """A question without what is said around it for politeness. Where nothing else is left, that is what is said."""
    bare = asking.polite.sub("", folded)
    if len(bare) >= _MIN_PART - 1:
        return bare
    return asking.addressed.sub("", folded) or folded


def _long_enough(parts: list[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in parts if len(part.strip(" ?!。;.,\n")) >= _MIN_PART)
