"""The reply as a card: reasons, words explained, and what a reader can do with it."""

import html
import re

import pytest
from starlette.testclient import TestClient

from bot.model.knowledge import LOCALES, Knowledge
from bot.rendering.plain import spans_text
from tests.web.reading import words

QUESTIONS = {"en": "Is the treatment safe?", "zh-Hans": "这种治疗安全吗？", "zh-Hant": "這種治療安全嗎？"}


def part(page: str, name: str) -> str:
    """The words of a folded part of a card."""
    found = re.search(rf'<details class="part part-{name}">.*?</details>', page, flags=re.DOTALL)
    assert found, f"no part {name}"
    return words(found[0])


@pytest.mark.parametrize("locale", LOCALES)
def test_the_reasons_name_what_was_recognised(client: TestClient, knowledge: Knowledge, locale: str) -> None:
    """Question, measurement and week in plain words; no score, which readers take for a chance."""
    reasons = part(client.get(f"/{locale}/a/benefit?outcome=meld&weeks=12").text, "why")
    content = knowledge.locales[locale]
    assert spans_text(content.answers["benefit"].question, locale) in reasons
    assert content.labels.outcomes["meld"] in reasons
    assert re.findall(r"\d+", reasons) == ["12"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("zxcv qwer", "None of our questions was close enough"),
        ("should I stop my lactulose?", "Only doctors who know that person"),
        ("my father is vomiting blood right now", "We would rather show this once too often"),
        ("what does it cost?", "the article does not answer it"),
    ],
)
def test_each_kind_of_reply_has_its_reason(client: TestClient, question: str, reason: str) -> None:
    """Also where there is no answer, a reader can learn why."""
    assert reason in part(client.post("/en/ask", data={"question": question}).text, "why")


def test_a_crisis_is_not_explained_away(client: TestClient) -> None:
    """Whoever speaks of ending their life gets people to talk to, not reasons."""
    page = client.post("/en/ask", data={"question": "I want to kill myself"}).text
    assert "part-why" not in page


@pytest.mark.parametrize("locale", LOCALES)
def test_a_mistake_can_be_reported_with_what_is_needed_to_find_it(
    client: TestClient, knowledge: Knowledge, locale: str
) -> None:
    """Question, language and version of the content."""
    report = part(client.post(f"/{locale}/ask", data={"question": QUESTIONS[locale]}).text, "report")
    assert f"safety · {locale} · {knowledge.version}" in report


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_that_can_be_opened_has_its_explanation(
    client: TestClient, knowledge: Knowledge, locale: str
) -> None:
    """On every permalink: each term opens an explanation on the same card, once in prose, and links to the page."""
    opened = 0
    for name in knowledge.intents:
        page = client.get(f"/{locale}/a/{name}").text
        buttons = re.findall(r'<button class="term" type="button" popovertarget="([^"]+)">([^<]+)<', page)
        targets = [target for target, _ in buttons]
        ids = re.findall(r'<div class="word" popover[^>]* id="([^"]+)">', page)
        assert set(targets) == set(ids), name
        assert len(ids) == len(set(ids))
        for id in ids:
            assert f'href="/{locale}/glossary#{id.removeprefix("t1-w-")}"' in page
        opened += len(ids)
        # A button is one block: a long one would leave the words around it alone on their lines on a phone.
        assert [word for _, word in buttons if len(word) > (30 if locale == "en" else 11)] == []
    assert opened > 100


@pytest.mark.parametrize("locale", LOCALES)
def test_every_run_of_another_language_is_marked(client: TestClient, knowledge: Knowledge, locale: str) -> None:
    """No Chinese stands unmarked on an English page, and no English sentence on a Chinese one."""
    stray = re.compile(r"[\u4e00-\u9fff]" if locale == "en" else r"[A-Za-z]+(?: [A-Za-z]+){3}")
    for path in ("", "about", "sources", "glossary", "questions", *(f"a/{name}" for name in knowledge.intents)):
        page = client.get(f"/{locale}/{path}").text
        body = page[page.index("<body>") :]
        unmarked = re.sub(r"<(\w+)[^>]*\slang=\"[^\"]+\"[^>]*>.*?</\1>", "", body, flags=re.DOTALL)
        assert stray.findall(html.unescape(re.sub(r"<[^>]+>", "\n", unmarked))) == [], path
