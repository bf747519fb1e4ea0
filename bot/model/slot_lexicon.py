"""Words for outcomes and times, and the words of a question that leans on the last turn."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from bot.model.entry import Entry

OutcomeName = Literal["survival", "meld", "albumin", "bilirubin", "alt", "ast"]
Unit = Literal["day", "week", "month", "year"]


class TimeWords(Entry):
    """How people name a time after treatment."""

    units: Mapping[Unit, tuple[str, ...]]
    """Words and short forms for day, week, month, year; English and Chinese together."""
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


class FollowupWords(Entry):
    """Words of a question that is no question of its own."""

    leads: tuple[str, ...]
    """What such a question opens with (and, what about, 那)."""
    tails: tuple[str, ...]
    """What it closes with (then, please, 呢, 的话)."""
    ordinals: Mapping[str, int]
    """Words that pick an offer, from 1; -1 is the last one."""
    ordinal_nouns: tuple[str, ...]
    """What may stand after an ordinal (one, option, 个)."""
    simpler: tuple[str, ...]
    """Requests to hear the last answer in simpler words."""
    why: tuple[str, ...]
    """Bare questions for the reason."""
    pronouns: tuple[str, ...]
    """Words that point back at the last subject (it, that, 它)."""


class SlotLexicon(Entry):
    """File `content/lexicon/slots.yaml`."""

    outcomes: Mapping[OutcomeName, tuple[str, ...]]
    """Words for each outcome, English and Chinese together. Liver enzymes in general are no outcome."""
    not_outcomes: tuple[str, ...] = ()
    """Set phrases that hold such a word and mean something else (albumin infusion, ALT key)."""
    time: TimeWords
    followup: FollowupWords
    why_intents: Mapping[str, str] = Field(default_factory=dict)
    """After a reply on the left intent, "why?" asks for the right one; others are explained again."""
