"""How a reader wants to see the pages: text size and contrast, as one word in the address (`?view=`).

Nothing is stored, so every link and form carries the word along.
"""

from dataclasses import dataclass, replace
from typing import Literal

Size = Literal["standard", "large", "larger"]
SIZES: tuple[Size, ...] = ("standard", "large", "larger")
_CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class View:
    """Text size and contrast."""

    size: Size = "standard"
    contrast: bool = False

    @property
    def code(self) -> str:
        """The word of the address: "", "large", "contrast", "larger-contrast" …."""
        words = [self.size] if self.size != "standard" else []
        return "-".join([*words, *([_CONTRAST] if self.contrast else [])])

    def sized(self, size: Size) -> "View":
        """The same view in another text size."""
        return replace(self, size=size)

    def contrasted(self, contrast: bool) -> "View":
        """The same view with or without high contrast."""
        return replace(self, contrast=contrast)


VIEWS: tuple[View, ...] = tuple(View(size, contrast) for contrast in (False, True) for size in SIZES)

STANDARD = VIEWS[0]
_BY_CODE = {view.code: view for view in VIEWS}


def read_view(code: str | None) -> View:
    """The view that a word names. A word we do not know is the standard view: a page is better than an error."""
    return _BY_CODE.get(code or "", STANDARD)


def seen_as(address: str, view: View) -> str:
    """An address of ours that keeps the view."""
    if not view.code:
        return address
    return f"{address}{'&' if '?' in address else '?'}view={view.code}"
