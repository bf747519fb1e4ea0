"""Serve an application on a free port of this machine while a test runs."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(app: FastAPI, port: int | None = None, **options: Any) -> Iterator[str]:
    """The address of the running application. `options`: as the server library has them."""
    port = port or free_port()
    running = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", server_header=False, **options))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        assert thread.is_alive(), "the server did not start"
        thread.join(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join()
