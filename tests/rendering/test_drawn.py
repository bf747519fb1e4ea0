"""What many cards share is rendered once, and is what would be rendered anew."""

import pytest
from markupsafe import Markup

from bot.model.knowledge import LOCALES, Knowledge, Locale
from bot.model.turn import Decision, Slots
from bot.rendering import drawn
from bot.rendering.drawn import Drawn
from bot.rendering.html import Pages
from bot.rendering.view import VIEWS, View
from bot.web.replies import Look, Replies, Turns
from bot.web.site import Site


def test_a_piece_is_made_once_for_each_key_and_view() -> None:
    """The least used goes first, and is made again."""
    view, made = [1], list[str]()

    def macro(text: str) -> Markup:
        made.append(text)
        return Markup(text)

    kept = Drawn(lambda: view[0])
    assert [kept(("a",), macro, "a") for _ in range(3)] == ["a"] * 3
    view[0] = 2
    kept(("a",), macro, "a")
    assert made == ["a", "a"]
    for number in range(drawn.MOST):
        kept((number,), macro, "b")
        kept(("a",), macro, "a")
    assert made.count("a") == 2
    kept((0,), macro, "b")
    assert made.count("b") == drawn.MOST + 1


@pytest.mark.parametrize("locale", LOCALES)
def test_cards_are_the_same_when_pieces_are_kept(
    locale: Locale, knowledge: Knowledge, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every answer with figures, for every week and in two views, whatever was rendered before."""
    decisions = [
        Decision(intent.kind, (intent.id,), Slots(outcome, weeks))
        for intent in knowledge.intents.values()
        for outcome in (None, *intent.outcomes)
        for weeks in (None, 4, 5, 24)
    ]
    with_kept = cards(decisions, locale, site)
    assert any("<svg" in card for card in with_kept) and any('class="word"' in card for card in with_kept)
    monkeypatch.setattr(Drawn, "__call__", lambda _, __, macro, *arguments: macro(*arguments))
    assert cards(decisions, locale, site) == with_kept


def cards(decisions: list[Decision], locale: Locale, site: Site) -> list[str]:
    """The cards of decisions, in two views."""
    turns = Turns(Replies(site.trained.knowledge, 0), Pages(site.pages.environments))
    views: tuple[View, ...] = (VIEWS[0], VIEWS[-1])
    return [turns.shown(1, None, one, locale, Look(view)).section for one in decisions for view in views]
