"""Reading a booklet: its elements as they open and close, without a parser that would mend them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


@dataclass
class Paper(HTMLParser):
    """What a page holds. Raises AssertionError where an element is not closed in its turn."""

    page: str
    open: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    runs: list[tuple[str, str]] = field(default_factory=list)
    """Texts, each with the language it stands in."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.page)
        self.close()
        assert self.open == [], "an element is left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element opens."""
        element = tag, {name: value or "" for name, value in attrs}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element opens and closes at once."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """An element closes; it must be the one that was opened last."""
        assert self.open and self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """A text."""
        if data.strip() and not any(tag == "style" for tag, _ in self.open):
            language = next(attrs["lang"] for _, attrs in reversed(self.open) if "lang" in attrs)
            self.runs.append((data, language))

    def ids(self) -> list[str]:
        """All anchors."""
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]

    def text(self) -> str:
        """Everything that can be read."""
        return " ".join(data for data, _ in self.runs)
