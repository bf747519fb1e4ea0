"""The knowledge base, loaded and trained once for the whole run."""

import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from bot.content.loader import load
from bot.conversation.trained import Trained
from bot.model.knowledge import Knowledge
from bot.paths import content_folder
from bot.workshop.semantic import load_encoder
from bot.workshop.table import ready

# pypinyin reads it as it is imported: the tests ask for single characters and short words, and its half million phrases
# take half a second and 60 MB.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

# How long an example takes depends on the machine, and is measured by benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

CASES = Path(__file__).parent / "cases"


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long `make soak` takes can be chosen."""
    parser.addoption("--requests", type=int, default=200_000, help="requests of the soak test")


@cache
def shared_knowledge() -> Knowledge:
    """The shipped content, for properties that cannot take fixtures."""
    return load(content_folder())


@cache
def shared_trained() -> Trained:
    """The shipped content, ready to answer as `make serve` does: with the sentence encoder."""
    return ready(shared_knowledge(), load_encoder(wanted=True))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped content."""
    return shared_knowledge()


@pytest.fixture(scope="session")
def trained() -> Trained:
    """The shipped content, ready to answer as `make serve` does: with the sentence encoder."""
    return shared_trained()
