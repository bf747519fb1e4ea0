"""What an editor has written as an example of an answer is heard so, even with a name in it that a gate knows."""

import pytest

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.turn import Context, Turn


@pytest.mark.parametrize("question", ["kidneys failing too", "Kidneys failing too, please?", "kidneys faling too"])
def test_an_example_outweighs_a_gate(question: str, trained: Trained) -> None:
    """The words of the example itself, with a courtesy, or with a slip."""
    turn = respond(question, "en", Context(), trained)
    assert isinstance(turn, Turn)
    assert turn.decision.intents[0] == "progression" and turn.decision.kind in ("answer", "clarify")


@pytest.mark.parametrize("question", ["lungs failing too", "what does a kidney scan cost", "stents failing too"])
def test_the_same_words_about_another_thing_do_not(question: str, trained: Trained) -> None:
    """Another name in them, or the name in other words, is no precedent."""
    turn = respond(question, "en", Context(), trained)
    assert isinstance(turn, Turn)
    assert turn.decision.kind in ("fallback", "not_covered", "clarify")


def test_a_gate_that_agrees_with_the_example_still_makes_it_certain(trained: Trained) -> None:
    """There is nothing to weigh: the name that was found stays in the explanation, and no question back is needed."""
    turn = respond("stem cells for knees", "en", Context(), trained)
    assert isinstance(turn, Turn)
    assert turn.decision.intents == ("other-conditions",) and turn.decision.kind == "not_covered"
    assert turn.trace.gates
