"""Where the pages are shown: in a window of their own, in a frame on another site, on a screen in a waiting room."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.model.knowledge import Locale
from bot.questionlog.events import Place
from bot.web.routes import page_url

_CHAT = ("/", "/ask", "/verdict")


@dataclass(frozen=True, slots=True)
class Surface:
    """The layout that pages extend, the path below the language where the chat lies."""

    layout: str
    place: Place = "page"
    """What the question log calls it."""
    home: str = ""
    framed: bool = False
    """True where other pages of ours cannot be shown: links to them open a window."""
    error: str = "pages/error.html"
    error_part: str = "pages/error_fragment.html"

    def url(self, root_path: str) -> Callable[[Locale, str], str]:
        """A function from (locale, path below it) to an address; the chat has its own on each surface."""
        plain = page_url(root_path)
        return lambda locale, path: plain(locale, self.path(path))

    def path(self, path: str) -> str:
        """The path below the language: that of the chat lies where this surface has it."""
        return (self.home + path).rstrip("/") if self.home and path in _CHAT else path


PAGE = Surface("base.html")
EMBED = Surface("embed/base.html", "widget", "/embed", framed=True)
KIOSK = Surface("kiosk/document.html", "kiosk", error="kiosk/error_document.html", error_part="kiosk/error.html")


def surface_of(path: str) -> Surface:
    """The surface that an address belongs to."""
    if is_kiosk(path):
        return KIOSK
    return EMBED if is_embed(path) else PAGE


def is_kiosk(path: str) -> bool:
    """True for the addresses of the kiosk."""
    return path.strip("/").split("/")[1:2] == ["kiosk"]


def is_embed(path: str) -> bool:
    """True for addresses that other sites may show in a frame."""
    return path.strip("/").split("/")[1:2] == ["embed"] and not is_widget(path)


def is_widget(path: str) -> bool:
    """True for the script that other sites load, and what belongs to it."""
    return path.startswith("/embed/")
