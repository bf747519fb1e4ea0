"""Changes as text and as a page, from git and from folders."""

import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.conversation.trained import Trained
from bot.model.knowledge import Knowledge
from bot.paths import content_folder
from bot.workshop import diff_routing, table
from bot.workshop.diff import Changes, changes
from bot.workshop.diff_fates import FATES, Decided
from bot.workshop.diff_groups import groups
from bot.workshop.diff_lines import line_pairs, plain
from bot.workshop.diff_page import diff_page
from bot.workshop.diff_routing import (
    UNTOUCHED,
    Reroute,
    Routing,
    Talk,
    can_change,
    known_questions,
    reroutes,
    routing,
)
from bot.workshop.diff_text import diff_text
from bot.workshop.table import both_ready, table_file
from tests.conftest import CASES
from tests.reviews import signed, with_figure, withdrawn

GIT = ("git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")


@pytest.fixture(scope="module")
def found(knowledge: Knowledge) -> Changes:
    """A number that is corrected after its answer was signed."""
    done = signed(knowledge, ["transaminases"])
    return changes(done, with_figure(done, "ast-4w", "-20.05"))


@pytest.fixture(scope="module")
def page(found: Changes) -> str:
    """The page of these changes."""
    return diff_page(found, UNTOUCHED, "main → here")


def test_lines_are_paired_and_marked_word_by_word() -> None:
    """What stays is not marked; numbers are whole, Chinese goes by characters."""
    (pair,) = line_pairs(["a", "it is -16.11 (95%)", "z"], ["a", "it is -20.05 (95%)", "z"])
    assert [piece.text for piece in pair.before or () if piece.changed] == ["16.11"]
    assert [piece.text for piece in pair.after or () if piece.changed] == ["20.05"]
    (pair,) = line_pairs(["存活的機會較高"], ["存活的機會較低"])
    assert [piece.text for piece in pair.after or () if piece.changed] == ["低"]
    (pair, _) = line_pairs(["存活的機會較高"], ["存活的機會較低", "又一行"])
    assert pair.before and pair.after
    gone, new = line_pairs(["one two three", "same"], ["four five six", "seven eight", "same"])[:2]
    assert gone.after is None and new.before is None
    (only,) = line_pairs(None, ["new"])
    assert only.before is None and plain(only.after or ()) == "new"


def test_what_changes_alike_is_shown_once(found: Changes) -> None:
    """The replies of a question that replace the same line stand together, none twice and none missing."""
    put_together = groups(found.of("reply"))
    assert sum(max(1, len(group.cells)) for group in put_together) == len(found.of("reply"))
    assert len(put_together) < len(found.of("reply")) / 3
    assert {group.fate for group in put_together} == {"changed"}


def test_the_text_says_before_and_after(found: Changes) -> None:
    """Counts, each change with its cells and language, the sheets by name, the signatures, the routing."""
    text = diff_text(found, UNTOUCHED)
    assert f"Replies: {len(found.of('reply'))}, Pictures: 3, Take-home sheets: {len(found.of('sheet'))}" in text
    assert re.search(r"^reply transaminases \(zh-Hant\) \[.*ast, week 4.*\]\n- .*\n\+ .*-20\.05", text, re.MULTILINE)
    sheets = text[text.index("== Take-home sheets") : text.index("== Reviews")]
    assert "-20.05" not in sheets and "as in its reply and pictures above" in sheets
    assert "transaminases (en): signed -> stale, A clinician, hepatology, 2026-05-31" in text
    assert text.endswith(UNTOUCHED.words)
    assert "Nothing changes for readers." in diff_text(replace(found, items=(), reviews=()), UNTOUCHED)


def test_the_page_stands_alone(page: str) -> None:
    """One style block, no script, nothing from elsewhere, no id twice, and each id that is named exists."""
    assert page.count("<style>") == 1 and "<script" not in page and " style=" not in page
    assert not re.findall(r'(?:src|href)="(?!#)', page) and "@import" not in page and "url(" not in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    named = re.findall(r'href="#([^"]+)"', page)
    named += [id for run in re.findall(r'aria-labelledby="([^"]+)"', page) for id in run.split()]
    assert named and set(named) <= set(ids)


def test_the_page_shows_words_and_drawings(page: str, found: Changes) -> None:
    """Marked words in their language, each drawing twice, what was signed, and the routing."""
    assert "<ins>20.05</ins>" in page and page.count("<svg") == 2 * len(found.of("picture"))
    assert '<tbody lang="zh-Hant">' in page and "picture-anchor" not in page
    assert '<td class="bad">stale</td>' in page and UNTOUCHED.words in page
    shown = diff_page(found, replace(UNTOUCHED, changed=(Reroute("why <b>?", "en", ANSWERED, FALLBACK),)))
    assert "why &lt;b&gt;?" in shown and "answer: cost" in shown
    assert f"<caption>{FATES['lost']} (1)</caption>" in shown and "Answered now" not in shown


