"""Logs as JSON, one object a line on stderr. They say what happened and where, never what a person wrote.

Messages are ours and hold no input. Of an exception its type and the places it passed are written, not its message,
which may quote what it failed on.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, TextIO

REQUESTS = "hepatica.requests"
"""The logger that gets a line for each request."""
_OURS = ("method", "route", "status", "milliseconds", "kind", "content_version", "learnt", "problems")
"""What a line may carry beside its message."""
_OF_THE_QUESTION_LOG = ("dropped", "waiting", "reason")


class JsonLines(logging.Formatter):
    """A log record as one line of JSON; control characters and line breaks are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # With its arguments only where the message is ours: a server library may put input into them.
            "message": record.getMessage() if record.name.startswith(("bot.", "hepatica.")) else str(record.msg),
        }
        line |= {name: getattr(record, name) for name in (*_OURS, *_OF_THE_QUESTION_LOG) if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["places"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line)


def configure(wanted: str, stream: TextIO | None = None) -> None:
    """Send logs to stderr. `wanted`: "off", "errors" (and changes of content), "requests" (a line for each as well)."""
    root = logging.getLogger()
    handler: logging.Handler = logging.NullHandler()
    if wanted != "off":
        handler = logging.StreamHandler(stream or sys.stderr)
        handler.setFormatter(JsonLines())
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(logging.INFO)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if wanted == "requests" else logging.CRITICAL)
