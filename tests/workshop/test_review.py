"""Signing answers, looking up what is signed, and what a signature is bound to."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.answering.reading import reading
from bot.cli.main import main
from bot.content.loader import load
from bot.content.signatures import signable
from bot.conversation.context import decode, encode
from bot.model.clinic import Clinic
from bot.model.knowledge import LOCALES, Knowledge, Term
from bot.model.problem import ContentError
from bot.model.spans import Text
from bot.model.turn import Context
from bot.paths import content_folder
from bot.workshop.review import Signing, SigningError, reviews_due, shown, sign, status
from bot.workshop.table import table_file
from tests.reviews import NAME, signature, signed, with_figure

TODAY = date(2026, 5, 31)
SIGNING = Signing(NAME, TODAY, date(2027, 5, 31))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content, to sign."""
    shutil.copytree(content_folder(), tmp_path / "content")
    return tmp_path / "content"


def states(knowledge: Knowledge, today: date = TODAY) -> dict[tuple[str, str], str]:
    """Every answer and language that is not simply unsigned."""
    return {(one.answer, one.locale): one.state for one in status(knowledge, today) if one.state != "unsigned"}


def test_signing_writes_yaml_that_git_can_merge(folder: Path, knowledge: Knowledge) -> None:
    """One block a signature, in the order of the content; the next one changes no line of the others."""
    sign(folder, ["survival", "emergency"], "zh-Hant", SIGNING)
    before = (folder / "reviews.yaml").read_text().split("  - ")
    assert (folder / "reviews.yaml").read_text().count('reviewed_by: "A clinician, hepatology"') == 2
    sign(folder, ["meld"], "en", Signing(' 王"醫師 ', TODAY))
    after = (folder / "reviews.yaml").read_text().split("  - ")
    assert [block for block in after if block in before] == before and len(after) == len(before) + 1
    content = load(folder)
    assert states(content) == {
        ("survival", "zh-Hant"): "signed",
        ("emergency", "zh-Hant"): "signed",
        ("meld", "en"): "signed",
    }
    assert content.signatures["meld", "en"].reviewed_by == '王"醫師'


def test_a_signature_changes_nothing_that_is_said(folder: Path) -> None:
    """Same content version, so that open conversations go on, and the same learnt table."""
    unsigned = load(folder)
    token = encode(Context("survival"), unsigned)
    sign(folder, ["survival"], "en", SIGNING)
    content = load(folder)
    assert content.version == unsigned.version
    assert decode(token, content) == Context("survival")
    assert table_file(content) == table_file(unsigned)


def test_every_answer_can_be_signed_and_is_then_signed(knowledge: Knowledge) -> None:
    """All questions and fixed replies, in all languages, with a reading of their own each."""
    everything = signed(knowledge, signable(knowledge))
    assert {one.state for one in status(everything, TODAY)} == {"signed"}
    readings = [one.reading for one in everything.signatures.values()]
    assert len(readings) == len(set(readings)) == len(signable(knowledge)) * len(LOCALES)


def test_a_number_makes_stale_what_shows_it_and_nothing_else(knowledge: Knowledge) -> None:
    """Those answers in all languages whose text holds the figure."""
    everything = signed(knowledge, signable(knowledge))
    changed = with_figure(everything, "alt-2w", "-20.1")
    stale = {answer for (answer, _), state in states(changed).items() if state == "stale"}
    using = {answer for answer in signable(knowledge) if "alt-2w" in _figures(answer, knowledge)}
    assert stale == using and "transaminases" in using
    assert len([state for state in states(changed).values() if state == "stale"]) == len(using) * len(LOCALES)


def _figures(answer: str, knowledge: Knowledge) -> set[str]:
    from bot.answering.reading import read

    return {figure.id for reply in read(answer, "en", knowledge) for figure in reply.figures}


def test_what_a_signature_is_bound_to(knowledge: Knowledge) -> None:
    """A word of the disclaimer makes all stale; the clinic, the glossary and the text of neighbours do not."""
    base = reading("cost", "en", knowledge)
    content = knowledge.locales["en"]
    other = replace(content, disclaimer=(Text("Another one."),))
    assert reading("cost", "en", replace(knowledge, locales={**knowledge.locales, "en": other})) != base
    term = Term.model_validate({"id": "new", "term": "liver", "text": "An organ."})
    answers = {**content.answers, "where": content.answers["where"].model_copy(update={"question": (Text("Where?"),)})}
    neighbours = replace(content, glossary=(*content.glossary, term), answers=answers)
    clinic = Clinic.model_validate({"contact": {"phone": "555"}})
    around = replace(knowledge, clinic=clinic, locales={**knowledge.locales, "en": neighbours})
    assert reading("cost", "en", around) == base
    assert reading("where", "en", around) != reading("where", "en", knowledge)


def test_a_review_that_is_due_is_found_with_its_line(folder: Path) -> None:
    """By the day it is due, not the day before; what is due is still signed for the reader."""
    sign(folder, ["meld", "survival"], "en", SIGNING)
    content = load(folder)
    assert list(reviews_due(content, date(2027, 5, 30))) == []
    found = list(reviews_due(content, date(2027, 5, 31)))
    assert [where for _, where, _, _ in found] == [("reviews", 0, "review_due"), ("reviews", 1, "review_due")]
    assert all("sign it" in message for _, _, _, message in found)
    assert set(states(content, date(2027, 5, 31)).values()) == {"due"}


