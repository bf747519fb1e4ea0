"""The stored table: a start with it is a start without it, only quicker; a bad one is never used."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.cli import knowledge as start_command
from bot.cli import train as train_command
from bot.cli.main import main
from bot.content import kept
from bot.conversation.respond import Decided, decide
from bot.conversation.trained import Learnt, learn_from, train
from bot.matching.rank import rank
from bot.model.knowledge import Knowledge
from bot.model.turn import Context
from bot.paths import content_folder
from bot.rendering import compiled
from bot.safety.screen import screen
from bot.workshop import renewal, semantic, table
from bot.workshop.table import read_table, ready, stored, stored_table, table_file, take_up, write_table
from bot.writing import ASIDE, KEPT
from tests.matching.test_ranking import StubEncoder

QUESTIONS = ("is it safe", "白蛋白會升嗎", "sfae or not", "what is the weather", "", "ganyinghua")


class OtherEncoder(StubEncoder):
    """The same, in another version."""

    name = "stub 2"


@pytest.fixture(scope="module")
def small(knowledge: Knowledge) -> Knowledge:
    """A content with a few utterances of each intent, so that learning takes a moment."""
    few = {intent: texts[:3] for intent, texts in knowledge.utterances.items()}
    told = {kind: texts[::60] for kind, texts in knowledge.lexicon.safety.examples.items()}
    lexicon = replace(knowledge.lexicon, safety=replace(knowledge.lexicon.safety, examples=told))
    outside = knowledge.out_of_scope[:60]
    return replace(knowledge, version="few utterances", utterances=few, out_of_scope=outside, lexicon=lexicon)


@pytest.fixture(scope="module")
def learnt(small: Knowledge) -> Learnt:
    """What that content teaches, with an encoder."""
    return learn_from(small, StubEncoder())


@pytest.fixture(scope="module")
def light(small: Knowledge) -> Learnt:
    """What it teaches without one."""
    return learn_from(small)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which tables are looked for."""
    monkeypatch.setattr(table, "table_folder", lambda: tmp_path)
    monkeypatch.setattr(kept, "table_folder", lambda: tmp_path)
    monkeypatch.setattr(compiled, "table_folder", lambda: tmp_path)
    monkeypatch.setattr(renewal, "table_folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def no_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learning is an error."""

    def forbidden(*_: object) -> Learnt:
        raise AssertionError("learnt again although a table was there")

    monkeypatch.setattr(table, "learn_from", forbidden)
    monkeypatch.setattr(train_command, "learn_from", forbidden)


@pytest.mark.parametrize("encoder", [None, StubEncoder()], ids=["light", "semantic"])
def test_a_stored_table_ranks_as_what_was_just_learnt(small, learnt, encoder, tmp_path) -> None:
    """To the last digit: a server that learnt by itself and one with a table give the same replies."""
    file = table_file(small, tmp_path)
    write_table(learnt, file)
    back = read_table(file)
    assert back is not None
    fresh, restored = train(small, learnt, encoder), train(small, back, encoder)
    assert restored.thresholds == fresh.thresholds
    assert restored.matcher.semantic is fresh.matcher.semantic is (encoder is not None)
    for question in QUESTIONS:
        assert rank(question, restored.matcher) == rank(question, fresh.matcher)


def test_what_was_learnt_comes_back_whole(learnt: Learnt, tmp_path: Path) -> None:
    """Calibrations, encoder, words and numbers survive the journey."""
    file = tmp_path / "table.npz"
    write_table(learnt, file)
    back = read_table(file)
    assert back is not None
    assert (back.light, back.full, back.encoder) == (learnt.light, learnt.full, learnt.encoder)
    for name in ("labels", "texts", "spelling", "light", "full"):
        assert getattr(back.index, name) == getattr(learnt.index, name), name
    for name in ("owners", "familiar", "weights"):
        assert np.array_equal(getattr(back.index, name), getattr(learnt.index, name)), name


def test_the_listener_comes_back_whole(small: Knowledge, learnt: Learnt, tmp_path: Path) -> None:
    """A server with a stored table hears what one hears that has just learnt."""
    file = tmp_path / "table.npz"
    write_table(learnt, file)
    back = read_table(file)
    assert back is not None and back.listener is not None and learnt.listener is not None
    assert back.listener.thresholds == learnt.listener.thresholds
    assert back.listener.hearing == learnt.listener.hearing
    assert back.listener.earshot == learnt.listener.earshot
    fresh, restored = train(small, learnt).safety, train(small, back).safety
    for told in small.lexicon.safety.examples.values():
        assert [screen(text, restored) for text in told[:5]] == [screen(text, fresh) for text in told[:5]]


def test_a_content_without_examples_of_danger_has_no_listener(small: Knowledge, tmp_path: Path) -> None:
    """It is served by its word lists alone, from a stored table too."""
    lexicon = replace(small.lexicon, safety=replace(small.lexicon.safety, examples={}))
    learnt = learn_from(replace(small, lexicon=lexicon))
    assert learnt.listener is None
    file = tmp_path / "table.npz"
    write_table(learnt, file)
    back = read_table(file)
    assert back is not None
    assert back.listener is None


def test_learning_again_teaches_the_same(small: Knowledge, learnt: Learnt) -> None:
    """Learning is deterministic, so a table can be made anywhere."""
    again = learn_from(small, StubEncoder())
    assert np.array_equal(again.index.weights, learnt.index.weights)
    assert (again.light, again.full) == (learnt.light, learnt.full)


def test_the_encoder_changes_nothing_of_the_light_half(light: Learnt, learnt: Learnt) -> None:
    """One table serves both: with HEPATICA_SEMANTIC=off it is as if it had been learnt without."""
    assert light.light == learnt.light
    assert np.array_equal(light.index.weights, learnt.index.weights)


@pytest.mark.parametrize("content", [b"", b"not a table", b"PK\x03\x04 broken"])
def test_a_broken_table_is_no_table(content: bytes, tmp_path: Path) -> None:
    """Whatever lies there, reading it raises nothing."""
    file = tmp_path / "table.npz"
    file.write_bytes(content)
    assert read_table(file) is None
    assert read_table(tmp_path / "none.npz") is None
    assert read_table(tmp_path) is None


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_table_cut_short_is_no_table(kept: float, learnt: Learnt, tmp_path: Path) -> None:
    """A disk that was full, a copy that was broken off."""
    file = tmp_path / "table.npz"
    write_table(learnt, file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(kept * len(whole))])
    assert read_table(file) is None


