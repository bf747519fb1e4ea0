"""What an edit changes for readers: all of it, and nothing else."""

from dataclasses import replace
from itertools import product

import pytest

from bot.answering.cells import cells
from bot.answering.compose import compose
from bot.content.signatures import signable
from bot.model.knowledge import LOCALES, Knowledge
from bot.model.spans import Text
from bot.model.turn import Decision, Slots
from bot.rendering.pictures import pictures
from bot.workshop.diff import Changes, changes
from bot.workshop.wording import cell_name
from tests.reviews import signed, with_figure, withdrawn


def named(found: Changes, kind: str) -> set[tuple[str, str, str]]:
    """Name, cell and language of every change of a kind."""
    listed = [(item.name, item.cell, item.locale) for item in found.items if item.kind == kind]
    assert len(listed) == len(set(listed))
    return set(listed)


@pytest.fixture(scope="module")
def one_figure(knowledge: Knowledge) -> Changes:
    """A number of one result is corrected."""
    return changes(knowledge, with_figure(knowledge, "ast-4w", "-20.05"))


def test_a_figure_changes_the_replies_that_show_it(one_figure: Changes, knowledge: Knowledge) -> None:
    """Each reply, in each language, whose text holds the figure; and no other."""
    expected = {
        (intent.id, cell_name(slots, intent, knowledge), locale)
        for intent, locale in product(knowledge.intents.values(), LOCALES)
        for slots in cells(intent, knowledge)
        if "ast-4w" in figures_of(intent.id, slots, knowledge)
    }
    assert named(one_figure, "reply") == expected
    assert {name for name, _, _ in expected} == {"benefit", "transaminases"}
    assert ("transaminases", "ast, week 12", "en") not in expected


def figures_of(intent: str, slots: Slots, knowledge: Knowledge, drawn: bool = False) -> set[str]:
    """Ids of the figures that a reply shows in words, or in words and pictures."""
    reply = compose(Decision(knowledge.intents[intent].kind, (intent,), slots), "en", knowledge)
    shown = {figure.id for figure in reply.figures}
    plots = pictures(reply, knowledge).forests if drawn else ()
    return shown | {figure.id for plot in plots for figure in plot.figures}


def test_a_figure_changes_the_pictures_that_draw_it(one_figure: Changes) -> None:
    """The plot of its outcome in each language; not the overview, whose arrow points as before."""
    assert named(one_figure, "picture") == {("ast", "", locale) for locale in LOCALES}
    for item in one_figure.of("picture"):
        assert "-20.05" in " ".join(item.after or ()) and "-20.05" not in " ".join(item.before or ())
        assert item.drawn_before and item.drawn_after and "<svg" in item.drawn_after


def test_a_figure_changes_the_sheets_that_hold_it(one_figure: Changes, knowledge: Knowledge) -> None:
    """Also where only the picture of a sheet shows it, beside an answer about another week."""
    expected = {
        (intent.id, cell_name(slots, intent, knowledge), locale)
        for intent, locale in product(knowledge.intents.values(), LOCALES)
        for slots in cells(intent, knowledge)
        if "ast-4w" in figures_of(intent.id, slots, knowledge, drawn=intent.id != "benefit" or bool(slots.outcome))
    }
    assert named(one_figure, "sheet") == expected
    assert ("transaminases", "ast, week 12", "zh-Hans") in expected


def test_nothing_else_changes_with_a_figure(one_figure: Changes) -> None:
    """No notice, no word, no signature; and the lines that differ hold the number."""
    assert named(one_figure, "notice") == named(one_figure, "word") == set()
    assert one_figure.reviews == ()
    for item in one_figure.of("reply"):
        assert item.before and item.after
        gone, new = set(item.before) - set(item.after), set(item.after) - set(item.before)
        assert len(gone) == len(new) == 1 and "-20.05" in new.pop()


def test_the_same_content_has_no_changes(knowledge: Knowledge) -> None:
    """Another version of the same content and another clinic count for nothing."""
    assert changes(knowledge, replace(knowledge, version="other")).items == ()


def test_an_arrow_that_turns_changes_the_overview(knowledge: Knowledge) -> None:
    """A result that points the other way is drawn the other way."""
    figure = knowledge.figures["ast-4w"]
    turned = {
        name: -value
        for name, value in (("estimate", figure.estimate), ("low", figure.high), ("high", figure.low))
        if value
    }
    figures = {**knowledge.figures, "ast-4w": figure.model_copy(update=turned)}
    found = changes(knowledge, replace(knowledge, figures=figures))
    assert named(found, "picture") == {(name, "", locale) for name in ("ast", "overview") for locale in LOCALES}


