"""What many cards share, rendered once: a picture, the explanation of a word, a source, a question to go on with."""

from collections.abc import Callable, Hashable
from threading import Lock

from markupsafe import Markup

MOST = 512
"""Pieces kept, of a few kilobytes at most; the one that was not used for longest goes first."""


class Drawn:
    """Keeps what a macro made of something, for the environment of one language."""

    def __init__(self, view: Callable[[], Hashable]) -> None:
        """`view`: what the addresses on the page that is being rendered depend on."""
        self._view = view
        self._kept: dict[Hashable, Markup] = {}
        self._lock = Lock()

    def __call__(self, key: tuple[Hashable, ...], macro: Callable[..., Markup], *arguments: object) -> Markup:
        """What the macro makes of its arguments. The key says all that it depends on, the macro included."""
        full = self._view(), key
        with self._lock:
            found = self._kept.pop(full, None)
            if found is not None:
                self._kept[full] = found
                return found
        made = macro(*arguments)
        with self._lock:
            self._kept[full] = made
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
        return made
