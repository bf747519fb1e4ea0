"""Gates: names outside the article overrule the ranking."""

from pathlib import Path

import pytest
import yaml

from bot.matching.concepts import compile_concepts
from bot.matching.gates import apply_gates, compile_gates
from bot.matching.index import OUT_OF_SCOPE
from bot.model.matching_lexicon import MatchingLexicon
from bot.model.turn import Candidate
from bot.text.normalise import fold

FILE = Path(__file__).parents[2] / "content" / "lexicon" / "matching.yaml"
LEXICON = MatchingLexicon.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")), strict=False)
GATES = compile_gates(LEXICON)
RANKED = (Candidate("safety", 0.7), Candidate("side-effects", 0.4), Candidate(OUT_OF_SCOPE, 0.1))


@pytest.mark.parametrize(
    ("question", "leader"),
    [
        ("is chemotherapy safe", OUT_OF_SCOPE),
        ("化療安全嗎", OUT_OF_SCOPE),
        ("感冒有什么副作用", OUT_OF_SCOPE),
        ("are stem cells safe for diabetes", "other-conditions"),
        ("幹細胞治療糖尿病安全嗎", "other-conditions"),
        ("is it safe", "safety"),
        ("are the cells safe for the liver", "safety"),
        ("安全吗", "safety"),
    ],
)
def test_names_outside_the_article_lead_away(question: str, leader: str) -> None:
    """Another treatment is not understood; this treatment for another disease says that it is not covered."""
    assert apply_gates(question, RANKED, GATES).candidates[0].intent == leader


def test_an_intent_that_speaks_of_the_name_stays() -> None:
    """A question already understood as one on other diseases is left alone."""
    ranked = (Candidate("other-conditions", 0.7), Candidate("safety", 0.4))
    gated = apply_gates("stem cells for diabetes", ranked, GATES)
    assert gated.candidates == ranked
    assert gated.fired == ()


def test_a_name_inside_another_word_does_not_fire() -> None:
    """Whole words only: "flu" is not in "fluid", "hip" not in "relationship"."""
    assert apply_gates("is there fluid, what is the relationship", RANKED, GATES).fired == ()


@pytest.mark.parametrize("question", ["MELD in the 2025 review", "2025年那篇荟萃分析里MELD降了吗"])
def test_the_review_of_2025_is_never_answered_from_the_other(question: str) -> None:
    """Naming the later review leads to its own intent."""
    ranked = (Candidate("meld", 0.8), Candidate("meta-analysis-2025", 0.3))
    gated = apply_gates(question, ranked, GATES)
    assert gated.candidates[0].intent == "meta-analysis-2025"
    assert gated.fired


def test_every_word_of_the_lexicon_is_found() -> None:
    """Each concept and each veto matches every word it lists, in the script it is written in."""
    concepts = compile_concepts(LEXICON.concepts)
    for concept in LEXICON.concepts:
        for word in concept.words:
            assert concept.id in concepts.found_in(fold(word)), word
    for veto in GATES.vetoes:
        for name in veto.rule.names:
            assert veto.names.search(fold(name)), name
