"""Measuring in a process of its own: memory and start-up are only true in a fresh one."""

import json
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
    """The most memory that this process has held so far; unlike `ru_maxrss`, without what its parent held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (peak,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak) // 1024
