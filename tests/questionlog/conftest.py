"""A database of either kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.conversation.trained import Trained
from bot.questionlog.database import Database, open_database
from bot.settings import Settings
from bot.web.app import build_app
from tests.questionlog.cluster import PROGRAMS, Cluster
from tests.questionlog.making import file_database
from tests.web.conftest import BASE

NO_SERVER = "no PostgreSQL server; `make test` installs it where it can"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server."""
    if not PROGRAMS:
        pytest.skip(NO_SERVER)
    made = Cluster()
    made.start()
    yield made
    made.remove()


@pytest.fixture
def postgres(cluster: Cluster) -> Iterator[Database]:
    """An empty database in PostgreSQL."""
    made = open_database(cluster.new_url())
    yield made
    made.engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database."""
    if request.param == "sqlite":
        return file_database(tmp_path)
    made: Database = request.getfixturevalue("postgres")
    return made


@pytest.fixture(scope="session")
def client(trained: Trained) -> TestClient:
    """The application with default settings."""
    return TestClient(build_app(trained, Settings()), base_url=BASE, follow_redirects=False)
