"""Words that help the ranking (concepts) and names that overrule it (redirects, and names outside the article)."""

from dataclasses import dataclass
from functools import cached_property

from pydantic import Field

from bot.model.entry import Entry


class Concept(Entry):
    """Different words for one thing. The ranking treats a question that uses any of them alike."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """A plain English name for the thing."""
    words: tuple[str, ...] = Field(min_length=1)
    """Words and short phrases, English and Chinese together, in either Chinese script."""


class ForeignGroup(Entry):
    """Names of one sort (drugs, diseases, organs …) that the article does not speak of, and where they lead."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """A plain English name for the sort."""
    names: tuple[str, ...] = Field(min_length=1)
    """The names, English and Chinese together, in either Chinese script."""
    with_treatment: str | None = None
    """Intent to answer with when the question also names the treatment; null: not understood."""
    with_liver: str | None = Field(default=None, alias="with_subject")
    """Intent to answer with when the question names the subject and not the treatment; null: not understood."""
    otherwise: str | None = None
    """Intent to answer with in all other cases; null: not understood."""
    allowed: tuple[str, ...] = ()
    """Intents that may be answered although such a name stands in the question."""
    allowed_beside: tuple[str, ...] = ()
    """Intents that may be answered if the question also names the treatment, the subject, or points back at it."""
    as_effect: str | None = None
    """Intent to answer with when the question asks whether the treatment causes such a thing (see `effects`)."""
    yields: bool = False
    """True for everyday things: ignored where the question names the treatment in full, or the subject."""


class Effects(Entry):
    """When a foreign name is something that the treatment may cause, and not what it is given for."""

    words: tuple[str, ...]
    """Words that ask for it (cause, lead to, 引起)."""
    intents: tuple[str, ...]
    """Intents that may answer such a question."""


class Redirect(Entry):
    """A name that decides between intents the ranking cannot tell apart."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """A plain English name for the rule."""
    names: tuple[str, ...] = Field(min_length=1)
    """One of these must stand in the question …"""
    beside: tuple[str, ...] = Field(min_length=1)
    """… and one of these as well."""
    instead_of: tuple[str, ...] = Field(min_length=1)
    """Intents that must not answer such a question."""
    intent: str
    """The intent that answers it."""


class MatchingFile(Entry):
    """File `content/lexicon/matching.yaml`."""

    concepts: tuple[Concept, ...] = ()
    redirects: tuple[Redirect, ...] = ()


class ForeignFile(Entry):
    """File `content/lexicon/foreign.yaml`."""

    treatment: tuple[str, ...] = Field(min_length=1)
    """The treatment of the article, in full."""
    treatment_short: tuple[str, ...] = ()
    """Words that mean the treatment here and other things elsewhere (MSC, these cells)."""
    liver: tuple[str, ...] = Field(min_length=1, alias="subject")
    """Words that name what the article is about (the liver and its diseases)."""
    refers: tuple[str, ...] = ()
    """Words that point back at the treatment (it, this, 它)."""
    effects: Effects
    ours: tuple[str, ...] = ()
    """Set phrases that hold a foreign name and mean something else (kidney failure caused by the liver)."""
    groups: tuple[ForeignGroup, ...] = ()


@dataclass(frozen=True)
class MatchingLexicon:
    """The two files together."""

    matching: MatchingFile
    foreign: ForeignFile

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """Different words for one thing, and one concept for all foreign names that lead to the same place.

        So the ranking learns that a question names something outside the article, and not only which words it uses.
        """
        foreign: dict[str, list[str]] = {}
        for group in self.foreign.groups:
            where = "everyday" if group.yields else group.with_treatment or "nowhere"
            foreign.setdefault(f"foreign-{where}", []).extend(group.names)
        return (*self.matching.concepts, *(Concept(id=id, words=tuple(names)) for id, names in foreign.items()))

    @property
    def redirects(self) -> tuple[Redirect, ...]:
        """Names that decide between intents."""
        return self.matching.redirects
