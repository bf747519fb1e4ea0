"""Case files and the scores made from them."""

import json
from typing import cast

import pytest

from bot.matching.index import Example
from bot.model.knowledge import Labels, Locale
from bot.model.review import Review
from bot.model.turn import Context, Decision, Kind, Notice, Offer, Reply, Slots, Turn
from bot.workshop.cases import CaseError, read_cases, read_examples
from bot.workshop.evaluation import Report, evaluate, report_data, report_text
from bot.workshop.matcher_evaluation import evaluate_matcher, matcher_data, matcher_text


def reply_with(
    kind: Kind,
    intent: str | None = None,
    slots: Slots | None = None,
    offers: tuple[str, ...] = (),
    notice: bool = False,
) -> Turn:
    """A turn as a bot would return it, with what the scores look at."""
    reply = Reply(
        kind=kind,
        locale="en",
        disclaimer=(),
        review=Review("unsigned", ()),
        content_version="1",
        labels=cast("Labels", None),
        intent=intent,
        slots=slots or Slots(),
        candidates=tuple(Offer(offer, ()) for offer in offers),
        notices=(Notice("emergency-line", ()),) if notice else (),
    )
    return Turn(Decision(kind), reply, Context(intent, reply.slots))


def run(cases: list[dict[str, object]], **answers: Turn) -> Report:
    """Cases asked of a bot that knows its replies by the question."""

    def ask(question: str, locale: Locale, context: Context) -> Turn:
        return answers[question]

    return evaluate(read_cases("\n".join(map(json.dumps, cases))), ask)


def case(question: str, *kinds: str, **more: object) -> dict[str, object]:
    """A line of a case file."""
    return {"q": question, "locale": "en", "kind": list(kinds), "intent": [], **more}


def test_accuracy_helped_and_wrong_follow_their_definitions() -> None:
    """Right intent, right clarification, and a wrong answer are told apart."""
    report = run(
        [case(name, "answer", intent=["survival"]) for name in ("right", "offered", "mistaken", "silent")],
        right=reply_with("answer", "survival"),
        offered=reply_with("clarify", offers=("meld", "survival")),
        mistaken=reply_with("answer", "cost"),
        silent=reply_with("fallback"),
    )
    assert (report.overall.accuracy.percent, report.overall.helped.percent, report.overall.wrong.percent) == (
        25,
        50,
        25,
    )
    assert [failure.expected.question for failure in report.failures] == ["offered", "mistaken", "silent"]


def test_slots_count_only_where_the_case_names_them_and_it_was_answered() -> None:
    """Both slots must match exactly."""
    named = {"intent": ["albumin"], "outcome": "albumin", "weeks": 4}
    report = run(
        [case("fits", "answer", **named), case("differs", "answer", **named), case("unanswered", "answer", **named)],
        fits=reply_with("answer", "albumin", Slots("albumin", 4)),
        differs=reply_with("answer", "albumin", Slots("albumin", 12)),
        unanswered=reply_with("fallback"),
    )
    assert (report.overall.slots.hits, report.overall.slots.total) == (1, 2)


def test_recall_and_false_alarms() -> None:
    """Emergency and crisis stand for each other in recall; an alarm where neither is right is false."""
    report = run(
        [
            case("blood", "emergency"),
            case("missed", "crisis"),
            case("calm", "answer"),
            case("either", "answer", "emergency"),
        ],
        blood=reply_with("crisis"),
        missed=reply_with("fallback"),
        calm=reply_with("emergency"),
        either=reply_with("emergency"),
    )
    assert (report.overall.recall.hits, report.overall.recall.total) == (1, 2)
    assert (report.overall.false_alarms.hits, report.overall.false_alarms.total) == (1, 1)


def test_notices_and_soft_cases() -> None:
    """A notice that is missing counts; a soft case never does."""
    report = run(
        [
            case("warned", "answer", notice=True),
            case("unwarned", "answer", notice=True),
            case("soft", "emergency", soft=True),
        ],
        warned=reply_with("answer", "progression", notice=True),
        unwarned=reply_with("answer", "progression"),
        soft=reply_with("fallback"),
    )
    assert (report.overall.notices.hits, report.overall.notices.total) == (1, 2)
    assert report.overall.recall.total == 0
    assert report.overall.count == 2


def test_a_dialogue_hands_its_context_on() -> None:
    """Each turn sees the state of the one before; a turn without expectation counts nowhere in the turns."""
    seen: list[Context] = []

    def ask(question: str, locale: Locale, context: Context) -> Turn:
        seen.append(context)
        return reply_with("answer", "meld", Slots("meld", 12))

    turns = [{"q": "blood tests?"}, {"q": "MELD?", "kind": ["answer"], "intent": ["meld"], "weeks": 12}]
    report = evaluate(read_cases(json.dumps({"locale": "zh-Hans", "turns": turns})), ask)
    assert seen == [Context(), Context("meld", Slots("meld", 12))]
    assert (report.overall.turns.hits, report.overall.turns.total) == (1, 1)
    assert list(report.locales) == ["zh-Hans"]


