"""How well danger signs are found, as measured; for the page about Hepatica."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path("measured", "safety.json")
"""In the content folder: the counts are true of that content alone."""


class Screening(BaseModel):
    """Counts over our test messages. A test measures anew and fails where a stored count is out of date."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    danger: int
    """Messages about a danger to life."""
    found: int
    """Those of them that were recognised."""
    harmless: int
    """Other messages."""
    alarms: int
    """Those of them that raised an alarm all the same."""


def read_screening(content: Path) -> Screening | None:
    """The stored counts of a content folder; None where nothing was measured."""
    file = content / FILE
    return Screening.model_validate_json(file.read_bytes()) if file.is_file() else None
