"""The network of the sentence encoder, for one question at a time: word pieces in, an embedding out.

It is the convolutional network of Google's universal sentence encoder, multilingual, version 3 (Yang et al. 2019), with
the weights that come with the extra: vectors of pieces, two convolutions over windows of two, three and five pieces,
the sum over all pieces, and a few dense layers. The first convolution is a sum of what each piece adds at each place of
a window. For pieces that stand in our examples that is worked out ahead: half of the arithmetic of a question, and a
third of the memory that is read for it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.classifier.arrays import Floats, Ints
from bot.workshop.mapped import Arrays

_WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Pieces of each window, and how many of them stand before the one it belongs to."""
_PIECE, _WIDE = 512, 256
"""Numbers of a piece's vector, and of what each convolution makes of it."""
_CHUNKS = 17
"""The vectors of pieces are stored in so many steps of size, taken in turn."""
_MOST = np.iinfo(np.int16).max
_BLOCK = 1024


def read_weights(file: Path) -> Arrays:
    """The weights of the network, from the file that comes with the encoder.

    Raises:
        OSError, KeyError, ValueError: the file is not there, or another version holds them in another shape.
    """
    with np.load(file, allow_pickle=False) as held:
        table = np.empty((_CHUNKS * len(held["q1"]), _PIECE), dtype=np.uint8)
        for chunk in range(_CHUNKS):
            table[chunk::_CHUNKS] = held[f"q{chunk + 1}"]
        named = {name: held[name] for name in held.files if not name.startswith("q")}
    sizes = [size for size, _ in _WINDOWS]
    # Only these two see the layer after the sum, and nothing stands between: worked out once, one layer is left.
    both = np.concatenate([named["d0"], named["p1"]], axis=1)
    return {
        **{name: named[name] for name in ("scale", "lo", "ln_g", "ln_b", "eps", "d1", "d2", "d3", "p3")},
        "first": named["cnn_W"] @ both,
        "first_b": named["cnn_b"] @ both,
        **{f"{name}_{size}": named[f"{name}_{size}"] for size in sizes for name in ("w1", "b1", "w2", "b2")},
        "table": table,
        "proj": np.concatenate([named[f"proj{size}"] for size in sizes], axis=1),
        "proj_b": np.concatenate([named[f"proj_b{size}"] for size in sizes]),
        "proj_g": np.concatenate([named[f"ln_g{size}"] for size in sizes]),
        "proj_a": np.concatenate([named[f"ln_b{size}"] for size in sizes]),
    }


def with_known(weights: Arrays, pieces: Ints) -> Arrays:
    """The weights with what these pieces, by number, add: in whole steps, which are as exact and take half the room."""
    worked_out = Network({**weights, "known": np.zeros(0, dtype=np.int32)})
    rows = np.empty((len(pieces), worked_out.width), dtype=np.int16)
    steps = np.empty(len(pieces), dtype=np.float32)
    for start in range(0, len(pieces), _BLOCK):
        block = slice(start, start + _BLOCK)
        added = worked_out.added(pieces[block])
        steps[block] = np.abs(added).max(axis=1) / np.float32(_MOST)
        rows[block] = np.rint(added / steps[block, None])
    return {**weights, "known": pieces, "known_rows": rows, "known_steps": steps}


