"""The shipped content with an index of a few examples: learnt in a moment, for tests about reports and not about replies."""

from bot.conversation.trained import Calibration, Learnt
from bot.matching.decide import Thresholds
from bot.matching.index import Example
from bot.matching.learning import learn
from bot.matching.pinyin import learn_pinyin
from bot.model.knowledge import Knowledge

FOREIGN = ("how deep is the ocean", "who won the football", "my train is late again")


def small_learnt(knowledge: Knowledge, every: int = 60) -> Learnt:
    """What a few utterances of each intent teach (one of so many), with thresholds by hand."""
    ours = [Example(text, intent) for intent, texts in knowledge.utterances.items() for text in sorted(texts)[::every]]
    index, _ = learn([*ours, *(Example(text, None) for text in FOREIGN)])
    return Learnt(index, learn_pinyin(()), Calibration(Thresholds(0.3, 0.1, 0.1), 0.8, 0.92))
