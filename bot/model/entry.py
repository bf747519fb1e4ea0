"""Base of every type that is read from a content file."""

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """Strict, closed and frozen: an unknown key or a value of another type is an error, never a guess."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
