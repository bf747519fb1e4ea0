"""Where the lexicon leads: every intent, group and set word that it names as a destination exists."""

from collections.abc import Iterator, Mapping

from bot.content.references import Finding
from bot.content.unknown import unknown
from bot.model.knowledge import Knowledge
from bot.model.matching_lexicon import ForeignFile, MatchingFile
from bot.model.slot_lexicon import FollowupKind, SlotLexicon

Where = tuple[str | int, ...]

_SET_WORDS = ("same", "owner")
"""Destinations of a follow-up that are no intents: the last one again, and that of the outcome that is named."""


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Every destination in `lexicon/` that does not exist."""
    groups = knowledge.locales["en"].labels.groups
    for path, where, id, known in (*_named(knowledge), *_followups(knowledge)):
        if id not in known:
            yield path, where, "reference", unknown("question", id, known, "intents.yaml")
    for path, where, id in _groups(knowledge):
        if id not in groups:
            yield path, where, "reference", f"no group {id!r}; known are: {', '.join(groups)}"


def _named(knowledge: Knowledge) -> Iterator[tuple[str, Where, str, Mapping[str, object]]]:
    for path, entry in knowledge.entries.items():
        for where, ids in (
            *(_redirects(entry) if isinstance(entry, MatchingFile) else ()),
            *(_foreign(entry) if isinstance(entry, ForeignFile) else ()),
        ):
            for id in ids:
                if id is not None:
                    yield path, where, id, knowledge.intents


def _redirects(entry: MatchingFile) -> Iterator[tuple[Where, tuple[str | None, ...]]]:
    for index, redirect in enumerate(entry.redirects):
        yield ("redirects", index, "intent"), (redirect.intent,)
        yield ("redirects", index, "instead_of"), redirect.instead_of


def _foreign(entry: ForeignFile) -> Iterator[tuple[Where, tuple[str | None, ...]]]:
    yield ("effects", "intents"), entry.effects.intents
    for index, group in enumerate(entry.groups):
        yield ("groups", index, "with_treatment"), (group.with_treatment,)
        yield ("groups", index, "with_subject"), (group.with_liver,)
        yield ("groups", index, "otherwise"), (group.otherwise,)
        yield ("groups", index, "as_effect"), (group.as_effect,)
        yield ("groups", index, "allowed"), group.allowed
        yield ("groups", index, "allowed_beside"), group.allowed_beside


def _followups(knowledge: Knowledge) -> Iterator[tuple[str, Where, str, Mapping[str, object]]]:
    set_words: dict[str, object] = dict.fromkeys(_SET_WORDS)
    for path, index, kind in _kinds(knowledge):
        where: Where = ("followup", "kinds", index)
        for last, destination in kind.after.items():
            yield path, (*where, "after", last), last, knowledge.intents
            yield path, (*where, "after", last), destination, {**knowledge.intents, **set_words}
        for group, destination in kind.after_group.items():
            yield path, (*where, "after_group", group), destination, {**knowledge.intents, **set_words}
        for name, other in (("after_blank", kind.after_blank), ("otherwise", kind.otherwise)):
            if other is not None:
                yield path, (*where, name), other, {**knowledge.intents, **set_words}
    for path, entry in knowledge.entries.items():
        if isinstance(entry, SlotLexicon):
            for index, intent in enumerate(entry.followup.menu):
                yield path, ("followup", "menu", index), intent, knowledge.intents


def _groups(knowledge: Knowledge) -> Iterator[tuple[str, Where, str]]:
    for path, entry in knowledge.entries.items():
        if isinstance(entry, SlotLexicon):
            yield from ((path, ("followup", "timed", index), group) for index, group in enumerate(entry.followup.timed))
    for path, index, kind in _kinds(knowledge):
        for group in kind.after_group:
            yield path, ("followup", "kinds", index, "after_group", group), group


def _kinds(knowledge: Knowledge) -> Iterator[tuple[str, int, FollowupKind]]:
    for path, entry in knowledge.entries.items():
        if isinstance(entry, SlotLexicon):
            for index, kind in enumerate(entry.followup.kinds):
                yield path, index, kind
