"""How many requests the long day has: `make soak ARGS="--requests 20000"`."""

import pytest


@pytest.fixture
def requests(pytestconfig: pytest.Config) -> int:
    """Requests to send."""
    return int(pytestconfig.getoption("--requests"))
