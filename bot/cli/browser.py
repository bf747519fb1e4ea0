"""The browser of this machine, for a kiosk and for making a PDF."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bot.model.problem import SettingsError

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge")
PDF_SECONDS = 180
_PRINTING = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",  # headings, lists and tables can be read aloud
    "--generate-pdf-document-outline",
)


def find_browser(chosen: str | None, otherwise: str) -> str:
    """The browser to start. `otherwise` says what to do where there is none.

    Raises:
        SettingsError: there is none.
    """
    found = next(filter(None, map(shutil.which, [chosen] if chosen else BROWSERS)), None)
    if found is None:
        wanted = chosen or ", ".join(BROWSERS)
        raise SettingsError(f"no browser found ({wanted}); {otherwise}")
    return found


def printed(browser: str, html: str) -> bytes:
    """A page as a PDF. It comes from a file, so nothing is fetched.

    Raises:
        SettingsError: the browser made none; says how it ended.
    """
    with tempfile.TemporaryDirectory(prefix="hepatica-pdf-") as name:
        folder = Path(name)
        page, made = folder / "page.html", folder / "page.pdf"
        page.write_text(html, encoding="utf-8")
        # A sandbox cannot be set up by root, and the page is our own.
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        flags = [*_PRINTING, *root, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}"]
        try:
            run = subprocess.run(  # noqa: S603  # our own command line
                [browser, *flags, page.as_uri()], capture_output=True, check=False, timeout=PDF_SECONDS
            )
        except subprocess.TimeoutExpired:
            raise SettingsError(f"{browser} made no PDF within {PDF_SECONDS} seconds; leave --pdf out") from None
        if not made.is_file():
            last = run.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it said nothing"]
            raise SettingsError(f"{browser} made no PDF (it ended with {run.returncode}): {last[0]}")
        return made.read_bytes()
