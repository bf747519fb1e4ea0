"""The content folder and the site file a command works on, loaded."""

import argparse

from bot.cli.folder import chosen_folder
from bot.content.site_file import load_for
from bot.conversation.trained import Trained
from bot.model.knowledge import Knowledge
from bot.workshop.semantic import load_encoder
from bot.workshop.table import ready


def knowledge(arguments: argparse.Namespace) -> Knowledge:
    """The checked knowledge base, offered by the clinic of the site file if there is one.

    Raises:
        ContentError: with every problem.
    """
    return load_for(chosen_folder(arguments), arguments.settings.site)


def trained(arguments: argparse.Namespace) -> Trained:
    """The knowledge base, ready to answer."""
    return ready(knowledge(arguments), load_encoder(arguments.settings.semantic == "on"))
