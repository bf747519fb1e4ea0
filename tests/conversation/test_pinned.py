"""Questions that editors have pinned: each goes where it was pinned, and none of them is an example."""

from pathlib import Path

from bot.conversation.respond import respond
from bot.conversation.trained import Trained
from bot.model.turn import Turn
from bot.text.normalise import fold
from bot.workshop.evaluation import evaluate
from bot.workshop.pins import pinned, questions_folder

ROOT = Path(__file__).resolve().parents[2]


def test_every_pinned_question_goes_where_it_was_pinned(trained: Trained) -> None:
    """The studio writes them; whatever changes since must still hear them."""

    def ask(question, locale, context):
        turn = respond(question, locale, context, trained)
        assert isinstance(turn, Turn), f"{question!r} is refused"
        return turn

    cases = pinned(questions_folder(ROOT))
    assert cases
    report = evaluate(cases, ask)
    assert [(result.expected.question, result.given) for result in report.failures] == []


def test_no_pinned_question_is_an_example(trained: Trained) -> None:
    """A test of what was learnt by heart says nothing."""
    examples = {fold(text) for texts in trained.knowledge.utterances.values() for text in texts}
    assert [c.turns[0].question for c in pinned(questions_folder(ROOT)) if fold(c.turns[0].question) in examples] == []