FALLBACK = Decided("fallback: cost or dose")
GUESSES = Decided("fallback: dose or cost")
ASKED_BACK = Decided("clarify: cost or dose", 1, intent="cost")
REORDERED = Decided("clarify: cost or meld", 1, intent="cost")
ASKED_OTHERWISE = Decided("clarify: dose or cost", 1, intent="dose")
ANSWERED = Decided("answer: cost", 2, intent="cost")
OTHERWISE = Decided("answer: dose", 2, intent="dose")
ADVICE = Decided("personal_advice", 2, frozenset({"personal_advice"}))
WARNED = Decided("answer: cost, same-day", 2, frozenset({"same-day"}), "cost")


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        (ADVICE, ANSWERED, "danger"),
        (ANSWERED, WARNED, "danger"),
        (WARNED, FALLBACK, "danger"),
        (ANSWERED, ASKED_BACK, "lost"),
        (ASKED_BACK, FALLBACK, "lost"),
        (ANSWERED, OTHERWISE, "changed"),
        (FALLBACK, ASKED_BACK, "asked"),
        (ASKED_BACK, REORDERED, "unanswered"),
        (ASKED_BACK, ASKED_OTHERWISE, "changed"),
        (ASKED_BACK, ANSWERED, "found"),
        (FALLBACK, GUESSES, "unanswered"),
    ],
)
def test_what_becomes_of_a_question(before: Decided, after: Decided, fate: str) -> None:
    """A warning or a refusal to judge that comes or goes is told from an answer that is lost, changed or won."""
    assert Reroute("why?", "en", before, after).fate == fate


def test_the_gravest_stands_first(found: Changes) -> None:
    """The text lists questions by what becomes of them, danger first, each group with its number."""
    pairs = [
        (FALLBACK, ANSWERED),
        (ANSWERED, OTHERWISE),
        (ANSWERED, FALLBACK),
        (OTHERWISE, FALLBACK),
        (WARNED, FALLBACK),
    ]
    text = diff_text(found, Routing("Five.", tuple(Reroute("why?", "en", *pair) for pair in pairs)))
    heads = re.findall(r"^-- (.*) \((\d+)\)$", text, re.MULTILINE)
    assert heads == [(FATES["danger"], "1"), (FATES["lost"], "2"), (FATES["changed"], "1"), (FATES["found"], "1")]


def test_routing_rests_on_examples_and_words_alone(knowledge: Knowledge) -> None:
    """A number and a signature cannot change it; an example, a word, a status can."""
    assert not can_change(knowledge, with_figure(knowledge, "ast-4w", "-20.05"))
    assert not can_change(knowledge, signed(knowledge, ["cost"]))
    assert can_change(knowledge, withdrawn(knowledge, "cost"))
    more = {**knowledge.utterances, "cost": (*knowledge.utterances["cost"], "how many euros")}
    assert can_change(knowledge, replace(knowledge, utterances=more))
    outside = replace(knowledge, out_of_scope=knowledge.out_of_scope[1:])
    assert can_change(knowledge, outside)


def test_questions_that_are_understood_otherwise_are_listed(trained: Trained) -> None:
    """Asked in turn, with what the turn before left behind; those that stay are not listed."""
    deaf = replace(trained, thresholds=replace(trained.thresholds, answer=2.0, clarify=2.0))
    talks = (
        Talk(("What is MELD?", "and after 12 weeks?"), "en"),
        Talk(("I want to die",), "en"),
        Talk(("I am vomiting blood",), "en"),
    )
    found = routing(trained, deaf, talks)
    assert found.changed[0].question == "What is MELD?" and found.changed[0].fate == "lost"
    assert found.changed[0].before.said.startswith("answer: ") and found.changed[0].after.said.startswith("fallback")
    assert {one.question for one in found.changed} <= set(talks[0].questions)
    assert f"{len(found.changed)} of 4 known questions" in found.words
    assert list(reroutes(trained, trained, talks)) == []


def test_an_answer_about_danger_that_is_lost_stands_among_the_dangers(trained: Trained) -> None:
    """Warning signs are asked about without a sign of one's own; losing that answer is no loss like others."""
    deaf = replace(trained, thresholds=replace(trained.thresholds, answer=2.0, clarify=2.0))
    asked = (Talk(("what is MELD?",), "en"), Talk(("Which signs mean that I need help at once?",), "en"))
    routes = routing(trained, deaf, asked)
    assert [(one.before.intent, one.fate) for one in routes.changed] == [("warning-signs", "danger"), ("meld", "lost")]


