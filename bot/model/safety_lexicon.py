"""Word lists of the safety screen: danger signs, the frames around them, and requests for personal advice.

Phrases are written in a small notation that a clinician can read. `<name>` is any word of the part of that name,
`(a|b)` a choice, `[a]` may be absent, `..` up to three words (English) or five characters (Chinese) in between,
`...` up to seven words or twelve characters, `#` a number, `##` a number of two digits or more, `^` and `$` the
beginning and end of the clause, and `SIGN` (in frames) the danger sign that was found. Apostrophes and hyphens do
not matter; Chinese may be written in either script.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from bot.model.entry import Entry
from bot.model.notation import Written

Phrases = tuple[str, ...]
TwoHan = Annotated[str, Field(pattern=r"^[\u4e00-\u9fff]{2}$")]
ManyHan = Annotated[str, Field(pattern=r"^[\u4e00-\u9fff]+$")]
Parts = Mapping[str, Phrases]
WrittenPhrases = tuple[Written, ...]
"""Phrases in the notation."""
Told = Literal["overdose", "emergency", "crisis", "same-day", "personal", "calm"]
"""What an example tells of."""


class Sign(Entry):
    """One danger sign and the ways people name it."""

    id: str
    name: str
    """For the reviewing clinician."""
    level: Literal["emergency", "overdose", "crisis", "same-day"]
    """same-day: personal advice when alone; an emergency when sudden, with another sign, or after an infusion."""
    en: WrittenPhrases = ()
    zh: WrittenPhrases = ()
    """Also pinyin and mixed language."""
    emergency: WrittenPhrases = ()
    """Phrases of a same-day sign that are an emergency at once."""
    person: WrittenPhrases = ()
    """Phrases that count only when a person is the subject, or when nothing else is."""
    kin: WrittenPhrases = ()
    """Phrases that count only with a named person (I, he, my dad): in other mouths they mean something else."""
    across: WrittenPhrases = ()
    """Phrases that may reach from one clause into the next ("won't eat, because he wants to go")."""


class Homophones(Entry):
    """Chinese words whose wrong characters of the same sound are understood (吐雪 for 吐血)."""

    words: tuple[TwoHan, ...]
    real: tuple[TwoHan, ...]
    """Words that sound the same and mean something else."""
    pinyin: tuple[ManyHan, ...]
    """Chinese words that are also understood in Latin letters, with spaces between the syllables or without."""


class RedFlagFile(Entry):
    """File `content/lexicon/redflags.yaml`."""

    parts: Parts
    """Words that phrases are composed of."""
    signs: tuple[Sign, ...]
    look_alikes: WrittenPhrases
    """Idioms and other uses of the same words. They are cut out before signs are looked for."""
    topics: WrittenPhrases
    """Words of danger that are no complaint by themselves: the answer carries the emergency line."""
    spellings: Parts
    """Frequent misspellings, by the right word. Words of six letters or more also match with one letter wrong."""
    real_words: Phrases
    """Ordinary words one letter away from a word of ours: never taken for a typing error."""
    homophones: Homophones


class Negation(Entry):
    """What takes back the sign that follows at once."""

    before: Phrases
    between: Phrases
    """Small words that may stand between the negation and the sign."""
    not_negation: WrittenPhrases
    """Words that only look like a negation."""
    joiners: Phrases
    """Words that carry a negation over to the next sign: "no fever or chills"."""


class FrameFile(Entry):
    """File `content/lexicon/frames.yaml`: what the words around a sign say about it."""

    parts: Parts
    persons: WrittenPhrases
    """The reader, family, he and she."""
    not_persons: WrittenPhrases
    """Subjects that rule out a person: the page, the numbers, you."""
    asking: WrittenPhrases
    """Polite words of asking that name the reader and say nothing about their health."""
    alone: WrittenPhrases
    """Words beside which a word of the mind still stands alone."""
    conjunctions: WrittenPhrases
    """Words at which a new clause begins."""
    subjects: WrittenPhrases
    """Words that begin a new clause after a danger sign."""
    now: WrittenPhrases
    older: WrittenPhrases
    """Clearly more than seven days ago."""
    again: WrittenPhrases
    """The old trouble is back: what was older counts as now."""
    begun: WrittenPhrases = ()
    """What was only asked about is there now ("he has been doing it for an hour")."""
    sudden: WrittenPhrases
    unceasing: WrittenPhrases
    """It does not stop: anywhere in the message, this makes a same-day sign an emergency."""
    back_reference: WrittenPhrases
    """Asks whether the treatment helps with what was named before: a lone same-day sign is then a question of fact."""
    explained: WrittenPhrases
    """A doctor or a test has spoken already: a lone same-day sign of a person may then only introduce a question."""
    study: WrittenPhrases
    """Words of research: an infusion in such a clause is not one that the reader had."""
    quoted: WrittenPhrases
    """Asks about the words in the quotation marks before it: these are a word then and not a complaint."""
    examples: WrittenPhrases
    """Words that give an example of what was just said: no clause begins at them."""
    infusion: WrittenPhrases
    """After a cell infusion."""
    in_care: WrittenPhrases
    """The person is in hospital hands."""
    still: WrittenPhrases
    """The danger goes on although the person is in hospital hands."""
    education: WrittenPhrases
    """Questions of fact. They do not count beside a person or a word of now."""
    questions: WrittenPhrases = ()
    """Words of a question close to a sign: where they sound calm beyond doubt, they make a question of fact too."""
    hypothetical: WrittenPhrases
    """Something that might happen, not something that is happening. They count beside a person too."""
    foreseen: WrittenPhrases = ()
    """Something of a day to come. They count beside a word of now too: "if one night she cannot be woken"."""
    supposed: WrittenPhrases
    """Words within a sign's own words that make it something that might happen ("after it will I shiver")."""
    terms: WrittenPhrases = ()
    """Terms of medicine that nobody says of somebody: a sign in these words asks for a person or a word of now."""
    intention: WrittenPhrases
    """An overdose that is only intended: a crisis."""
    crisis_education: WrittenPhrases
    """Questions of fact about suicide."""
    crisis_denied: WrittenPhrases
    """Says the opposite of a wish to die."""
    negation: Negation


