"""Changes as one HTML page that needs nothing beside itself, for a pull request."""

from collections.abc import Mapping

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.paths import PACKAGE, templates_folder
from bot.workshop.diff import Changes
from bot.workshop.diff_groups import ABOUT, Group, counted, groups
from bot.workshop.diff_routing import Routing
from bot.workshop.diff_side import ANCHOR

TEMPLATE = "diff/page.html"
SHEETS = ("tokens.css", "pictures.css")
"""Style sheets of the pages that drawings need."""


def diff_page(changes: Changes, routing: Routing, title: str = "") -> str:
    """The page. `title`: what is compared."""
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            changes=changes,
            title=title or f"{changes.before} → {changes.after}",
            counted=counted(changes),
            sections=sections(changes),
            routing=routing,
            styles=Markup("\n".join((PACKAGE / "static" / name).read_text("utf-8") for name in SHEETS)),  # noqa: S704  # our own
        )
    )


def sections(changes: Changes) -> Mapping[str, dict[str, list[Group]]]:
    """The groups by kind, and in each kind by name; kinds by their titles."""
    found: dict[str, dict[str, list[Group]]] = {}
    for kind, title in ABOUT.items():
        for group in groups(changes.of(kind)):
            found.setdefault(title, {}).setdefault(group.name, []).append(group)
    return found


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawn"] = _drawn
    return environment


def _drawn(drawing: Markup | None, anchor: str) -> Markup:
    """A drawing with ids of its own, since before and after stand on one page."""
    return Markup(str(drawing or "").replace(ANCHOR, anchor))  # noqa: S704  # drawn by our own template
