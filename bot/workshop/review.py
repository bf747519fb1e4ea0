"""The signatures of clinicians: who has read what, what to read again, and putting a signature down."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Literal

from bot.answering.cells import cells
from bot.answering.reading import read, reading
from bot.answering.reviewing import review_of
from bot.content.files import REVIEWS
from bot.content.loader import load
from bot.content.signatures import signable
from bot.content.strict_yaml import parse_yaml
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.review import MOST, NAME, Answered, Signature
from bot.model.told import Told
from bot.model.turn import Slots
from bot.workshop.wording import cell_name, wording
from bot.writing import write_whole

HEAD = """\
# yaml-language-server: $schema=schema/reviews.json
# Who has read which answer, in which language, and when. Written by `hepatica review sign`; see docs/review.md.
"""
Finding = tuple[str, tuple[str | int, ...], str, str]


class SigningError(ValueError):
    """Why a signature cannot be put down, and what to do."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, on which day, and when it should be read again (None: no day was set)."""

    by: str
    on: date
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the review of an answer stands in one language. `due`: signed and unchanged, but to be read again."""

    answer: str
    locale: Locale
    state: Literal["unsigned", "signed", "stale", "due"]
    signature: Signature | None = None
    """The last one, also where the text was changed since."""
    withdrawn: bool = False
    """The answer is taken out: readers get the notice that says so, whatever its review is worth."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One reply of an answer: for which outcome and week it is, and what it says."""

    slots: Slots
    runs: tuple[tuple[bool, tuple[str, ...]], ...]
    """Lines beside each other, in order; True where all of them stand, word for word, in an earlier passage."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All of what it says."""
        return tuple(line for _, run in self.runs for line in run)


def status(knowledge: Knowledge, today: date) -> tuple[Standing, ...]:
    """The review of every question and every fixed reply in every language, in the order of the content."""
    return tuple(_standing(answer, locale, knowledge, today) for answer in signable(knowledge) for locale in LOCALES)


def _standing(answer: str, locale: Locale, knowledge: Knowledge, today: date) -> Standing:
    review = review_of(answer, locale, knowledge)
    due = review.signature.review_due if review.signature else None
    state = "due" if review.state == "signed" and due and due <= today else review.state
    return Standing(answer, locale, state, review.signature, is_withdrawn(answer, knowledge))


def is_withdrawn(answer: str, knowledge: Knowledge) -> bool:
    """True for a question whose answer is taken out; a fixed reply cannot be."""
    intent = knowledge.intents.get(answer)
    return intent is not None and intent.status == "withdrawn"


def reviews_due(knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """A finding, at its place in reviews.yaml, for every signature that is to be renewed by this day."""
    for index, signed in enumerate(knowledge.signatures.values()):
        if signed.review_due and signed.review_due <= today:
            message = (
                f"the review of {signed.answer} ({signed.locale}) was due on {signed.review_due}; read it again and "
                f"sign it: hepatica review sign {signed.answer} --locale {signed.locale} --by NAME"
            )
            yield REVIEWS, ("reviews", index, "review_due"), "review-due", message


def passages(answer: str, locale: Locale, knowledge: Knowledge) -> tuple[Passage, ...]:
    """Everything that an answer can say in a language, with what stood there before apart from what is new.

    Raises:
        SigningError: there is no such answer.
    """
    _known(answer, knowledge)
    intent = knowledge.intents.get(answer)
    where = cells(intent, knowledge) if intent else (Slots(),)
    before: set[str] = set()
    found = []
    for slots, reply in zip(where, read(answer, locale, knowledge), strict=True):
        lines = wording(reply, knowledge)
        runs = tuple((known, tuple(run)) for known, run in groupby(lines, before.__contains__))
        found.append(Passage(slots, runs))
        before |= set(lines)
    return tuple(found)


def shown(answer: str, locale: Locale, knowledge: Knowledge) -> str:
    """The passages of an answer as text: what a signature is put to."""
    intent = knowledge.intents.get(answer)
    parts = []
    for one in passages(answer, locale, knowledge):
        name = cell_name(one.slots, intent, knowledge) if intent else ""
        parts.append("\n".join([*([f"== {name}"] if name else []), *one.lines]))
    return "\n\n".join(parts)


def sign(
    folder: Path, answers: Sequence[str], locale: Locale, signing: Signing, expected: str | None = None
) -> tuple[Signature, ...]:
    """Sign what these answers say now in a language, in place of older signatures, and write it to reviews.yaml.

    `expected`: the reading that was shown to the person who signs; it must still be the one of the only answer.

    Raises:
        ContentError: the content cannot be used.
        SigningError: an unknown answer, a name or days that cannot be used, or the text is not the one that was read.
        OSError: the file cannot be written.
    """
    knowledge = load(folder)
    made = tuple(_signature(answer, locale, signing, knowledge) for answer in dict.fromkeys(answers))
    if expected is not None and [one.reading for one in made] != [expected]:
        said = "the text is not the one that was read; read it again before you sign it"
        raise SigningError(Told("changed", said))
    merged = {**knowledge.signatures, **{(one.answer, one.locale): one for one in made}}
    text = _yaml([merged[key] for key in _order(knowledge) if key in merged])
    _, problems = parse_yaml(text, REVIEWS)
    if problems:
        said = f"the name {signing.by!r} cannot be used: {problems[0].message}"
        raise SigningError(Told("name-form", said, most=MOST))
    write_whole(folder / REVIEWS, text)
    return made


def _signature(answer: str, locale: Locale, signing: Signing, knowledge: Knowledge) -> Signature:
    _known(answer, knowledge)
    for _, flaw in flaws(signing):
        raise SigningError(flaw)
    return Signature.model_validate(
        {
            "answer": answer,
            "locale": locale,
            "reviewed_by": signing.by.strip(),
            "reviewed_on": signing.on.isoformat(),
            "review_due": signing.due.isoformat() if signing.due else None,
            "reading": reading(answer, locale, knowledge),
        }
    )


def flaws(signing: Signing) -> Iterator[tuple[Literal["by", "due"], Told]]:
    """What of a signing cannot be put down, and why."""
    name = signing.by.strip()
    if not name or len(name) > MOST or not re.match(NAME, name):
        said = f"give the name of who signs, in up to {MOST} characters without < > {{ }}"
        yield "by", Told("name-form" if name else "name", said, most=MOST)
    if signing.due and signing.due <= signing.on:
        said = f"the next review ({signing.due}) must be later than this one ({signing.on})"
        yield "due", Told("due-early", said, due=str(signing.due), today=str(signing.on))


def _known(answer: str, knowledge: Knowledge) -> None:
    if answer not in signable(knowledge):
        raise SigningError(f"there is no question and no fixed reply {answer!r}; `hepatica review status` lists all")


def _order(knowledge: Knowledge) -> Iterator[Answered]:
    return ((answer, locale) for answer in signable(knowledge) for locale in LOCALES)


def _yaml(signatures: Sequence[Signature]) -> str:
    """The file, always in the same order and form, so that a change of one signature is a change of its lines."""
    if not signatures:
        return f"{HEAD}reviews: []\n"
    return f"{HEAD}reviews:\n{''.join(map(_entry, signatures))}"


def _entry(signed: Signature) -> str:
    values = signed.model_dump(mode="json")
    lines = [f"{name}: {_quoted(name, value)}" for name, value in values.items()]
    return "  - " + "\n    ".join(lines) + "\n"


def _quoted(name: str, value: str | None) -> str:
    if value is None:
        return "null"
    return value if name in ("answer", "locale") else json.dumps(value, ensure_ascii=False)