class Network:
    """The network with its weights. Keeps nothing of what it is asked; safe to share between threads."""

    width = _WIDE * (len(_WINDOWS) + sum(size for size, _ in _WINDOWS))
    """Numbers that a piece adds: its own for each kind of window, then one set for each place of each."""

    def __init__(self, weights: Arrays) -> None:
        self._held = weights
        self._places = {number: place for place, number in enumerate(weights["known"].tolist())}
        self._eps = float(weights["eps"])

    def embed(self, pieces: Sequence[int]) -> Floats:
        """The embedding of a text by the numbers of its pieces, of which there is one at least; of length 1."""
        held, count = self._held, len(pieces)
        added = self._of(pieces)
        seen = np.empty((count, _PIECE + _WIDE * len(_WINDOWS)), dtype=np.float32)
        seen[:, :_PIECE] = self._vectors(np.asarray(pieces))
        place = _WIDE * len(_WINDOWS)
        for kind, (size, before) in enumerate(_WINDOWS):
            own = added[:, kind * _WIDE : (kind + 1) * _WIDE]
            # Beyond the ends of the text stands nothing: zeros.
            padded = np.zeros((count + size - 1, _WIDE), dtype=np.float32)
            first = padded[before : before + count]
            first += held[f"b1_{size}"]
            for slot in range(size):
                _add_shifted(first, added[:, place : place + _WIDE], before - slot)
                place += _WIDE
            np.maximum(first, 0, out=first)
            first += own
            windows = np.concatenate([padded[slot : slot + count] for slot in range(size)], axis=1)
            second = windows @ held[f"w2_{size}"]
            second += held[f"b2_{size}"]
            np.maximum(second, 0, out=second)
            second += first
            seen[:, _PIECE + kind * _WIDE : _PIECE + (kind + 1) * _WIDE] = second
        return self._dense(self._summed(seen), count)

    def added(self, pieces: Ints) -> Floats:
        """What pieces add to the first convolution, worked out: shape (pieces, width)."""
        held = self._held
        own = self._vectors(pieces) @ held["proj"]
        own += held["proj_b"]
        own -= own.mean(axis=1, keepdims=True)
        own *= self._evened(own)[:, None]
        own *= held["proj_g"]
        own += held["proj_a"]
        parts = [own]
        for kind, (size, _) in enumerate(_WINDOWS):
            one = own[:, kind * _WIDE : (kind + 1) * _WIDE]
            parts += [one @ held[f"w1_{size}"][slot * _WIDE : (slot + 1) * _WIDE] for slot in range(size)]
        return np.concatenate(parts, axis=1)

    def _of(self, pieces: Sequence[int]) -> Floats:
        """The same, from what is known; of pieces that are not, worked out."""
        places = [self._places.get(piece, -1) for piece in pieces]
        unknown = [n for n, place in enumerate(places) if place < 0]
        if len(unknown) == len(pieces):
            return self.added(np.asarray(pieces, dtype=np.int32))
        rows = self._held["known_rows"][places].astype(np.float32)
        rows *= self._held["known_steps"][places][:, None]
        if unknown:
            rows[unknown] = self.added(np.asarray([pieces[n] for n in unknown], dtype=np.int32))
        return rows

    def _vectors(self, pieces: npt.NDArray[Any]) -> Floats:
        chunk = pieces % _CHUNKS
        found: Floats = self._held["table"][pieces].astype(np.float32)
        found *= self._held["scale"][chunk, None]
        found += self._held["lo"][chunk, None]
        return found

    def _summed(self, seen: Floats) -> Floats:
        """What all pieces say, evened out piece by piece and summed."""
        seen -= seen.mean(axis=1, keepdims=True)
        summed = self._evened(seen) @ seen
        summed *= self._held["ln_g"]
        summed += len(seen) * self._held["ln_b"]
        return summed

    def _evened(self, rows: Floats) -> Floats:
        """What makes each row, whose mean is 0, one of variance 1."""
        variance = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1])
        return np.asarray(np.reciprocal(np.sqrt(variance + np.float32(self._eps))), dtype=np.float32)

    def _dense(self, summed: Floats, count: int) -> Floats:
        """The layers after the sum: each also sees what the one before it saw."""
        held = self._held
        both = summed @ held["first"]
        both += count * held["first_b"]
        both /= np.sqrt(np.float32(count))
        first, second = np.split(both, 2)
        second += np.maximum(first, 0) @ held["d1"]
        np.maximum(second, 0, out=second)
        third = np.maximum(second @ held["d2"], 0)
        out = second @ held["p3"]
        out += third @ held["d3"]
        np.tanh(out, out=out)
        out /= np.sqrt(max(float(out @ out), self._eps))
        return np.asarray(out, dtype=np.float32)


def _add_shifted(total: Floats, rows: Floats, later: int) -> None:
    """Add rows so many places later; those that come to stand beyond the ends are left out."""
    if later > 0:
        total[later:] += rows[:-later]
    elif later < 0:
        total[:later] += rows[-later:]
    else:
        total += rows
