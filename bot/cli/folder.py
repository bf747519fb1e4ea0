"""The content folder that a command works on."""

import argparse
from pathlib import Path

from bot.paths import content_folder


def chosen_folder(arguments: argparse.Namespace) -> Path:
    """The folder of --content, of HEPATICA_CONTENT, or the one that belongs to this installation."""
    return content_folder(arguments.content or arguments.settings.content)
