"""A client of the whole application."""

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.app import build_app


@pytest.fixture(scope="session")
def client(trained: Trained) -> TestClient:
    """The application with default settings."""
    return TestClient(build_app(trained, Settings()), base_url="http://127.0.0.1:8000")