def test_what_is_shown_before_signing_holds_every_reply(knowledge: Knowledge) -> None:
    """Each outcome and week, with cautions, sources and disclaimer."""
    text = shown("transaminases", "en", knowledge)
    for part in (
        "== all results, no week asked",
        "== ast, week 12",
        "alt, any week not reported",
        "not reported",
        "[1] The web article",
        "not medical advice",
    ):
        assert part in text, part
    for cell in knowledge.cells.values():
        if cell.outcome in ("alt", "ast"):
            assert str(cell.estimate).lstrip("-") in text


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ((["nothing"], "en", SIGNING), "there is no question and no fixed reply 'nothing'"),
        ((["meld"], "en", Signing(" ", TODAY)), "give the name of who signs"),
        ((["meld"], "en", Signing("A {name}", TODAY)), "give the name of who signs"),
        ((["meld"], "en", Signing("A\u200bB", TODAY)), "cannot be used"),
        ((["meld"], "en", Signing(NAME, TODAY, TODAY)), "must be later"),
        ((["meld"], "en", SIGNING, "0" * 16), "not the one that was read"),
    ],
)
def test_a_signature_that_cannot_be_put_down_says_why(
    deed: tuple[Any, ...], words: str, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And nothing is written."""
    monkeypatch.setattr("bot.workshop.review.load", lambda _: knowledge)
    with pytest.raises(SigningError, match=words):
        sign(tmp_path, *deed)
    assert list(tmp_path.iterdir()) == []


def test_broken_signatures_stop_the_start_with_file_and_line(folder: Path, knowledge: Knowledge) -> None:
    """An unknown answer, a second signature, days in the wrong order, a day that is none."""
    good = signature(knowledge, "meld", "en").reading
    block = '  - answer: {}\n    locale: en\n    reviewed_by: "X"\n    reviewed_on: "2026-05-31"\n    review_due: {}\n'
    block += f'    reading: "{good}"\n'
    parts = [
        block.format(*pair) for pair in (("meld", "null"), ("meld", "null"), ("gone", "null"), ("msc", '"2026-01-01"'))
    ]
    (folder / "reviews.yaml").write_text("reviews:\n" + "".join(parts))
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert [(problem.file, problem.line, problem.rule) for problem in caught.value.problems] == [
        ("reviews.yaml", 8, "duplicate-id"), ("reviews.yaml", 14, "reference"), ("reviews.yaml", 24, "review"),
    ]  # fmt: skip
    (folder / "reviews.yaml").write_text("reviews:\n" + block.format("meld", '"tomorrow"'))
    with pytest.raises(ContentError, match=r"reviews.yaml:6: .*such as \"2026-05-31\""):
        load(folder)


def test_a_folder_without_signatures_is_whole(folder: Path, knowledge: Knowledge) -> None:
    """The file may be missing."""
    (folder / "reviews.yaml").unlink()
    assert load(folder).signatures == {} and load(folder).version == knowledge.version


def test_the_command_signs_shows_and_lists(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What clinicians type, with its exit codes."""
    at = ["--content", str(folder)]
    assert main(["review", "sign", "meld", "--locale", "en", "--by", NAME, "--on", "2026-01-02", *at]) == 0
    assert "signed: meld (en)" in capsys.readouterr().out
    assert main(["review", *at, "status", "--locale", "en"]) == 0
    out = capsys.readouterr().out
    assert f"{NAME}, 2026-01-02" in out and "1 signed, 0 stale, 0 due, " in out
    file = folder / "answers" / "en" / "common.yaml"
    file.write_text(file.read_text().replace("is early and uncertain", "is still early and uncertain"))
    assert main(["review", "status", *at, "--state", "stale"]) == 1
    assert capsys.readouterr().out.splitlines()[0].split()[:3] == ["meld", "en", "stale"]
    assert main(["review", "sign", "meld", "--locale", "en", "--by", NAME, "--on", "2999-01-02", *at]) == 2
    assert "has not come yet" in capsys.readouterr().err
    assert main(["review", "show", "nothing", "--locale", "en", *at]) == 2


def test_an_answer_that_was_taken_out_is_marked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever lists or signs reviews is told which answers no reader gets."""
    intents = folder / "intents.yaml"
    intents.write_text(intents.read_text().replace("- id: meld\n", "- id: meld\n    status: withdrawn\n"))
    at = ["--content", str(folder)]
    assert main(["review", "sign", "meld", "cost", "--locale", "en", "--by", NAME, "--on", "2026-01-02", *at]) == 0
    said = capsys.readouterr().out
    assert "meld is withdrawn: readers see it when" in said and "cost is withdrawn" not in said
    assert main(["review", "status", "--locale", "en", *at]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if " withdrawn " in line] == ["meld"]
    assert lines[-1].endswith("1 of them withdrawn")
