"""`hepatica studio`: the workshop of the content in a browser, on this machine alone."""

import argparse
import os
import signal
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import NoReturn

import uvicorn

from bot.cli.folder import chosen_folder
from bot.cli.knowledge import knowledge
from bot.cli.listening import check_free
from bot.model.problem import SettingsError
from bot.paths import PACKAGE, table_folder
from bot.questionlog.database import Database, open_database
from bot.serving.assets import read_assets
from bot.settings import Settings
from bot.studio.app import build_studio
from bot.studio.desk import Desk, Tools
from bot.studio.jobs import Jobs, clear_scratch
from bot.studio.keys import Keys
from bot.workshop.saving import recover
from bot.workshop.semantic import load_encoder
from bot.workshop.table import ready

HOST = "127.0.0.1"
PORT = 8010


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("--port", type=int, help="port (8010)")
    command.add_argument("--open", action="store_true", help="open the browser as well")


def run(arguments: argparse.Namespace) -> int:
    """Start the studio; content with a problem stops the start."""
    folder = chosen_folder(arguments)
    port = PORT if arguments.port is None else arguments.port
    _check(folder, port)
    check_free(replace(arguments.settings, host=HOST, port=port))
    if folder.is_dir():
        for file in recover(folder):
            print(
                f"hepatica: {file} was changed by somebody else; the studio's text is in {file}.not-saved",
                file=sys.stderr,
            )
    encoder = load_encoder(arguments.settings.semantic == "on")
    base = ready(knowledge(arguments), encoder)
    assets = read_assets()
    clear_scratch()
    jobs = Jobs(_results())
    desk = Desk(base, folder, assets, jobs, Tools(encoder, arguments.settings.site, _log(arguments.settings)))
    opened = False

    def announce(token: str) -> None:
        nonlocal opened
        address = f"http://{HOST}:{port}/start?token={token}"
        print(f"Hepatica Studio: open {address} (works once; Ctrl-C stops the studio)", flush=True)
        if arguments.open and not opened:
            opened = True
            webbrowser.open(address)

    app = build_studio(desk, Keys(announce), port, assets)
    # No log of requests: the start address holds the token, and questions that are tried are nobody's business.
    with _ended_in_order():
        try:
            uvicorn.run(app, host=HOST, port=port, access_log=False, server_header=False, log_level="warning")
        finally:
            jobs.end()
    return 0


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let the end of a login or a closed terminal end the studio as an exception, so that it clears up behind itself.

    The server closes its connections and sends itself the signal once more; by default that would end the process.
    """

    def leave(number: int, _: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    def hang_up(_number: int, _: FrameType | None) -> None:
        signal.raise_signal(signal.SIGTERM)

    before = {signal.SIGTERM: signal.signal(signal.SIGTERM, leave)}
    # Whoever started the studio with nohup wants it to stay.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        before[signal.SIGHUP] = signal.signal(signal.SIGHUP, hang_up)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _log(settings: Settings) -> Database | None:
    """The question log, where one is kept: it is on in the settings, or named by them."""
    wanted = settings.question_log != "off" or settings.database_url is not None
    return open_database(settings.database_url) if wanted else None


def _results() -> Path | None:
    """Where measured results are kept beside the learnt tables; None where nothing can be kept there."""
    folder = table_folder()
    return folder if os.access(folder, os.W_OK) else None


def _check(folder: Path, port: int) -> None:
    """Say what cannot be worked on.

    Raises:
        SettingsError: the port is none, or the folder is part of an installed package.
    """
    if not 1 <= port <= 65535:
        raise SettingsError(f"--port {port} cannot be used; allowed: 1 to 65535")
    if PACKAGE in folder.resolve().parents:
        raise SettingsError(
            "the studio changes content, and this content is part of an installed package; run it in a checkout, or "
            "name a folder of your own with --content DIR"
        )