def test_a_table_of_something_else_is_no_table(tmp_path: Path) -> None:
    """Arrays under other names are not taken for ours."""
    file = tmp_path / "table.npz"
    np.savez_compressed(file, weights=np.zeros(3))
    assert read_table(file) is None


def test_another_content_has_another_table(knowledge: Knowledge, small: Knowledge, tmp_path: Path) -> None:
    """The file's name follows the examples."""
    assert table_file(knowledge, tmp_path) != table_file(small, tmp_path)
    told = {**small.lexicon.safety.examples, "calm": ("the kettle is red",)}
    lexicon = replace(small.lexicon, safety=replace(small.lexicon.safety, examples=told))
    assert table_file(replace(small, lexicon=lexicon), tmp_path) != table_file(small, tmp_path)


def test_a_corrected_answer_keeps_its_table(small: Knowledge, tmp_path: Path) -> None:
    """Only what is learnt from counts: an editor of answers waits for no learning."""
    assert table_file(replace(small, version="another answer"), tmp_path) == table_file(small, tmp_path)


def test_a_start_uses_the_table(small, learnt, folder, no_learning) -> None:
    """With a fitting table nothing is learnt, with the encoder or without."""
    write_table(learnt, table_file(small))
    assert ready(small).thresholds == learnt.light.thresholds
    assert learnt.full is not None
    with_it = ready(small, StubEncoder())
    assert with_it.matcher.semantic
    assert with_it.thresholds == learnt.full.thresholds


def test_a_start_without_a_table_learns_and_writes_nothing(small, light, folder, monkeypatch) -> None:
    """A server may run where it cannot write."""
    monkeypatch.setattr(table, "learn_from", lambda *_: light)
    assert not ready(small).matcher.semantic
    assert not list(folder.iterdir())


@pytest.mark.usefixtures("folder")
def test_the_table_of_another_encoder_is_learnt_again(small: Knowledge, light: Learnt, learnt: Learnt) -> None:
    """Embeddings of one encoder mean nothing to another, nor does a table without any."""
    write_table(learnt, table_file(small))
    assert stored(small) is not None
    assert stored(small, OtherEncoder()) is None
    assert ready(small, OtherEncoder()).matcher.semantic
    assert not train(small, learnt, OtherEncoder()).matcher.semantic
    write_table(light, table_file(small))
    assert stored(small, StubEncoder()) is None


def test_train_writes_one_table_and_starts_use_it(small, learnt, folder, monkeypatch, capsys) -> None:
    """`hepatica train` puts the tables of other contents aside, and says how well held-out utterances do."""
    monkeypatch.setattr(train_command, "knowledge", lambda _: small)
    monkeypatch.setattr(train_command, "load_encoder", lambda _: StubEncoder())
    monkeypatch.setattr(train_command, "learn_from", lambda *_: learnt)
    write_table(learnt, folder / "table-of-before.npz")
    assert main(["train"]) == 0
    assert sorted(folder.rglob("*.npz")) == sorted([table_file(small), folder / ASIDE / "table-of-before.npz"])
    assert f"light: utterances held out in 4 folds, right at 1: {learnt.light.accuracy:.1%}" in capsys.readouterr().out


