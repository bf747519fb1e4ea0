"""A client of the pages, and small helpers to read them."""

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.app import build_app

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def client(trained: Trained) -> TestClient:
    """The application with default settings; redirects are not followed."""
    return TestClient(build_app(trained, Settings()), base_url=BASE, follow_redirects=False)
