"""`hepatica new-intent`: the skeleton of a new question."""

import argparse

from bot.cli.folder import chosen_folder
from bot.model.problem import SettingsError
from bot.workshop.new_intent import New, add_intent


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("id", metavar="ID", help="its name in addresses and files: back-to-work")
    command.add_argument("--kind", choices=("answer", "not_covered"), required=True, help="does the article answer it?")
    command.add_argument("--group", required=True, help="a group of intents.yaml")


def run(arguments: argparse.Namespace) -> int:
    """Write the skeleton and say where it stands; exit 2 if it cannot be written, with nothing changed."""
    folder = chosen_folder(arguments)
    if not folder.is_dir():
        raise SettingsError(f"there is no folder {folder}; give the content folder with --content")
    places = add_intent(folder, New(arguments.id, arguments.kind, arguments.group))
    print(f"the question {arguments.id!r} is laid out in {folder}:")
    for place in places:
        print(f"  {place}")
    print("fill in what stands empty there; `hepatica check` names each place")
    return 0
