"""`hepatica serve`: the web chat and the API."""

import argparse
import gc
import os
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import uvicorn

from bot.cli.knowledge import chosen_folder, knowledge
from bot.cli.log import question_log_warning
from bot.model.problem import SettingsError
from bot.settings import Settings
from bot.web.connection import Connection
from bot.web.hosts import host_warning
from bot.web.live import Live, watched
from bot.web.logs import configure
from bot.web.metrics import SHARED_FOLDER
from bot.web.settled import settle
from bot.web.workers import FAILED, Workers
from bot.workshop.renewal import ready_to_serve
from bot.workshop.semantic import load_encoder

GRACEFUL_SECONDS = 3
HEAD_BYTES = 32 * 1024
"""Of a request before its end is seen; past it the line is cut. `bounds` refuses less than that politely."""


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
    trouble = question_log_warning(settings)
    encoder = load_encoder(settings.semantic == "on")
    settings = replace(settings, content=chosen_folder(arguments))
    content = watched(settings, encoder)
    seen = content.stamp()
    serving = ready_to_serve(knowledge(arguments), encoder)
    options: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "http": Connection,
        "server_header": False,
        "access_log": False,
        "timeout_graceful_shutdown": GRACEFUL_SECONDS,
        # Its own lines go the way of ours.
        "log_config": None,
        # The application itself believes the proxies of the settings, and nobody else.
        "proxy_headers": False,
        "h11_max_incomplete_event_size": HEAD_BYTES,
    }
    check_free(settings)
    for warning in filter(None, (host_warning(settings, serving.trained.knowledge.clinic), trouble)):
        print(warning, file=sys.stderr, flush=True)
    configure(settings.log)
    print(f"Hepatica is at http://{settings.host}:{settings.port}{settings.root_path}/ (Ctrl-C stops it)", flush=True)
    live = partial(Live, serving, settings, content, seen)
    if settings.workers == 1:
        uvicorn.run(live(), **options)
        return 0
    return _with_workers(live, settings, options)


def _with_workers(live: Callable[[], Live], settings: Settings, options: Mapping[str, Any]) -> int:
    """Several processes on one socket, forked from this one, which has loaded everything."""
    config = uvicorn.Config("", **options)
    with tempfile.TemporaryDirectory(prefix="hepatica-") as counts, config.bind_socket() as listening:
        listening.listen(config.backlog)
        if settings.metrics == "on":
            os.environ[SHARED_FOLDER] = counts

        def serve() -> int:
            server = uvicorn.Server(uvicorn.Config(live(), **options))
            server.run([listening])
            return 0 if server.started else FAILED

        settle()
        return Workers(serve, settings.workers).run()


def check_free(settings: Settings) -> None:
    """Say before anything is promised that the address cannot be used.

    Raises:
        SettingsError: names the address and the reason.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        message = (
            f"cannot listen on {settings.host}, port {settings.port}: {reason}; choose another with --host, --port"
        )
        raise SettingsError(message) from None


def _settings(arguments: argparse.Namespace) -> Settings:
    chosen = {name: getattr(arguments, name) for name in ("host", "port", "workers")}
    settings: Settings = replace(arguments.settings, **{k: v for k, v in chosen.items() if v is not None})
    if not 1 <= settings.port <= 65535:
        raise SettingsError(f"--port {settings.port} cannot be used; allowed: 1 to 65535")
    if not 1 <= settings.workers <= 64:
        raise SettingsError(f"--workers {settings.workers} cannot be used; allowed: 1 to 64")
    return settings
