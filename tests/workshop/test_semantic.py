"""The sentence encoder: what it costs a machine."""

from threadpoolctl import threadpool_info, threadpool_limits

from bot.model.knowledge import Knowledge
from bot.workshop.semantic import load_encoder
from bot.workshop.table import ready


def threads() -> set[int]:
    """How many threads numpy works on."""
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_questions_are_read_on_one_thread(knowledge: Knowledge) -> None:
    """Threads that wait for each other make a busy machine a hundred times slower; numpy starts one for each core."""
    with threadpool_limits(limits=2, user_api="blas"):
        assert threads() == {2}
        encoder = load_encoder(wanted=True)
        assert encoder is not None
        ready(knowledge, encoder)
        assert encoder(["does it help?"]).shape == (1, 512)
        assert threads() == {1}
