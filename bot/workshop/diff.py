"""The blast radius of an edit: every reply, picture and sheet that two contents do not share."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

from markupsafe import Markup

from bot.answering.cells import cells
from bot.answering.reviewing import review_of
from bot.content.signatures import signable
from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.review import Review
from bot.model.turn import Reply, Slots
from bot.workshop.diff_side import OVERVIEW, Lines, Side, text_of
from bot.workshop.wording import cell_name

Kind = Literal["reply", "picture", "sheet", "notice", "word"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that readers see and that changes in one language.

    `name`: id of a question or name of a fixed reply (reply, sheet); of an outcome, or "overview" (picture); of a
    notice or a glossary entry. `cell`: which of the replies of a question, empty for the one to the plain question.
    """

    kind: Kind
    name: str
    locale: Locale
    before: Lines | None
    """Lines of text; None where it did not exist."""
    after: Lines | None
    """None where it does not exist any more."""
    cell: str = ""
    drawn_before: Markup | None = None
    """Pictures alone: the drawing."""
    drawn_after: Markup | None = None


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """A signature that was put down, renewed, taken back, or that no longer fits what the answer says."""

    answer: str
    locale: Locale
    before: Review
    after: Review


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes between two contents, in the order of the content, and the versions of both."""

    before: str
    after: str
    items: tuple[Change, ...]
    reviews: tuple[ReviewChange, ...]

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(item for item in self.items if item.kind == kind)


@dataclass(frozen=True, slots=True)
class Pair:
    """One reply of an answer, before and after."""

    answer: str
    cell: str
    locale: Locale
    before: Reply | None
    after: Reply | None


def changes(before: Knowledge, after: Knowledge) -> Changes:
    """Compare two contents. Takes a second or two; nothing is asked, so routing is compared elsewhere.

    Replies are compared as the text of everything that they say; pictures as they are drawn; sheets as words and
    pictures. The clinic, the version and the words of the pages have no part in it.
    """
    old, new = Side(before), Side(after)
    pairs = tuple(_pairs(old, new))
    items = (
        *_replies(pairs, old, new),
        *_pictures(old, new),
        *_sheets(pairs, old, new),
        *_texts(old, new),
    )
    return Changes(before.version, after.version, items, tuple(_reviews(before, after)))


def _pairs(old: Side, new: Side) -> Iterator[Pair]:
    answers = dict.fromkeys((*signable(new.knowledge), *signable(old.knowledge)))
    for answer, locale in product(answers, LOCALES):
        for slots, name in _cells(answer, old, new).items():
            before, after = (side.reply(answer, slots, locale) for side in (old, new))
            yield Pair(answer, name, locale, before, after)


def _cells(answer: str, old: Side, new: Side) -> dict[Slots, str]:
    """Every cell that either content has, with its name."""
    found: dict[Slots, str] = {}
    for known in (new.knowledge, old.knowledge):
        intent = known.intents.get(answer)
        if intent:
            found = {slots: cell_name(slots, intent, known) for slots in cells(intent, known)} | found
    return found or {Slots(): ""}


def _replies(pairs: tuple[Pair, ...], old: Side, new: Side) -> Iterator[Change]:
    titles_stay = old.knowledge.sources == new.knowledge.sources
    for pair in pairs:
        if titles_stay and pair.before == pair.after:
            continue
        before, after = old.lines(pair.before), new.lines(pair.after)
        if before != after:
            yield Change("reply", pair.answer, pair.locale, before, after, pair.cell)


def _pictures(old: Side, new: Side) -> Iterator[Change]:
    reported = (outcome for side in (new, old) for outcome, _ in side.knowledge.cells)
    for name, locale in product(dict.fromkeys((*reported, OVERVIEW)), LOCALES):
        labels = (side.knowledge.locales[locale].labels for side in (old, new))
        if old.plot(name) == new.plot(name) and next(labels) == next(labels):
            continue
        before, after = old.svg(name, locale), new.svg(name, locale)
        if before != after:
            yield Change("picture", name, locale, text_of(before), text_of(after), "", before, after)


def _sheets(pairs: tuple[Pair, ...], old: Side, new: Side) -> Iterator[Change]:
    """Sheets of questions. Where neither words nor figures changed anywhere, nothing on a sheet did."""
    stays = old.knowledge.sources == new.knowledge.sources and old.knowledge.figures == new.knowledge.figures
    for pair in pairs:
        cautions = (side.knowledge.locales[pair.locale].cautions for side in (old, new))
        if stays and pair.before == pair.after and next(cautions) == next(cautions):
            continue
        before, after = old.sheet(pair.before), new.sheet(pair.after)
        if before != after:
            yield Change("sheet", pair.answer, pair.locale, before, after, pair.cell)


def _texts(old: Side, new: Side) -> Iterator[Change]:
    for locale in LOCALES:
        before, after = ({(kind, name): lines for kind, name, lines in s.texts(locale)} for s in (old, new))
        for kind, name in dict.fromkeys((*after, *before)):
            if before.get((kind, name)) != after.get((kind, name)):
                sort: Kind = "word" if kind == "word" else "notice"
                yield Change(sort, name, locale, before.get((kind, name)), after.get((kind, name)))


def _reviews(before: Knowledge, after: Knowledge) -> Iterator[ReviewChange]:
    known = set(signable(before)), set(signable(after))
    for answer, locale in dict.fromkeys((*after.signatures, *before.signatures)):
        if answer not in known[0] or answer not in known[1]:
            continue
        was, now = review_of(answer, locale, before), review_of(answer, locale, after)
        if (was.state, was.signature) != (now.state, now.signature):
            yield ReviewChange(answer, locale, was, now)
