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
from bot.rendering.html import Pages, announcement, echoed
from bot.rendering.view import STANDARD, View
from bot.web.transcript import Verdict


@dataclass(frozen=True, slots=True)
class Look:
    """What a turn depends on beside its reply.

    `typed`: the reader typed a question, so the turn shows it, and says how it was understood. `asks_back` and
    `verdict`: whether the reader is asked if this was the question, and what the answer was.
    """

    view: View = STANDARD
    typed: bool = False
    asks_back: bool = False
    verdict: Verdict = ""


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn as a page shows it. `announcement` is what is read out when it arrives: nothing of it is the reader's."""

    section: Markup
    announcement: str


PLACE, WORDS = "\x1a", "\x1b"
"""Stand for the number of the turn and the reader's words in what is kept: control characters, which neither content
nor a text that was cleaned can hold."""


class Replies:
    """The replies of one knowledge base. `size`: how many are kept of each shape; 0 for none."""

    def __init__(self, knowledge: Knowledge, size: int) -> None:
        self.knowledge = knowledge
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
        return compose(decision, locale, self.knowledge)

    def _dumped(self, decision: Decision, locale: Locale) -> bytes:
        """The object without its last member, the context, and without its closing brace."""
        data = reply_data(self.reply(decision, locale), self.knowledge, "")
        return dumps(data, ensure_ascii=False, separators=(",", ":")).encode().removesuffix(b'""}')


class Turns:
    """Turns as sections of the chat, in the templates of one surface."""

    def __init__(self, replies: Replies, pages: Pages) -> None:
        self._replies = replies
        self._pages = pages
        self._turn = lru_cache(replies.size)(self._rendered)

    def shown(self, n: int, asked: str | None, decision: Decision, locale: Locale, look: Look) -> ShownTurn:
        """Turn `n` of a conversation. `asked` are the reader's own words, where they are shown."""
        section, announced = self._turn(decision, locale, look)
        section = section.replace(PLACE, str(n))
        if asked is not None:
            section = section.replace(WORDS, echoed(asked, locale=locale))
        return ShownTurn(Markup(section), announced)  # noqa: S704  our own, with the reader's words escaped

    def _rendered(self, decision: Decision, locale: Locale, look: Look) -> tuple[str, str]:
        """Section and announcement."""
        reply = self._replies.reply(decision, locale)
        values = {"reply": reply, "look": look, "n": PLACE, "words": WORDS}
        section = self._pages.render("parts/exchange.html", locale, view=look.view, **values)
        return section, announcement(reply, self._replies.knowledge)
