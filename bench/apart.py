"""Measuring in a process of its own: memory and start-up are only true in a fresh one."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def measured(module: str, *arguments: str) -> dict[str, Any]:
    """Run one of our modules afresh, and read the line of JSON that it prints."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own
    return dict(json.loads(done.stdout))


def mebibytes() -> int:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
