"""A question that gets no turn: nothing in it, or too much."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no reply. Surfaces show the fixed reply of the same name and keep the text."""

    reason: Literal["empty", "too-long"]
