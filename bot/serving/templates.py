"""Templates compiled ahead, so that a start need not: `hepatica train` does it."""

from bot.model.knowledge import Knowledge
from bot.paths import templates_folder
from bot.rendering.compiled import Compiled
from bot.rendering.emergency import add_numbers
from bot.rendering.html import Words, build_pages
from bot.serving.offers import offer_value

_NOT_SERVED = ("booklet", "diff", "report", "studio")
"""Folders of templates that commands use, or a server of its own."""


def compile_ahead(knowledge: Knowledge) -> None:
    """Compile what a server shows, and keep it for the next start.

    Raises:
        OSError: the folder cannot be written to.
    """
    words = Words(compiled=Compiled(anew=True))
    pages = build_pages(templates_folder(), knowledge, {"url": lambda _, path: path}, words)
    add_numbers(pages, knowledge)
    # What is compiled for one language serves all.
    environment = next(iter(pages.environments.values()))
    environment.filters["offer_value"] = offer_value
    for name in environment.list_templates(filter_func=_is_served):
        environment.get_template(name)
    words.compiled.keep_ahead()


def _is_served(name: str) -> bool:
    return name.endswith(".html") and name.partition("/")[0] not in _NOT_SERVED
