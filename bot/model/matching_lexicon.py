"""Words that help the ranking (concepts) and words that overrule it (vetoes)."""

from pydantic import Field

from bot.model.entry import Entry


class Concept(Entry):
    """Different words for one thing. The ranking treats a question that uses any of them alike."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """A plain English name for the thing."""
    words: tuple[str, ...] = Field(min_length=1)
    """Words and short phrases, English and Chinese together, in either Chinese script."""


class Veto(Entry):
    """Names of one sort (drugs, diseases, organs …) that the article does not speak of."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """A plain English name for the sort."""
    names: tuple[str, ...] = Field(min_length=1)
    """The names, English and Chinese together, in either Chinese script."""
    spared: tuple[str, ...] = ()
    """Set phrases that hold such a name and mean something else (kidney failure caused by the liver)."""
    allowed: tuple[str, ...] = ()
    """Intents that may be answered although such a name stands in the question."""
    with_treatment: str | None = None
    """Intent to answer with when the question is about this treatment for such a thing; null: not understood."""


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


class MatchingLexicon(Entry):
    """File `content/lexicon/matching.yaml`."""

    treatment: tuple[str, ...]
    """Words that show that a question is about the treatment of the article (stem cells, 干细胞)."""
    concepts: tuple[Concept, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    redirects: tuple[Redirect, ...] = ()
