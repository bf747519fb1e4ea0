"""`hepatica kiosk`: refuses where it would be of no use, and starts the browser so that nothing of a visit stays."""

import sys
from pathlib import Path

import pytest

from bot.cli.kiosk import browser_command
from bot.cli.main import main
from bot.model.clinic import Clinic
from tests.browser.serving import free_port

SITE = Path(__file__).resolve().parents[2] / "docs" / "site.example.yaml"
BROWSER = """#!{python}
import pathlib, sys, urllib.request
pathlib.Path({log!r}).write_text("\\n".join(sys.argv[1:]) + "\\n" + urllib.request.urlopen(sys.argv[-1]).read().decode())
"""


def test_it_refuses_without_a_region(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of all countries is no help in a waiting room; the line says what to do."""
    monkeypatch.delenv("HEPATICA_SITE", raising=False)
    assert main(["kiosk"]) == 2
    told = capsys.readouterr().err
    assert "region" in told and "HEPATICA_SITE" in told


def test_it_refuses_without_a_browser(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names what is missing."""
    monkeypatch.setenv("HEPATICA_SITE", str(SITE))
    assert main(["kiosk", "--browser", "no-such-browser"]) == 2
    assert "no-such-browser" in capsys.readouterr().err


def test_it_serves_the_kiosk_to_the_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The browser finds the first screen, keeps nothing, and gets flags of one's own; its end is the end of the kiosk."""
    log = tmp_path / "log"
    browser = tmp_path / "browser"
    browser.write_text(BROWSER.format(python=sys.executable, log=str(log)), encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("HEPATICA_SITE", str(SITE))
    port = free_port()
    assert main(["kiosk", "--port", str(port), "--browser", str(browser), "--", "--no-sandbox"]) == 1
    told = log.read_text(encoding="utf-8")
    assert f"http://127.0.0.1:{port}/zh-Hant/kiosk\n" in told
    assert 'data-kind="attract"' in told
    for flag in ("--kiosk", "--incognito", "--kiosk-printing", "--no-sandbox", "--disable-pinch"):
        assert f"{flag}\n" in told
    profile = next(line for line in told.splitlines() if line.startswith("--user-data-dir="))
    assert not Path(profile.partition("=")[2]).exists()


def test_without_a_printer_nothing_is_printed_unasked() -> None:
    """Silent printing would send the sheet to any printer of the house."""
    command = browser_command("chromium", "http://x/", Path("/p"), Clinic(region="TW", printer=False), [])
    assert "--kiosk-printing" not in command
    assert command[-1] == "http://x/"
