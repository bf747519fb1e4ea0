"""Words of the glossary, found in the prose of a reply."""

from dataclasses import replace

import pytest

from bot.answering.compose import compose
from bot.model.knowledge import LOCALES, Knowledge, Term
from bot.model.spans import Gloss, Text
from bot.model.turn import Block, Decision, Reply, Slots
from bot.rendering.glossing import Glossary, glossed
from bot.rendering.plain import spans_text

TERMS = (
    Term(id="score", term="MELD score", also=("MELD",), text="A score."),
    Term(id="ratio", term="ratio", also=(), text="A ratio."),
    Term(id="water", term="腹水", also=(), text="水。"),
)


def reply_of(knowledge: Knowledge, *texts: str) -> Reply:
    """A reply that says these sentences under "what it means"."""
    empty = compose(Decision("smalltalk", variant="ok"), "en", knowledge)
    return replace(empty, blocks=(Block("meaning", tuple((Text(text),) for text in texts)),))


def marked(reply: Reply) -> list[tuple[str, str]]:
    """What is marked, in order."""
    found = glossed(reply, Glossary(TERMS)).reply.blocks
    return [(span.term, span.text) for block in found for run in block.items for span in run if isinstance(span, Gloss)]


def test_the_first_place_of_a_term_is_marked_in_any_spelling(knowledge: Knowledge) -> None:
    """The longest spelling wins; later places stay plain; capitals do not matter."""
    reply = reply_of(knowledge, "The MELD score and Ratio.", "MELD again, and a ratio.")
    assert marked(reply) == [("score", "MELD score"), ("ratio", "Ratio")]


def test_a_part_of_a_word_is_no_term(knowledge: Knowledge) -> None:
    """Latin words count as a whole; Chinese ones stand in a sentence without gaps."""
    assert marked(reply_of(knowledge, "Rationing, ratios and SMELD.")) == []
    assert marked(reply_of(knowledge, "肚子裡有腹水時")) == [("water", "腹水")]


@pytest.mark.parametrize("locale", LOCALES)
def test_marking_changes_no_word(knowledge: Knowledge, locale: str) -> None:
    """For every answer the text stays what it was; questions for the doctor hold no mark."""
    glossary = Glossary(knowledge.locales[locale].glossary)
    for intent in knowledge.intents.values():
        reply = compose(Decision(intent.kind, (intent.id,), Slots()), locale, knowledge)
        shown = glossed(reply, glossary).reply
        for before, after in zip(reply.blocks, shown.blocks, strict=True):
            assert [spans_text(run, locale, knowledge.figures) for run in before.items] == [
                spans_text(run, locale, knowledge.figures) for run in after.items
            ]
            if before.part == "for_doctor":
                assert before == after
