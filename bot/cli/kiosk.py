"""`hepatica kiosk`: the server and a browser that shows nothing else, on one machine without a network."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

import uvicorn

from bot.cli.browser import find_browser
from bot.cli.folder import chosen_folder
from bot.cli.knowledge import trained
from bot.cli.listening import check_free
from bot.cli.log import question_log_warning
from bot.model.clinic import Clinic
from bot.model.problem import SettingsError
from bot.web.app import build_app

START_SECONDS = 30
FLAGS = (
    "--kiosk",
    "--incognito",  # nothing of a visit reaches the disk
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--disable-infobars",
    "--disable-session-crashed-bubble",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-breakpad",
    "--disable-features=Translate,TranslateUI,MediaRouter,OptimizationHints",
    "--password-store=basic",
    "--check-for-update-interval=31536000",
)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    command.add_argument("--port", type=int, help="port (HEPATICA_PORT, 8000)")
    command.add_argument("--browser", metavar="PROGRAM", help="the browser to start (default: a chromium)")
    command.add_argument("--test", action="store_true", help="show the self-test page for staff instead")
    command.add_argument("flags", nargs="*", metavar="FLAG", help="after --, flags that are handed to the browser")


def run(arguments: argparse.Namespace) -> int:
    """Start server and browser; ends when either does. Exit 2 without a region or a browser."""
    port = arguments.port or arguments.settings.port
    settings = replace(arguments.settings, host="127.0.0.1", port=port, content=chosen_folder(arguments))
    base = trained(arguments)
    clinic = base.knowledge.clinic
    if not clinic.leads:
        print(
            "hepatica: a kiosk needs to know where it stands: write `region` into a site file and set HEPATICA_SITE "
            "to it (docs/site.md). A list of all countries is no help in a waiting room",
            file=sys.stderr,
        )
        return 2
    browser = find_browser(arguments.browser, "install chromium, or name one with --browser")
    check_free(settings)
    if warning := question_log_warning(settings):
        print(warning, file=sys.stderr, flush=True)
    app = build_app(base, settings)
    server = uvicorn.Server(
        uvicorn.Config(app, "127.0.0.1", settings.port, access_log=False, server_header=False, log_level="warning")
    )
    with _serving(server), tempfile.TemporaryDirectory(prefix="hepatica-kiosk-") as profile:
        address = f"http://127.0.0.1:{settings.port}{settings.root_path}/{clinic.default}/kiosk"
        print(f"Hepatica's kiosk is at {address}; its self-test for staff at {address}/test", flush=True)
        command = browser_command(
            browser, address + ("/test" if arguments.test else ""), Path(profile), clinic, arguments.flags
        )
        return _attended(command)


def browser_command(browser: str, address: str, profile: Path, clinic: Clinic, more: list[str]) -> list[str]:
    """The command line of the browser: full screen, no trace, printing without a question, then flags of one's own."""
    printing = ["--kiosk-printing"] if clinic.printer else []
    flags = [*FLAGS, *printing, f"--user-data-dir={profile}", f"--lang={clinic.default}"]
    return [browser, *flags, *(flag for flag in more if flag != "--"), address]


@contextmanager
def _serving(server: uvicorn.Server) -> Iterator[None]:
    """The server in a thread of its own, so that signals reach the command.

    Raises:
        SettingsError: it did not start.
    """
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(START_SECONDS * 20):
        if server.started or not thread.is_alive():
            break
        thread.join(0.05)
    if not server.started:
        raise SettingsError("the server did not start; the lines above say why")
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _attended(command: list[str]) -> int:
    """Run the browser until it ends or we are asked to; 0 if we were asked, else 1: a kiosk is not meant to end."""
    asked = threading.Event()
    # A group of its own: what the browser started ends with it.
    with subprocess.Popen(command, start_new_session=True) as process:  # noqa: S603  # our own command line

        def stop(_number: int, _frame: FrameType | None) -> None:
            asked.set()
            os.killpg(process.pid, signal.SIGTERM)

        previous = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            process.wait()
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
    return 0 if asked.is_set() else 1
