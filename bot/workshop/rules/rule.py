"""What is written down about a rule, for whoever meets a finding of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `hepatica check`."""

    id: str
    says: str
    """What must hold, in one sentence."""
    why: str
    """Why it matters to a reader or an editor."""
    mend: str
    """How a finding is mended."""
    starts: bool = False
    """True where a finding also stops the start of the server; such a finding cannot be waived."""
    slow: bool = False
    """True where it runs only with `hepatica check --near`."""