class PersonalFile(Entry):
    """File `content/lexicon/personal.yaml`: requests to decide or judge for one person."""

    parts: Parts
    always: WrittenPhrases
    """Enough by themselves."""
    with_person: WrittenPhrases
    """Enough when the message speaks of the reader or of someone cared for."""
    values: WrittenPhrases
    """Tells an own result. Enough as those before, unless the message asks what the research found."""
    research: WrittenPhrases
    """Asks what the research found."""
    never: WrittenPhrases
    """Questions of fact that look alike. They are cut out first."""
    topics: Mapping[str, WrittenPhrases]
    """What a request is about: the first topic with a phrase that fits decides which reply is given, personal-TOPIC."""


class Premise(Entry):
    """A claim that the evidence does not carry, and how questions take it for granted."""

    id: str
    """The notice premise-ID puts it right."""
    intent: str
    """Answered where the question by itself was not understood."""
    phrases: WrittenPhrases


class PremiseFile(Entry):
    """File `content/lexicon/premises.yaml`."""

    parts: Parts
    premises: tuple[Premise, ...]
    pressure: WrittenPhrases
    """Attempts to make the program ignore its texts, invent a number or be a doctor."""


class DangerFile(Entry):
    """Files `content/utterances/danger-*.yaml` and `calm-*.yaml`: how people tell of danger, and what sounds alike.

    From these the listener learns, which hears what no list foresaw. They are whole messages in people's own words, not
    phrases in the notation.
    """

    emergency: Parts = Field(default_factory=dict)
    """Danger now or in the last seven days, by sign."""
    crisis: Parts = Field(default_factory=dict)
    """A wish to die, by sign."""
    same_day: Parts = Field(default_factory=dict)
    """To be seen today, by sign: alone, not sudden."""
    personal: Parts = Field(default_factory=dict)
    """Asks for advice on one person's case, by what it is about."""
    calm: Parts = Field(default_factory=dict)
    """Must raise no alarm, by why: education, idiom, long ago, denied …"""

    @property
    def groups(self) -> Mapping[Told, Parts]:
        """The examples by what they tell of, and then by sign, subject or reason."""
        return {
            "emergency": self.emergency,
            "crisis": self.crisis,
            "same-day": self.same_day,
            "personal": self.personal,
            "calm": self.calm,
        }


@dataclass(frozen=True)
class SafetyLexicon:
    """The word lists of the screen, and the examples of its listener."""

    redflags: RedFlagFile
    frames: FrameFile
    personal: PersonalFile
    premises: PremiseFile
    examples: Mapping[Told, Phrases] = field(default_factory=dict)
    """Without examples of danger there is no listener."""
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What was worked out of phrases before (`bot.safety.notation.Known`). Nothing else follows from it."""
