"""The content folder a command works on, loaded."""

import argparse
from pathlib import Path

from bot.content.loader import load
from bot.conversation.trained import Trained
from bot.model.knowledge import Knowledge
from bot.paths import content_folder
from bot.workshop.semantic import load_encoder
from bot.workshop.table import ready


def chosen_folder(arguments: argparse.Namespace) -> Path:
    """The folder of --content, of HEPATICA_CONTENT, or the one that belongs to this installation."""
    return content_folder(arguments.content or arguments.settings.content)


def knowledge(arguments: argparse.Namespace) -> Knowledge:
    """The checked knowledge base.

    Raises:
        ContentError: with every problem.
    """
    return load(chosen_folder(arguments))


def trained(arguments: argparse.Namespace) -> Trained:
    """The knowledge base, ready to answer."""
    return ready(knowledge(arguments), load_encoder(arguments.settings.semantic == "on"))
