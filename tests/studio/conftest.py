"""A studio over a copy of the content, with an index of a few examples that is learnt in a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.studio.desk import Desk
from tests.studio.making import copied_to, studio_of

PORT = 8010
BASE = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Studio:
    """A client that has been let in, the folder that it works on, and the start tokens as they are announced."""

    client: TestClient
    folder: Path
    tokens: list[str]
    desk: Desk

    def post(self, path: str, **fields: str):
        """Send a form as a browser does from one of our pages."""
        return self.client.post(path, data=fields, headers={"Origin": BASE, "Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    """A studio over a copy of its own, for tests that change something."""
    with begun(copied_to(tmp_path)) as one:
        yield one


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """One studio for all tests that only read."""
    with begun(copied_to(tmp_path_factory.mktemp("reading"))) as one:
        yield one


@contextmanager
def begun(checkout: Path) -> Iterator[Studio]:
    """A studio with a session begun."""
    with studio_of(checkout, PORT) as made:
        client = TestClient(made.app, base_url=BASE, follow_redirects=False)
        client.get(f"/start?token={made.tokens[0]}")
        yield Studio(client, made.folder, made.tokens, made.desk)
        client.close()