@pytest.mark.usefixtures("no_learning")
def test_going_back_to_another_content_learns_nothing(small, light, folder, monkeypatch) -> None:
    """Train one content, train another, and go back: each start finds its own table, and a wheel takes the last."""
    other = replace(small, out_of_scope=small.out_of_scope[1:])
    monkeypatch.setattr(train_command, "load_encoder", lambda _: None)
    for known in (small, other):
        write_table(light, table_file(known))
    assert stored(small) is not None and stored(other) is not None
    for known in (small, other, small):
        monkeypatch.setattr(train_command, "knowledge", lambda _, known=known: known)
        assert main(["train"]) == 0
        assert list(folder.glob("*.npz")) == [table_file(known)]
    assert stored(small) is not None and stored(other) is not None


def test_of_many_tables_those_used_last_are_kept(light: Learnt, tmp_path: Path) -> None:
    """An editor trains draft after draft; what is compared with them all the time is not lost."""
    files = [tmp_path / f"table-{number}.npz" for number in range(KEPT + 4)]
    for number, file in enumerate(files):
        write_table(light, file)
        assert stored_table(files[0]) is not None
        for older in (tmp_path / ASIDE).glob("*.npz"):
            used = 1000 + (number if older == tmp_path / ASIDE / files[0].name else files.index(tmp_path / older.name))
            os.utime(older, (used, used))
    left = {file.name for file in tmp_path.rglob("*.npz")}
    assert left == {file.name for file in (files[0], *files[-KEPT:])}


def test_using_a_table_that_lies_aside_keeps_it(light: Learnt, tmp_path: Path) -> None:
    """Reading counts as use, where the folder can be written; a table is never in two places."""
    first, second = tmp_path / "table-1.npz", tmp_path / "table-2.npz"
    write_table(light, first)
    write_table(light, second)
    os.utime(tmp_path / ASIDE / first.name, (1000, 1000))
    assert stored_table(first) is not None
    assert (tmp_path / ASIDE / first.name).stat().st_mtime > 1000
    write_table(light, first)
    take_up(first)
    assert sorted(tmp_path.rglob("*.npz")) == [tmp_path / ASIDE / second.name, first]


@pytest.mark.usefixtures("folder", "no_learning")
def test_a_server_takes_what_train_has_kept(light, knowledge, monkeypatch) -> None:
    """It reads no examples, and decides as one that reads everything and works everything out."""
    monkeypatch.setattr(train_command, "load_encoder", lambda _: None)
    write_table(light, table_file(knowledge))
    assert main(["train"]) == 0
    worked_out = renewal.ready_to_serve(content_folder(), None)
    monkeypatch.setattr(renewal, "load_for", lambda *_: pytest.fail("the content was read again"))
    serving = renewal.ready_to_serve(content_folder(), None)
    assert serving.table == table_file(knowledge) == worked_out.table
    assert serving.trained.knowledge.lexicon.safety.known and not serving.trained.knowledge.utterances
    everything = train(knowledge, light)
    for text in (
        "my dad is vomiting blood",
        "我爸吐血了",
        "wo ba tu xie le",
        "should I stop my diuretics?",
        "is it safe?",
        "x",
    ):
        decided = decide(text, Context(), serving.trained)
        assert isinstance(decided, Decided) and decided == decide(text, Context(), everything)


def test_train_learns_once(small, learnt, folder, no_learning, monkeypatch) -> None:
    """What is learnt already is left as it is."""
    monkeypatch.setattr(train_command, "knowledge", lambda _: small)
    monkeypatch.setattr(train_command, "load_encoder", lambda _: StubEncoder())
    write_table(learnt, table_file(small))
    assert main(["train"]) == 0


@pytest.mark.usefixtures("folder", "no_learning")
@pytest.mark.parametrize(("setting", "used"), [("off", False), ("on", True)])
def test_the_encoder_can_be_turned_off(setting, used, small, learnt, monkeypatch) -> None:
    """HEPATICA_SEMANTIC=off: it is not even made, and the same table serves without it."""
    made = []
    monkeypatch.setenv("HEPATICA_SEMANTIC", setting)
    monkeypatch.setattr(semantic, "find_spec", lambda _: True)
    monkeypatch.setattr(semantic, "SentenceEncoder", lambda: made.append(StubEncoder()) or made[-1])
    monkeypatch.setattr(start_command, "knowledge", lambda _: small)
    write_table(learnt, table_file(small))
    assert main(["ask", "is it safe"]) == 0
    assert bool(made) is used


def test_without_the_package_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is an extra: wanting it where it is not installed is no error."""
    monkeypatch.setattr(semantic, "find_spec", lambda _: None)
    assert semantic.load_encoder(wanted=True) is None
