"""`hepatica serve`: the web chat and the API."""

import argparse
import gc
from dataclasses import replace

from bot.cli.folder import chosen_folder
from bot.cli.listening import check_free
from bot.model.problem import SettingsError
from bot.settings import Settings
from bot.workshop.semantic import load_encoder


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("--host", help="address to listen on (HEPATICA_HOST, 127.0.0.1)")
    command.add_argument("--port", type=int, help="port (HEPATICA_PORT, 8000)")
    command.add_argument("--workers", type=int, help="server processes (HEPATICA_WORKERS, 1)")


def run(arguments: argparse.Namespace) -> int:
    """Start the server; content with a problem stops the start."""
    # What is loaded stays as well. `settle` leaves it out of every search, and turns the search on.
    gc.disable()
    settings = _settings(arguments)
    check_free(settings)
    encoder = load_encoder(settings.semantic == "on")
    # Half of a start is importing what serves; the encoder reads its weights meanwhile, in a thread of its own.
    from bot.cli.server import serve  # noqa: PLC0415

    return serve(settings, encoder)


def _settings(arguments: argparse.Namespace) -> Settings:
    chosen = {name: getattr(arguments, name) for name in ("host", "port", "workers")}
    chosen["content"] = chosen_folder(arguments)
    settings: Settings = replace(arguments.settings, **{k: v for k, v in chosen.items() if v is not None})
    if not 1 <= settings.port <= 65535:
        raise SettingsError(f"--port {settings.port} cannot be used; allowed: 1 to 65535")
    if not 1 <= settings.workers <= 64:
        raise SettingsError(f"--workers {settings.workers} cannot be used; allowed: 1 to 64")
    return settings
