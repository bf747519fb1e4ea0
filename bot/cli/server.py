"""The server of `hepatica serve`, with all that it answers with."""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import uvicorn

from bot.cli.listening import check_free
from bot.cli.log import question_log_warning
from bot.matching.meaning import Encoder
from bot.settings import Settings
from bot.web.connection import Connection
from bot.web.hosts import host_warning
from bot.web.live import Live, watched
from bot.web.logs import configure
from bot.web.metrics import SHARED_FOLDER
from bot.web.settled import settle
from bot.web.workers import FAILED, Workers
from bot.workshop.renewal import ready_to_serve

GRACEFUL_SECONDS = 3
HEAD_BYTES = 32 * 1024
"""Of a request before its end is seen; past it the line is cut. `bounds` refuses less than that politely."""


def serve(settings: Settings, encoder: Encoder | None) -> int:
    """Answer until told to end, in one process or several; returns an exit code.

    Raises:
        ContentError: the content or the site file of the settings cannot be used.
        SettingsError: the address cannot be used.
    """
    trouble = question_log_warning(settings)
    content = watched(settings, encoder)
    seen = content.stamp()
    serving = ready_to_serve(content.folder, settings.site, encoder)
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
    # Again: where a table had to be learnt first, minutes have passed.
    check_free(settings)
    for warning in filter(None, (host_warning(settings, serving.trained.knowledge.clinic), trouble)):
        print(warning, file=sys.stderr, flush=True)
    configure(settings.log)
    print(f"Hepatica is at http://{settings.host}:{settings.port}{settings.root_path}/ (Ctrl-C stops it)", flush=True)
    if settings.workers == 1:
        live = Live(serving, settings, content, seen)
        # From here on the application alone holds its content, and lets it go with the next.
        del serving
        uvicorn.run(live, **options)
        return 0
    return _with_workers(partial(Live, serving, settings, content, seen), settings, options)


def _with_workers(live: Callable[[], Live], settings: Settings, options: Mapping[str, Any]) -> int:
    """Several processes on one socket, forked from this one, which has loaded everything."""
    config = uvicorn.Config("", **options)
    with tempfile.TemporaryDirectory(prefix="hepatica-") as counts, config.bind_socket() as listening:
        listening.listen(config.backlog)
        if settings.metrics == "on":
            os.environ[SHARED_FOLDER] = counts

        def answer() -> int:
            server = uvicorn.Server(uvicorn.Config(live(), **options))
            server.run([listening])
            return 0 if server.started else FAILED

        settle()
        return Workers(answer, settings.workers).run()
