"""Replies in the shapes that surfaces send, kept once made: what a decision is said as depends on nobody who asks.

The key is the decision, the language and the look, all of them without a word that a reader wrote; so is what is
kept. It belongs to one application, which goes when its content does. The longest unused goes first.
"""

from dataclasses import dataclass
from functools import lru_cache
from json import dumps

from markupsafe import Markup

from bot.answering.compose import compose
from bot.model.knowledge import Knowledge, Locale
from bot.model.turn import Decision, Reply
from bot.rendering.data import reply_data
from bot.rendering.html import Pages
from bot.rendering.view import View
from bot.web.transcript import Verdict

PLAIN = View()


@dataclass(frozen=True, slots=True)
class Look:
    """What a card depends on beside its reply.

    `understood`: it says how a question was understood, as the reader typed one. `asks_back` and `verdict`: whether the
    reader is asked if this was the question, and what the answer was.
    """

    view: View = PLAIN
    understood: bool = False
    asks_back: bool = False
    verdict: Verdict = ""


PLACE = "\x1a"
"""Stands for the number of the turn in a card that is kept: a control character, which no content can hold."""


class Replies:
    """The replies of one knowledge base. `size`: how many are kept of each shape; 0 for none."""

    def __init__(self, knowledge: Knowledge, size: int) -> None:
        self._knowledge = knowledge
        self.size = size
        # The last one at least: a request asks for it more than once.
        self.reply = lru_cache(max(size, 1))(self._composed)
        self._data = lru_cache(size)(self._dumped)

    def json(self, decision: Decision, locale: Locale, context: str) -> bytes:
        """The reply as the JSON object of the API; `context` is the token to send along with the next question."""
        return self._data(decision, locale) + dumps(context).encode() + b"}"

    def kept(self) -> int:
        """How many are kept now, over all shapes."""
        return self.reply.cache_info().currsize + self._data.cache_info().currsize

    def _composed(self, decision: Decision, locale: Locale) -> Reply:
        return compose(decision, locale, self._knowledge)

    def _dumped(self, decision: Decision, locale: Locale) -> bytes:
        """The object without its last member, the context, and without its closing brace."""
        data = reply_data(self.reply(decision, locale), self._knowledge, "")
        return dumps(data, ensure_ascii=False, separators=(",", ":")).encode().removesuffix(b'""}')


class Cards:
    """The replies as cards of the chat, in the templates of one surface."""

    def __init__(self, replies: Replies, pages: Pages) -> None:
        self._replies = replies
        self._pages = pages
        self._card = lru_cache(replies.size)(self._rendered)

    def card(self, n: int, decision: Decision, locale: Locale, look: Look) -> Markup:
        """The card of turn `n` of a conversation."""
        return Markup(self._card(decision, locale, look).replace(PLACE, str(n)))  # noqa: S704  our own

    def _rendered(self, decision: Decision, locale: Locale, look: Look) -> str:
        values = {"reply": self._replies.reply(decision, locale), "look": look, "n": PLACE}
        return self._pages.render("parts/card.html", locale, view=look.view, **values)
