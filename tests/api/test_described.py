"""The API does what its description says: schemathesis makes requests from it, right and wrong ones, and compares."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.conversation.trained import Trained
from bot.settings import Settings
from bot.web.app import build_app

QUICK = 8
LONG = 500
ALTOGETHER = 2_000
# What makes a question acceptable cannot be said in a schema: it holds something that can be seen (not blanks alone, nor
# characters without a width), and it has at most 300 characters unless it speaks of danger. A pattern or a length in the
# schema would be wrong one way or the other: a cry for help of 400 characters is answered, and the description must not
# tell a program to cut it. `test_inputs` and `test_bad_bodies_get_one_clear_problem` cover both line by line.
BEYOND_A_SCHEMA = [positive_data_acceptance]


def compare(trained: Trained, count: int) -> int:
    """Make so many requests for each operation, right and wrong ones, and compare; how many were made."""
    app = build_app(trained, Settings(allowed_hosts=("*",)))
    operations = [found.ok() for found in schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations()]
    return sum(compare_one(operation, mode, count) for operation in operations for mode in GenerationMode)


def compare_one(operation: schemathesis.APIOperation, mode: GenerationMode, count: int) -> int:
    """Make requests of one kind for one operation; how many were made."""
    if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query):
        return 0  # nothing that could be wrong
    excluded = BEYOND_A_SCHEMA if operation.body else []
    made = 0

    # Shrinking would only make a failure shorter to read, at hundreds of requests more.
    @settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def compared(case: schemathesis.Case) -> None:
        nonlocal made
        made += 1
        case.call_and_validate(excluded_checks=excluded)

    compared()
    return made


def test_the_api_is_as_described(trained: Trained) -> None:
    """Statuses, types and bodies as described; nothing wrong is taken, nothing right refused, no internal error."""
    assert compare(trained, QUICK) >= QUICK


@pytest.mark.soak
def test_the_api_is_as_described_at_length(trained: Trained) -> None:
    """The same with two thousand requests and more."""
    assert compare(trained, LONG) >= ALTOGETHER