def test_a_file_of_foreign_questions_is_read_by_its_field_accept() -> None:
    """`accept` lists the kinds that are right, `intent` the answers that are."""
    report = run(
        [
            {"q": "weather", "locale": "en", "accept": ["fallback"]},
            {"q": "knees", "locale": "en", "accept": ["fallback", "not_covered"], "intent": ["other-conditions"]},
        ],
        weather=reply_with("answer", "burden"),
        knees=reply_with("not_covered", "other-conditions"),
    )
    assert (report.overall.wrong.hits, report.overall.accuracy.hits) == (1, 1)


def test_the_report_prints_scores_confusions_and_failures() -> None:
    """Text for people and data for machines say the same."""
    report = run([case("q", "answer", intent=["survival"])], q=reply_with("answer", "cost"))
    text = report_text(report)
    assert "survival → cost" in text
    assert "line 1 en: 'q'" in text
    data = json.loads(json.dumps(report_data(report)))
    assert data["overall"]["wrong"]["percent"] == 100
    assert len(data["failures"]) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1: expected an object"),
        ('{"q": "x", "locale": "fr"}', "line 1: locale 'fr'"),
        ('{"locale": "en"}', "line 1: q must be a text"),
        ('{"q": "x", "locale": "en", "kind": "answer"}', "line 1: kind must be a list"),
        ('{"q": "x", "locale": "en", "weeks": "4"}', "line 1: weeks must be a whole number"),
        ('{"locale": "en", "turns": []}', "line 1: turns must be"),
    ],
)
def test_a_broken_case_names_its_line(line: str, message: str) -> None:
    """One clear line instead of a traceback."""
    with pytest.raises(CaseError, match=message):
        read_cases(line)


def test_the_matcher_alone_is_measured_on_any_data() -> None:
    """Accuracy, rejection and times come from the examples and cases that are handed in."""
    lines = [
        *({"text": f"when does the {place} open", "intent": "hours"} for place in ("shop", "bank", "library", "pool")),
        *({"text": f"how much is a {thing}", "intent": "price"} for thing in ("ticket", "card", "coffee", "bike")),
        *({"text": text, "intent": None} for text in ("will it rain", "who won the game", "tell me a joke")),
    ]
    examples = read_examples("\n".join(map(json.dumps, lines)))
    cases = (
        Example("when does the museum open", "hours"),
        Example("how much is a pen", "price"),
        Example("a joke", None),
    )
    report = evaluate_matcher(examples, cases)
    assert (report.accuracy_at_1, report.accuracy_at_3, report.foreign) == (100, 100, 1)
    assert "accuracy at 1: 100.00 %" in matcher_text(report)
    assert matcher_data(report)["cases"] == 3


def test_cases_without_any_foreign_question_leave_its_figures_open() -> None:
    """What cannot be counted is shown as a dash, not as zero."""
    report = evaluate_matcher([Example("red", "a"), Example("blue", "b")], [Example("red", "a")])
    assert report.auroc is None
    assert report.rejection is None
    assert "AUROC of confidence: –" in matcher_text(report)


def test_an_empty_case_file_cannot_be_measured() -> None:
    """No cases is an error to report, not a division by zero."""
    with pytest.raises(ValueError, match="no cases"):
        evaluate_matcher([Example("red", "a")], [])


def test_the_weakest_intents_are_named() -> None:
    """Those with the smallest share of right replies, and what was given instead; those without a mistake are not."""
    report = run(
        [
            *(case("right", "answer", intent=["survival"]) for _ in range(3)),
            *(case(name, "answer", intent=["meld", "albumin"]) for name in ("mistaken", "silent", "second")),
            case("mistaken", "answer", intent=["safety"], soft=True),
        ],
        right=reply_with("answer", "survival"),
        second=reply_with("answer", "albumin"),
        mistaken=reply_with("answer", "cost"),
        silent=reply_with("clarify", offers=("meld", "cost")),
    )
    weakest = report_text(report).split("weakest intents")[1].split("worst confusions")[0]
    assert "1 of   3  meld: clarify 1, cost 1" in weakest
    assert "survival" not in weakest and "safety" not in weakest
    data = json.loads(json.dumps(report_data(report)))
    assert [(one["intent"], one["right"], one["offered"], one["wrong"]) for one in data["intents"]] == [
        ("meld", 1, 1, 1),
        ("survival", 3, 0, 0),
    ]
