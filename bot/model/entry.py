"""Base of every type that is read from a content file."""

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """Strict, closed and frozen: an unknown key or a value of another type is an error, never a guess."""

    # A start reads whole files: what checks the types within them is built as a part of that, not by itself as well.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)
