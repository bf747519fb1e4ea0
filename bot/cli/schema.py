"""`hepatica schema`: the shapes of the content files, for editors."""

import argparse

from bot.cli.folder import chosen_folder
from bot.workshop.schemas import write_schemas


def add_arguments(command: argparse.ArgumentParser) -> None:
    """It has none of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Write the JSON Schemas beside the content."""
    folder = chosen_folder(arguments) / "schema"
    write_schemas(folder)
    print(f"schemas written to {folder}")
    return 0
