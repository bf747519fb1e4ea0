"""What questions were found to be, kept for a while: the same words asked again mean the same.

Many readers ask the same few things in the same few words, and a touch screen sends them letter for letter. No text is
kept: a question is known again by a mark, which only a key of this process makes, and nothing is kept of a question
that the safety screen answers: a danger, a crisis, a wish for advice. The key and the marks live in memory and go with
the process.
"""

import secrets
from dataclasses import dataclass, field
from hashlib import blake2b

from bot.conversation.respond import MATCHED, SCREENED, Decided, decide
from bot.conversation.trained import Trained
from bot.model.refusal import Refusal
from bot.model.turn import Context, Decision, Trace

_ASKED_BEFORE = {calm: Trace(stage="asked before", calm=calm) for calm in (True, False)}


@dataclass
class Recall:
    """Decisions on the questions asked last, at most `size` of them; 0 keeps none. For one trained content alone."""

    trained: Trained
    size: int
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _kept: dict[tuple[bytes, Context], tuple[Decision, bool]] = field(default_factory=dict, repr=False)

    def decide(self, question: str, context: Context) -> Decided | Refusal:
        """Decide what a question is, as `respond.decide` does, or as was decided when it was asked before."""
        if not self.size or len(question) > MATCHED:
            return decide(question, context, self.trained)
        mark = blake2b(question.encode("utf-8", "surrogatepass"), digest_size=16, key=self._key).digest(), context
        known = self._kept.pop(mark, None)
        if known is not None:
            self._keep(mark, known)
            decision, calm = known
            return Decided(decision, _ASKED_BEFORE[calm])
        decided = decide(question, context, self.trained)
        if isinstance(decided, Decided) and decided.trace.stage != SCREENED:
            self._keep(mark, (decided.decision, decided.trace.calm))
        return decided

    def kept(self) -> int:
        """How many are kept now."""
        return len(self._kept)

    def _keep(self, mark: tuple[bytes, Context], decided: tuple[Decision, bool]) -> None:
        """Keep a decision, and whether it was calm, as the one asked last; the one not asked for longest goes."""
        self._kept[mark] = decided
        while len(self._kept) > self.size:
            self._kept.pop(next(iter(self._kept)), None)
