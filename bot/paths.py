"""Where content and templates lie: at the top level of a checkout, inside the package of a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def content_folder(chosen: Path | None = None) -> Path:
    """The content folder: the chosen one, else the wheel's copy, else the checkout's."""
    return chosen or _packaged_or_checkout("_content", "content")


def templates_folder() -> Path:
    """The folder of page templates."""
    return _packaged_or_checkout("_templates", "templates")


def _packaged_or_checkout(packaged: str, checkout: str) -> Path:
    inside = _PACKAGE / packaged
    return inside if inside.is_dir() else _PACKAGE.parent / checkout
