"""The earshot: what is plainly calm is not listened to, and nothing that would be heard is lost by it."""

import json
from dataclasses import replace
from itertools import cycle, product

import numpy as np
import pytest

from bot.conversation.trained import Trained
from bot.safety import earshot_learning
from bot.safety.earshot import EVERYTHING, NOTHING, Earshot
from bot.safety.earshot_learning import learn_earshot
from bot.safety.keys import keys_of
from bot.safety.screen import CompiledSafety, screen
from tests.conftest import CASES
from tests.safety.lexicon import ALARMS

TELLING = [f"the {pot} is full of {what} {now}" for pot, what, now in product(
    ("bowl", "basin", "sink", "cup", "pail"), ("red", "blood", "clots"), ("help", "again", "tonight", "oh god"))]  # fmt: skip
CALM = [f"{how} the {what} {when}" for how, what, when in product(
    ("who paid for", "how long was", "where is"), ("trial", "study", "test", "visit"), ("in china", "please", "on page two", "of it", "at all"))]  # fmt: skip
TEXTS = [*TELLING, *CALM]
TELLS = np.array([True] * len(TELLING) + [False] * len(CALM))
FOLDS = np.arange(len(TEXTS), dtype=np.int32) % 4


def hearing_everything(safety: CompiledSafety) -> CompiledSafety:
    """The same screen, which listens to every text."""
    assert safety.listener is not None
    return replace(safety, listener=replace(safety.listener, earshot=EVERYTHING))


def test_what_has_the_words_of_a_danger_is_within_earshot(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has those of a plain question is not, in other texts than those that were learnt from."""
    monkeypatch.setattr(earshot_learning, "LOST", 1 / len(TELLING))
    earshot, reaching = learn_earshot(TEXTS, TELLS, TELLS, FOLDS)
    assert earshot.reaches(keys_of("help the pail and the sink are full of blood again"))
    assert not earshot.reaches(keys_of("where is the visit on page two"))
    assert reaching[: len(TELLING)].sum() >= len(TELLING) - 1
    assert not reaching[len(TELLING) :].any()


def test_few_examples_leave_nothing_aside() -> None:
    """Sixty messages do not say how quiet one of five thousand may be."""
    earshot, reaching = learn_earshot(TEXTS, TELLS, TELLS, FOLDS)
    assert earshot is EVERYTHING
    assert reaching.all()
    assert earshot.reaches(keys_of("where is the visit on page two"))


def test_words_that_no_example_holds_do_not_make_a_text_quiet() -> None:
    """They say nothing, and the more there are the more must be said by the others."""
    earshot = Earshot({"calm": NOTHING - 20}, -15.0)
    assert not earshot.reaches({"calm"})
    assert earshot.reaches({"calm", "unheard"})
    assert earshot.reaches({"unheard", "of"})
    assert earshot.reaches(set())


@pytest.mark.hazard("H17")
def test_no_message_of_the_cases_is_lost(trained: Trained) -> None:
    """Every case has the verdict that it would have if everything were listened to."""
    lines = [
        json.loads(line) for file in sorted(CASES.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()
    ]
    texts = list(dict.fromkeys(line["q"] for line in lines if "q" in line))
    everything = hearing_everything(trained.safety)
    lost = [text for text in texts if screen(text, trained.safety).verdict != screen(text, everything).verdict]
    assert len(texts) > 10_000
    assert lost == []


@pytest.mark.hazard("H17")
def test_a_danger_is_within_earshot_whatever_calm_sentences_stand_beside_it(trained: Trained) -> None:
    """Each sentence is looked at by itself too, and a long text is always listened to."""
    assert trained.safety.listener is not None
    danger = "the washing-up bowl is full of red and he is as white as a sheet, help."
    calm = "Who paid for the study? How many people took part in it? Where was it done, and for how long? "
    for text in (danger, f"{calm}{danger}", f"{danger} {calm}", f"{calm * 4}{danger} {calm * 4}"):
        assert screen(text, trained.safety).verdict in ALARMS, text


@pytest.mark.hazard("H17")
def test_a_danger_that_only_the_listener_knows_is_not_lost_among_questions(trained: Trained) -> None:
    """Beside calm sentences it is heard where it would be if everything were listened to."""
    everything, lists = hearing_everything(trained.safety), replace(trained.safety, listener=None)
    told = trained.knowledge.lexicon.safety.examples
    dangers = [text for kind in ("emergency", "crisis") for text in told[kind][::9]]
    unknown = [text for text in dangers if screen(text, lists).verdict not in ALARMS]
    calm = cycle(text for text in told["calm"][::5] if len(text) < 80)
    asked = [". ".join(parts) for text in unknown for parts in ((next(calm), text), (text, next(calm), next(calm)))]
    heard = [text for text in asked if screen(text, everything).verdict in ALARMS]
    lost = [text for text in heard if screen(text, trained.safety).verdict not in ALARMS]
    assert len(heard) > 300
    assert lost == []


def test_most_ordinary_questions_are_not_listened_to(trained: Trained) -> None:
    """That is what it is for: to hear one out takes longer than all else that the screen does."""
    assert trained.safety.listener is not None
    assert trained.safety.listener.hearing.beyond >= 0.7
