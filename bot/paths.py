"""Where content and templates lie: at the top level of a checkout, inside the package of a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""The folder of the package `bot`."""


def content_folder(chosen: Path | None = None) -> Path:
    """The content folder: the chosen one, else the wheel's copy, else the checkout's."""
    return chosen or _packaged_or_checkout("_content", "content")


def table_folder() -> Path:
    """Where learnt tables are kept, beside the code that learns them."""
    return PACKAGE / "_trained"


def templates_folder() -> Path:
    """The folder of page templates."""
    return _packaged_or_checkout("_templates", "templates")


def _packaged_or_checkout(packaged: str, checkout: str) -> Path:
    inside = PACKAGE / packaged
    return inside if inside.is_dir() else PACKAGE.parent / checkout
