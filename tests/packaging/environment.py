"""Commands run as someone outside this project would run them."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(command, cwd, check=True):
    """Run a command in a folder, with nothing of this project in its environment; returns the finished process."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=foreign_environment(),
        check=check,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


def foreign_environment():
    """This environment without settings of Hepatica and of Python."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("HEPATICA_", "PYTHON"))}
