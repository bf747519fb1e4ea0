"""Who has read an answer, and whether it still says what they read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from bot.model.entry import Entry
from bot.model.spans import Spans
from bot.model.tongue import Locale

Answered = tuple[str, Locale]
"""An answer in a language: the id of a question, or the name of a fixed reply (emergency, crisis …), and the locale."""
State = Literal["unsigned", "signed", "stale"]
"""unsigned: nobody has read it · signed: somebody has, and it says the same · stale: it was changed since."""


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError('a day in double quotes is expected here, such as "2026-05-31"') from None


MOST = 120
"""Characters of a name."""
NAME = r"^[^{}<>]*$"
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


class Signature(Entry):
    """A clinician has read everything that an answer can say in one language. Written by `hepatica review sign`."""

    answer: str
    """Id of the question in intents.yaml, or name of a fixed reply in answers/*/common.yaml."""
    locale: Locale
    reviewed_by: str = Field(min_length=1, max_length=MOST, pattern=NAME)
    """Name and profession, as readers see them."""
    reviewed_on: Day
    review_due: Day | None = None
    """When it should be read again; null where no day was set."""
    reading: str = Field(pattern=r"^[0-9a-f]{16}$")
    """Hash of what was read: see docs/review.md."""


Signatures = Mapping[Answered, Signature]


@dataclass(frozen=True, slots=True)
class Review:
    """How a reply was reviewed, with the words that say so."""

    state: State
    words: Spans
    signature: Signature | None = None
    """The last one, also where the text was changed since."""