def test_a_sentence_changes_its_answer_in_its_language(knowledge: Knowledge) -> None:
    """The reply and its sheet; the questions of neighbours that offer it change with its question alone."""
    content = knowledge.locales["zh-Hant"]
    answer = content.answers["cost"].model_copy(update={"for_doctor": ((Text("新的問題？"),),)})
    found = changes(knowledge, in_chinese(knowledge, answers={**content.answers, "cost": answer}))
    assert named(found, "reply") == named(found, "sheet") == {("cost", "", "zh-Hant")}
    asked = content.answers["cost"].model_copy(update={"question": (Text("多少錢？"),)})
    offered = changes(knowledge, in_chinese(knowledge, answers={**content.answers, "cost": asked}))
    offering = {id for id, intent in knowledge.intents.items() if "cost" in intent.related}
    assert {name for name, _, _ in named(offered, "reply")} == {"cost", *offering}
    assert {name for name, _, _ in named(offered, "sheet")} == {"cost"}


def in_chinese(knowledge: Knowledge, **parts: object) -> Knowledge:
    """The same content with other parts in one language."""
    content = replace(knowledge.locales["zh-Hant"], **parts)
    return replace(knowledge, locales={**knowledge.locales, "zh-Hant": content})


def test_what_belongs_to_no_reply_is_listed_too(knowledge: Knowledge) -> None:
    """Notices and words of the glossary; the disclaimer changes every reply and every sheet of its language."""
    content = knowledge.locales["zh-Hant"]
    notices = {**content.notices, "same-day": (Text("今天。"),)}
    found = changes(knowledge, in_chinese(knowledge, notices=notices, glossary=content.glossary[1:]))
    assert named(found, "notice") == {("same-day", "", "zh-Hant")}
    assert named(found, "word") == {(content.glossary[0].id, "", "zh-Hant")}
    assert named(found, "reply") == named(found, "sheet") == set()
    everywhere = changes(knowledge, in_chinese(knowledge, disclaimer=(Text("別的。"),)))
    assert {name for name, _, _ in named(everywhere, "reply")} == set(signable(knowledge))
    assert {name for name, _, _ in named(everywhere, "sheet")} == set(knowledge.intents)


def test_a_withdrawn_answer_gives_way_to_its_notice(knowledge: Knowledge) -> None:
    """The reply becomes the notice, the sheet goes, and neighbours stop offering it."""
    found = changes(knowledge, withdrawn(knowledge, "albumin"))
    own = [item for item in found.of("reply") if item.name == "albumin"]
    notice = "".join(s.text for s in knowledge.locales["en"].replies["withdrawn"].title if isinstance(s, Text))
    assert own and all(notice in (item.after or ()) for item in own if item.locale == "en")
    assert all(item.after is None for item in found.of("sheet") if item.name == "albumin")
    assert {item.name for item in found.of("reply")} > {"albumin"}


def test_a_new_answer_and_one_that_goes(knowledge: Knowledge) -> None:
    """Nothing before, or nothing after."""
    fewer = replace(knowledge, intents={id: one for id, one in knowledge.intents.items() if id != "cost"})
    gone = [item for item in changes(knowledge, fewer).items if item.name == "cost"]
    new = [item for item in changes(fewer, knowledge).items if item.name == "cost"]
    assert {item.kind for item in gone} == {item.kind for item in new} == {"reply", "sheet"}
    assert all(item.after is None for item in gone) and all(item.before is None for item in new)


def test_signatures_that_come_and_that_no_longer_fit(knowledge: Knowledge) -> None:
    """Signing changes no reply; an edit after it makes the signatures of what it changes stale."""
    done = signed(knowledge, ["alt", "transaminases", "cost"][1:])
    signing = changes(knowledge, done)
    assert signing.items == ()
    assert {(r.answer, r.before.state, r.after.state) for r in signing.reviews} == {
        ("transaminases", "unsigned", "signed"), ("cost", "unsigned", "signed"),
    }  # fmt: skip
    edited = changes(done, with_figure(done, "ast-4w", "-20.05"))
    assert {(r.answer, r.before.state, r.after.state) for r in edited.reviews} == {("transaminases", "signed", "stale")}
    assert len(edited.reviews) == len(LOCALES)


def test_sheets_change_where_printed_sheets_do(one_figure: Changes, knowledge: Knowledge) -> None:
    """The sheets of one question as they are laid out, before and after, compared part by part."""
    from bot.paths import templates_folder
    from bot.rendering.html import build_pages
    from bot.rendering.sheet import Said, turn_rows

    contents = knowledge, with_figure(knowledge, "ast-4w", "-20.05")
    both = [build_pages(templates_folder(), one, {"url": lambda _locale, _path: ""}) for one in contents]
    for pages in both:
        pages.environments["en"].filters["by_nearness"] = list  # no emergency stands on these sheets
    differing = set()
    for name in ("transaminases", "survival"):
        intent = knowledge.intents[name]
        for slots in cells(intent, knowledge):
            replies = [compose(Decision("answer", (name,), slots), "en", one) for one in contents]
            laid = [
                [row.cells[0].html for row in turn_rows(1, (Said("en", None, reply),), pages)]
                for reply, pages in zip(replies, both, strict=True)
            ]
            if laid[0] != laid[1]:
                differing.add((name, cell_name(slots, intent, knowledge), "en"))
    listed = {one for one in named(one_figure, "sheet") if one[0] in ("transaminases", "survival") and one[2] == "en"}
    assert listed == differing and differing
