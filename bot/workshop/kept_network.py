"""The network of the sentence encoder as it is kept for questions, with what the pieces of the examples add."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from bot.paths import table_folder
from bot.workshop.mapped import read_mapped, write_mapped
from bot.workshop.network import Network, read_weights, with_known
from bot.writing import put_others_aside

_KIND = "network-*.bin"
_LEAST = 2
"""Texts that hold a piece before what it adds is kept: one of a single text tells of no other."""


def network_file(encoder: str, folder: Path | None = None) -> Path:
    """Where the network of an encoder of this name and version is kept."""
    return (folder or table_folder()) / f"network-{sha256(encoder.encode()).hexdigest()[:16]}.bin"


def kept_network(encoder: str, folder: Path | None = None) -> Network | None:
    """The network as it is kept; None where there is none that can be used."""
    try:
        network = Network(read_mapped(network_file(encoder, folder))[0])
        network.embed((1, 2))  # the ends of an empty text: whatever is missing shows now
    except (OSError, KeyError, ValueError, TypeError, IndexError):
        return None
    return network


def keep_network(
    encoder: str, weights: Path, texts: Iterable[Sequence[int]], made_for: str, folder: Path | None = None
) -> None:
    """Keep the network, whole or not at all, with what the pieces of these texts add.

    Nothing is done, and no text is looked at, where one that was made for the same is kept.

    Raises:
        OSError: the folder cannot be written to.
    """
    file = network_file(encoder, folder)
    if kept_network(encoder, folder) is not None and read_mapped(file)[1] == made_for:
        return
    held = Counter(piece for text in texts for piece in set(text))
    known = np.array(sorted(piece for piece, count in held.items() if count >= _LEAST), dtype=np.int32)
    try:
        arrays = with_known(read_weights(weights), known)
    except (KeyError, ValueError):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    write_mapped(file, arrays, made_for)
    put_others_aside(file, _KIND)
