"""Memory after a start or a change of content: what only the making needed is given back."""

import ctypes
import gc
import weakref

from fastapi.dependencies import models


def settle() -> None:
    """Give memory back to the system, and leave what serves out of every later search for garbage.

    Hundreds of thousands of objects live as long as the content does; looking through them again and again would cost
    replies a tenth of a second now and then. At a start not even once: next to nothing of them is garbage.
    """
    gc.freeze()
    gc.enable()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # the C library of GNU has it, others have not
        trim(0)


class Former:
    """Applications whose content was exchanged. Requests that began with one end with it; then it is let go."""

    def __init__(self) -> None:
        self._apps: list[weakref.ref[object]] = []
        self._looks = 0

    def add(self, app: object) -> None:
        """An application that has just been exchanged."""
        self._apps.append(weakref.ref(app))
        self._looks = 0

    def let_go(self) -> None:
        """Let go of those that nothing needs any more. To be called now and then, a moment after an exchange first.

        The search stops all replies for a tenth of a second, so it is made at the 1st, 2nd, 4th, 8th … time only: a
        client that takes its time with one request shall not slow down the others.
        """
        if not self._apps:
            return
        self._looks += 1
        if self._looks & (self._looks - 1) == 0:
            _settle_again()
            self._apps = [app for app in self._apps if app() is not None]


def _settle_again() -> None:
    """The same after a change of content: what was left out of the search until now has become garbage."""
    gc.unfreeze()
    # FastAPI remembers of each function of a route what kind it is, and with the function all that it was made from:
    # the whole content that has just been exchanged.
    for kept in tuple(vars(models).values()):
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
    gc.collect()
    settle()
