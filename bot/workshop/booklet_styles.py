"""The style sheets of a booklet as one text, with its running head and foot and page numbers."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.paths import PACKAGE

SHEETS = ("tokens.css", "app.css", "reply.css", "pictures.css", "sheet.css", "print.css", "booklet.css")
"""Those of the pages and of the take-home sheet, then what only a booklet needs."""
_PAGE = """
@page {{
  @top-left {{ content: {running}; }}
  @bottom-left {{ content: {foot}; }}
}}
"""
_CHAPTER = """
@page chapter-{n} {{
  @top-right {{ content: {title}; }}
}}

.booklet-page-{n} {{
  page: chapter-{n};
}}
"""


def styles(running: str, foot: str, titles: Sequence[str]) -> Markup:
    """The style sheets. Each chapter has pages of its own, with its title (plain text) at their head."""
    own = "\n".join((PACKAGE / "static" / name).read_text(encoding="utf-8") for name in SHEETS)
    pages = _PAGE.format(running=_string(running), foot=_string(foot))
    chapters = "".join(_CHAPTER.format(n=n, title=_string(title)) for n, title in enumerate(titles, 1))
    return Markup(own + pages + chapters)  # noqa: S704  # our own style sheets; words stand in escaped strings


def _string(words: str) -> str:
    """A string of CSS. Everything that could end it, or the style element around it, is written as a number."""
    safe = "".join(char if char.isalnum() or char in " .,:·-()" else f"\\{ord(char):x} " for char in words)
    return f'"{safe}"'
