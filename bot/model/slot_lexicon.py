"""Words for outcomes and times, for questions that lean on the last turn, and for where a question begins."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from bot.model.entry import Entry

Unit = Literal["day", "week", "fortnight", "month", "year"]


class TimeWords(Entry):
    """How people name a time after treatment."""

    units: Mapping[Unit, tuple[str, ...]]
    """Words and short forms for day, week, fortnight, month, year; English and Chinese together."""
    numbers: Mapping[str, int]
    """English number words, ordinals and their common misspellings, with their value."""
    set_times: Mapping[str, int]
    """Set words for a time, in weeks (a fortnight: 2, 半年: 24, before treatment: 0)."""
    only_with: tuple[str, ...]
    """Words that must stand beside "a year", 一年 and the like: without them these are rates (deaths a year)."""
    not_before: tuple[str, ...]
    """Words right before a span of time that make it something else (last, every, 近): no time is read."""
    not_after: tuple[str, ...]
    """Words right after a span of time that make it something else (ago, old, 前): no time is read."""
    history: tuple[str, ...]
    """Words of an illness's history (diagnosed, 确诊): no time is read in the same clause."""


class FollowupKind(Entry):
    """One way to lean on the last answer, the words that say it, and the question each last answer turns it into.

    A destination is an intent, or `same` (the last one again), or `owner` (the intent of the outcome that is named).
    The most exact rule counts: the last intent, else its group, else `otherwise`; without one it is no follow-up.
    """

    id: str
    """A name of your own. `outcome` and `weeks` are read without words: a result, or a time, is named."""
    alone: tuple[str, ...] = ()
    """Phrases that are the whole question, apart from what it opens and closes with."""
    among: tuple[str, ...] = ()
    """Words that may stand anywhere in a question that holds little else."""
    light: bool = False
    """The words say nothing about the subject, so they may stand beside those of another kind ("why did it drop")."""
    asked: bool = False
    """The words count only in a question: "did it drop" is one, "that's better, thanks" is none."""
    short: bool = False
    """The short answer alone."""
    all_weeks: bool = False
    """Forget the week that was asked about."""
    all_outcomes: bool = False
    """Forget the outcome that was asked about."""
    other_outcome: bool = False
    """Ask for the other one of the two outcomes that the last answer has."""
    after: Mapping[str, str] = Field(default_factory=dict)
    """Destination by the last intent."""
    after_group: Mapping[str, str] = Field(default_factory=dict)
    """Destination by the group of the last intent."""
    after_blank: str | None = None
    """Destination after an answer that nothing is reported for that week; before all others."""
    otherwise: str | None = None
    """Destination after any other answer."""


class FollowupWords(Entry):
    """Words of a question that is no question of its own."""

    leads: tuple[str, ...]
    """What such a question opens with (and, what about, 那)."""
    tails: tuple[str, ...]
    """What it closes with (then, please, 呢, 的话)."""
    pronouns: tuple[str, ...]
    """Words that point back at the last subject (it, that, 它)."""
    light: tuple[str, ...]
    """Words without a subject of their own (did, for, 有没有): a question of these alone means nothing alone."""
    background: tuple[str, ...]
    """Words of the whole article (cells, patients, 治疗): they do not say which question is meant."""
    ordinals: Mapping[str, int]
    """Words that pick an offer, from 1; -1 is the last one."""
    ordinal_nouns: tuple[str, ...]
    """What may stand beside an ordinal (one, option, 个)."""
    none_of_these: tuple[str, ...]
    """Refusals of everything that was offered."""
    menu: tuple[str, ...]
    """Intents to offer instead, in this order; those just refused are left out."""
    same_time: tuple[str, ...] = ()
    """What leaves the time of the last answer as it was where another result is asked for (those same weeks, 同样时间),
    or where only the name of the result was a slip (I meant, 说错了)."""
    timed: tuple[str, ...] = ()
    """Groups whose answers have results by weeks: a lone number after one of them is a week."""
    kinds: tuple[FollowupKind, ...]
    """The kinds of follow-up. The first whose words are found counts."""


class AskingWords(Entry):
    """Where a question begins, for messages that hold two of them, or a story and one."""

    opens: tuple[str, ...]
    """Words that an English question begins with."""
    marks: tuple[str, ...]
    """Chinese words that make a clause a question, wherever they stand."""
    introductions: tuple[str, ...]
    """What people say before their question (I wanted to know, 想问)."""
    courtesies: tuple[str, ...]
    """What is said around a question for politeness (excuse me, please, 麻烦, 谢谢), or out of impatience with cautions
    (no disclaimers, 别绕弯子). Chinese has no ends of words: nothing stands here that another word may begin with."""
    addresses: tuple[str, ...] = ()
    """Whom a courtesy is said to (dear, doctor, 醫生): politeness too, but only right behind a courtesy."""
    refusals: tuple[str, ...] = ()
    """What a message opens with that takes something back (no, sorry, 不是): up to one of `corrections`."""
    corrections: tuple[str, ...] = ()
    """What stands before what is really meant (I meant, 我是说)."""
    dismissals: tuple[str, ...] = ()
    """What opens a clause that is put aside (never mind the money, 先不说钱): what follows is asked."""
    joins: tuple[str, ...]
    """Words that join a second question to the first (and, also, 还有)."""


class SlotLexicon(Entry):
    """File `content/lexicon/slots.yaml`."""

    outcomes: Mapping[str, tuple[str, ...]]
    """Words for each outcome of figures.yaml, English and Chinese together."""
    outcomes_in_chinese: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """Latin names that are English words too (GOT): they count only in a question with Chinese characters."""
    not_outcomes: tuple[str, ...] = ()
    """Set phrases that hold such a word and mean something else."""
    time: TimeWords
    followup: FollowupWords
    asking: AskingWords