def test_examples_of_a_new_question_are_only_counted(trained: Trained) -> None:
    """An editor need not read that what was written for a question reaches it."""
    knowledge = trained.knowledge
    fewer = replace(knowledge, intents={id: one for id, one in knowledge.intents.items() if id != "meld"})
    before = replace(trained, knowledge=fewer, thresholds=replace(trained.thresholds, answer=2.0, clarify=2.0))
    example = knowledge.utterances["meld"][0]
    routes = routing(before, trained, (Talk((example,), "en"), Talk(("How much does it cost?",), "en")))
    assert [(one.question, one.fate) for one in routes.changed] == [("How much does it cost?", "found")]
    assert "1 of 2 known questions" in routes.words and "examples of a new question that reach it (1)" in routes.words


def test_other_guesses_are_only_counted(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    """What had no answer and has none is not worth a line."""
    moved = [Reroute("why?", "en", FALLBACK, GUESSES), Reroute("who?", "en", FALLBACK, ANSWERED)]
    monkeypatch.setattr(diff_routing, "reroutes", lambda *_: iter(moved))
    routes = routing(trained, trained, (Talk(("why?",), "en"), Talk(("who?",), "en")))
    assert routes.changed == (moved[1],) and "1 of 2 known questions" in routes.words
    assert "without an answer, whatever else was guessed at (1)" in routes.words


@dataclass(frozen=True)
class Taught:
    """Stands for what was learnt."""

    number: int
    listener: str


def test_a_table_is_learnt_only_where_none_fits(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """One for both where they learn from the same, none where it is stored; one listener for the same dangers."""
    learnt: list[Taught] = []

    def learn(_: Knowledge, _encoder: object, listener: str | None) -> Taught:
        learnt.append(Taught(len(learnt) + 1, listener or f"listener {len(learnt) + 1}"))
        return learnt[-1]

    stored = Taught(0, "stored")
    monkeypatch.setattr(table, "stored", lambda one, _: stored if table_file(one) == stored_file else None)
    monkeypatch.setattr(table, "learn_from", learn)
    monkeypatch.setattr(table, "train", lambda _, learnt: learnt)
    stored_file = None
    first, second = both_ready(knowledge, withdrawn(knowledge, "cost"))
    assert first is second and learnt == [Taught(1, "listener 1")]
    fewer = replace(knowledge, out_of_scope=knowledge.out_of_scope[1:])
    assert both_ready(knowledge, fewer) == (Taught(2, "listener 2"), Taught(3, "listener 2"))
    stored_file = table_file(knowledge)
    assert both_ready(knowledge, fewer) == (stored, Taught(4, "stored"))
    safety = replace(fewer.lexicon.safety, examples={**fewer.lexicon.safety.examples, "calm": ("all is well",)})
    calmer = replace(fewer, lexicon=replace(fewer.lexicon, safety=safety))
    assert both_ready(knowledge, calmer) == (stored, Taught(5, "listener 5"))


def test_known_questions_are_cases_and_utterances(knowledge: Knowledge, tmp_path: Path) -> None:
    """Each once; without the cases where they do not lie."""
    quick = known_questions(knowledge, knowledge, CASES, utterances=False)
    assert len(quick) == len(set(quick)) and any(len(talk.questions) > 1 for talk in quick)
    assert Talk(("What is MELD?",), "en") not in known_questions(knowledge, knowledge, tmp_path, utterances=False)
    every = known_questions(knowledge, knowledge, tmp_path)
    assert {text for texts in knowledge.utterances.values() for text in texts} <= {talk.questions[0] for talk in every}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of git with the content in it."""
    shutil.copytree(content_folder(), tmp_path / "site" / "content")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Content"]):
        subprocess.run([*GIT, "-C", str(tmp_path / "site"), *command], check=True)
    return tmp_path / "site" / "content"


def test_the_command_compares_with_git(repository: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With the last commit, or another revision; the page is written beside it; what git does not know is said."""
    at = ["--content", str(repository)]
    file = repository / "figures.yaml"
    file.write_text(file.read_text().replace("estimate: 2.47", "estimate: 2.48").replace("(OR 2.47,", "(OR 2.48,"))
    page = tmp_path / "diff.html"
    assert main(["diff", *at, "--html", str(page)]) == 0
    out = capsys.readouterr().out
    assert (
        "reply survival (en) [survival, no week asked; survival, week 8; survival, any week not reported]" in out
        and UNTOUCHED.words in out
    )
    assert "<ins>2.48</ins>" in page.read_text()
    assert main(["diff", "nosuch", *at]) == 2
    assert "git has no 'nosuch'" in capsys.readouterr().err


def test_the_command_compares_with_a_folder(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Any other content folder; one that cannot be used is an error that says why."""
    assert main(["diff", str(content_folder()), "--content", str(repository)]) == 0
    assert "Nothing changes for readers." in capsys.readouterr().out
    file = repository / "lines.yaml"
    file.write_text("")
    assert main(["diff", str(repository), "--content", str(content_folder())]) == 2
    assert "cannot be used by this version" in capsys.readouterr().err
