"""The HTML report for editors, and the figures beside it: complete, self-contained, and safe to open."""

import json
import re
from html.parser import HTMLParser

import pytest

from bot.cli.evaluate import asking
from bot.conversation.trained import train
from bot.model.turn import Slots, Trace
from bot.workshop.cases import read_cases
from bot.workshop.evaluation import evaluate, report_data, report_text
from bot.workshop.report import html_report
from bot.workshop.report_folds import folds_of
from bot.workshop.report_reasons import reasons, reasons_text
from tests.workshop.small import small_learnt

HOSTILE = """</p><script>alert("1")</script><img src=x onerror='alert(2)'> {{ 7 * 7 }} & stem cells"""


@pytest.fixture(scope="module")
def learnt(knowledge):
    """A small index."""
    return small_learnt(knowledge)


@pytest.fixture(scope="module")
def base(knowledge, learnt):
    """A bot that answers by it."""
    return train(knowledge, learnt)


def run(base, *cases):
    """Cases as a file would hold them, asked of the bot."""
    return evaluate(read_cases("\n".join(map(json.dumps, cases))), asking(base))


def wrong(question, intent="cost", locale="en", **more):
    """A case that nothing satisfies: it wants small talk about an intent."""
    return {"q": question, "locale": locale, "kind": ["smalltalk"], "intent": [intent], **more}


class Page(HTMLParser):
    """Elements and text of a page."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.attributes, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Keep the name and the attributes."""
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        """Keep the text."""
        self.text += data


def test_a_failure_is_shown_with_everything_that_led_to_it(base):
    """Question, expected, given, candidates, thresholds, the nearest example, and where to change something."""
    page = Page(html_report(run(base, wrong("how much does it cost")), None, base, "dev.jsonl"))
    for words in ("dev.jsonl", "how much does it cost", "smalltalk/cost", "line 1, en", "to answer: 0.30", "alike)"):
        assert words in page.text, words
    assert "Nearest example" in page.text and base.knowledge.version in page.text


def test_whatever_a_case_holds_is_shown_and_does_nothing(base):
    """Text of a question, and even the name of an intent, never becomes markup."""
    report = run(base, wrong(HOSTILE, intent="<b onclick=x>"), wrong("\ud800", locale="zh-Hant"))
    html = html_report(report, None, base, "<i>.jsonl")
    page = Page(html)
    assert HOSTILE in page.text
    assert not {"script", "img", "b", "i", "link"} & set(page.elements)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
    assert "<b onclick=x>" in page.text and "<i>.jsonl" in page.text


def test_the_report_needs_nothing_beside_itself(base):
    """Style inside, no script, no address of anything else, and every link leads to a place on the page."""
    html = html_report(run(base, wrong("is it safe", "safety"), wrong("x y z")), None, base, "cases")
    assert "prefers-color-scheme: dark" in html and "@media print" in html
    assert not re.search(r"https?:|@import|url\(", html)
    links = re.findall(r'href="([^"]+)"', html)
    assert links and all(link[0] == "#" and f'id="{link[1:]}"' in html for link in links)
    assert "#group-1" in links


def test_every_intent_has_its_row(base):
    """With cases, or with the words that there are none; with the number of examples in each language."""
    html = html_report(run(base, wrong("is it safe", "safety")), None, base, "cases")
    rows = re.findall(
        r'<th scope="row">(?:<a [^>]+>)?([a-z0-9-]+)(?:</a>)?</th>\s*<td>(?:answer|not covered)</td>', html
    )
    assert rows == list(base.knowledge.intents)
    english = len(base.knowledge.entries["utterances/en.yaml"].utterances["safety"])
    assert re.search(rf">safety</a>.*?<td class=\"n\">{english}</td>", html, flags=re.DOTALL)


def test_a_run_without_failures_says_so(base):
    """No empty tables."""
    html = html_report(run(base, {"q": "", "locale": "en", "kind": []}), None, base, "cases")
    assert "every reply was right" in html


def test_danger_is_explained_by_the_screen(base):
    """Where nothing was ranked, the report says what was recognised instead, and in which file."""
    report = run(base, {"q": "he is vomiting blood", "locale": "en", "kind": ["answer"], "intent": []})
    text = Page(html_report(report, None, base, "cases")).text
    assert "The safety screen decided" in text and "vomiting blood" in text.split("Recognised")[1]


def test_outcome_and_weeks_are_named_among_what_was_recognised(base):
    """They are what was understood beside the question."""
    found = reasons("is it safe", Trace(stage="answer"), base, {})
    text = reasons_text(found, Slots("albumin", 0))
    assert "recognised: outcome albumin" in text and "recognised: weeks 0" in text
    assert "recognised" not in reasons_text(found, Slots())


def test_folds_stand_beside_the_scores(base, learnt):
    """In the page, the text and the data; and which way of ranking was used."""
    folds = folds_of(learnt, base)
    report = run(base, {"q": "is it safe", "locale": "en", "kind": ["answer"], "intent": ["safety"]})
    assert "held out in 4 folds" in report_text(report, folds)
    assert "right at 1: 80.0 %, at 3: 92.0 % (used in this run)" in report_text(report, folds)
    data = json.loads(json.dumps(report_data(report, folds)))["folds"]
    assert (data["light"], data["semantic"], data["encoder_used"]) == (
        {"accuracy": 80, "accuracy_at_3": 92},
        None,
        False,
    )
    assert data["cases"]["count"] == 1
    page = Page(html_report(report, folds, base, "cases")).text
    assert "80.0 %" in page and "without a sentence encoder" in page


def test_without_a_stored_table_the_figures_are_missed_and_not_made_up(base):
    """The report says what to do."""
    report = run(base, wrong("is it safe"))
    assert folds_of(None, base) is None
    assert report_data(report)["folds"] is None
    assert "hepatica train" in report_text(report)
    assert "hepatica train" in html_report(report, None, base, "cases")
