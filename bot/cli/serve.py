"""`hepatica serve`: the web chat and the API."""

import argparse
import os
import socket
import sys
import tempfile
from dataclasses import replace
from typing import Any

import uvicorn

from bot.cli.knowledge import chosen_folder, knowledge
from bot.cli.log import question_log_warning
from bot.model.problem import SettingsError
from bot.settings import PREFIX, Settings
from bot.web.connection import Connection
from bot.web.hosts import host_warning
from bot.web.live import live
from bot.web.logs import configure
from bot.web.metrics import SHARED_FOLDER
from bot.workshop.semantic import load_encoder
from bot.workshop.table import ready

GRACEFUL_SECONDS = 3
WORKER_SECONDS = 30
"""How long a worker may give no sign of life. One that has died is replaced at once; but one that starts on a busy
machine says nothing for many seconds, and would be started anew for ever."""
HEAD_BYTES = 32 * 1024
"""Of a request before its end is seen; past it the line is cut. `bounds` refuses less than that politely."""


def run(arguments: argparse.Namespace) -> int:
    """Start the server; content with a problem stops the start."""
    settings = _settings(arguments)
    trouble = question_log_warning(settings)
    encoder = load_encoder(settings.semantic == "on")
    base = ready(knowledge(arguments), encoder)
    options: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "http": Connection,
        "server_header": False,
        "access_log": False,
        "timeout_graceful_shutdown": GRACEFUL_SECONDS,
        "timeout_worker_healthcheck": WORKER_SECONDS,
        # Its own lines go the way of ours.
        "log_config": None,
        # The application itself believes the proxies of the settings, and nobody else.
        "proxy_headers": False,
        "h11_max_incomplete_event_size": HEAD_BYTES,
    }
    check_free(settings)
    for warning in filter(None, (host_warning(settings, base.knowledge.clinic), trouble)):
        print(warning, file=sys.stderr, flush=True)
    configure(settings.log)
    print(f"Hepatica is at http://{settings.host}:{settings.port}{settings.root_path}/ (Ctrl-C stops it)", flush=True)
    if settings.workers == 1:
        uvicorn.run(live(base, replace(settings, content=chosen_folder(arguments)), encoder), **options)
        return 0
    # Workers are processes of their own and build the same application from the environment.
    os.environ[f"{PREFIX}HOST"] = settings.host
    os.environ[f"{PREFIX}CONTENT"] = str(chosen_folder(arguments).resolve())
    os.environ[f"{PREFIX}WORKERS"] = str(settings.workers)
    with tempfile.TemporaryDirectory(prefix="hepatica-") as counts:
        if settings.metrics == "on":
            os.environ[SHARED_FOLDER] = counts
        uvicorn.run("bot.web.worker:app_from_environment", factory=True, workers=settings.workers, **options)
    return 0


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
