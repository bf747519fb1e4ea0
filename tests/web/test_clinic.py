"""A clinic's site file on every surface: its contact where we cannot help, its numbers first, its languages."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.cli.main import main
from bot.content.site_file import load_clinic, with_clinic
from bot.conversation.trained import Trained
from bot.model.knowledge import LOCALES
from bot.settings import Settings
from bot.web.app import build_app

SITE = """
name: {en: "Example Liver Clinic", zh-Hans: "示例肝病门诊", zh-Hant: "示例肝病門診"}
logo: "logo.svg"
region: "HK"
emergency: [{number: "2345 6700", name: "Emergency desk"}]
contact:
  phone: "+852 2345 6789"
  email: "liver@clinic.example"
  address: "1 Example Road"
  hours: ["Mon-Fri 08:30-17:00", "closed on holidays"]
privacy: ["Our log keeps visits for a week."]
public_url: "https://hepatica.clinic.example"
accent: "#1d6f5c"
"""
SENDS_TO_PEOPLE = {
    "fallback": {"en": "what is the weather today", "zh-Hans": "今天天气怎么样", "zh-Hant": "今天天氣怎樣"},
    "not_covered": {"en": "how much does it cost?", "zh-Hans": "要多少钱？", "zh-Hant": "要多少錢？"},
    "personal_advice": {"en": "should I stop my lactulose?", "zh-Hans": "我要不要停药？", "zh-Hant": "我要不要停藥？"},
}
ANSWERED = {"en": "Is the treatment safe?", "zh-Hans": "这种治疗安全吗？", "zh-Hant": "這種治療安全嗎？"}
DANGER = {"en": "I am vomiting blood", "zh-Hans": "我在吐血", "zh-Hant": "我在吐血"}


@pytest.fixture(scope="module")
def site_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site file with its logo."""
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    return folder / "site.yaml"


@pytest.fixture(scope="module")
def offered(trained: Trained, site_file: Path) -> Trained:
    """The shipped content, offered by the clinic."""
    return of_clinic(trained, site_file)


@pytest.fixture(scope="module")
def clinic(offered: Trained, site_file: Path) -> TestClient:
    """The application of the clinic."""
    return TestClient(
        build_app(offered, Settings(site=site_file)), base_url="http://127.0.0.1:8000", follow_redirects=False
    )


def of_clinic(trained: Trained, site_file: Path) -> Trained:
    """The same knowledge, offered by the clinic of a site file."""
    knowledge = with_clinic(trained.knowledge, load_clinic(site_file, trained.knowledge))
    return replace(trained, knowledge=knowledge)


def ask(client: TestClient, question: str, locale: str) -> dict[str, object]:
    """The reply of the API."""
    found = client.post("/api/v1/ask", json={"question": question, "locale": locale}).json()
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", SENDS_TO_PEOPLE)
def test_the_contact_stands_where_we_cannot_help(clinic: TestClient, kind: str, locale: str) -> None:
    """Page, API text and API field hold telephone, e-mail, address and opening hours, as links where they are some."""
    question = SENDS_TO_PEOPLE[kind][locale]
    page = clinic.post(f"/{locale}/ask", data={"question": question}).text
    reply = ask(clinic, question, locale)
    assert reply["kind"] == kind
    for detail in ("+852 2345 6789", "liver@clinic.example", "1 Example Road", "Mon-Fri 08:30-17:00"):
        assert detail in page
        assert detail in str(reply["text"])
    assert 'href="tel:+85223456789"' in page and 'href="mailto:liver@clinic.example"' in page
    assert reply["contact"] == {
        "name": {"en": "Example Liver Clinic", "zh-Hans": "示例肝病门诊", "zh-Hant": "示例肝病門診"}[locale],
        "phone": "+852 2345 6789",
        "email": "liver@clinic.example",
        "address": "1 Example Road",
        "hours": ["Mon-Fri 08:30-17:00", "closed on holidays"],
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_an_answer_and_an_emergency_need_no_contact(clinic: TestClient, locale: str) -> None:
    """Where the article answers, or an ambulance is needed, the clinic's telephone would only distract."""
    for question in (ANSWERED[locale], DANGER[locale]):
        reply = ask(clinic, question, locale)
        assert reply["contact"] is None
        assert "2345 6789" not in str(reply["text"])


@pytest.mark.parametrize("locale", LOCALES)
def test_the_regions_numbers_lead(clinic: TestClient, locale: str) -> None:
    """On the emergency card, in the line of each page and error, in problem details: the desk, Hong Kong, the others."""
    card = clinic.post(f"/{locale}/ask", data={"question": DANGER[locale]}).text
    big = card.split('class="big-numbers"')[1].split("</ul>")[0]
    assert big.index("2345 6700") < big.index("999")
    assert "112" not in big and "120" not in big
    assert 'href="tel:112"' in card.split('class="more-lines"')[1]
    for text in (card, clinic.get(f"/{locale}/nothing").text, clinic.get(f"/{locale}/about").text):
        line = text.split('class="numbers"')[1].split("</ul>")[0]
        assert line.index("23456700") < line.index("tel:999") and "tel:911" not in line
    problem = clinic.post("/api/v1/ask", json={"question": "", "locale": locale}).json()["emergency"]
    assert problem.index("2345 6700") < problem.index("999") < problem.index("112")


def test_the_regions_crisis_lines_lead(clinic: TestClient) -> None:
    """The first list of the crisis card is that of the region."""
    page = clinic.post("/en/ask", data={"question": "I want to end my life"}).text
    first = page.split('class="crisis-lines"')[1].split("</dl>")[0]
    assert "18111" in first and "988" not in first and "116 123" not in first
    text = str(ask(clinic, "I want to end my life", "en")["text"])
    assert text.index("18111") < text.index("12356")


def test_name_logo_and_colour_are_on_the_page(clinic: TestClient) -> None:
    """The logo and the style sheet of the colour are files of ours, as the policy wants it."""
    page = clinic.get("/zh-Hant/").text
    assert "示例肝病門診" in page
    links = [part for part in page.split('"') if part.startswith("/static/clinic/")]
    assert {link.partition("?")[0] for link in links} == {"/static/clinic/accent.css", "/static/clinic/logo.svg"}
    for link in links:
        reply = clinic.get(link)
        assert reply.status_code == 200 and "immutable" in reply.headers["cache-control"]
    assert "--brand: #1d6f5c" in clinic.get("/static/clinic/accent.css").text
    assert 'href="https://hepatica.clinic.example/en/a/cost"' in clinic.get("/en/a/cost").text


def test_without_a_clinic_nothing_of_it_shows(trained: Trained) -> None:
    """The packaged default: no contact, no name, no file of it."""
    client = TestClient(build_app(trained, Settings()), base_url="http://127.0.0.1:8000")
    reply = ask(client, "how much does it cost?", "en")
    assert reply["contact"] is None
    page = client.post("/en/ask", data={"question": "how much does it cost?"}).text
    assert "part-contacts" not in page and "clinic" not in page.split("<body>")[0]


@pytest.fixture(scope="module")
def chinese(trained: Trained, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The application of a clinic that offers Chinese alone."""
    file = tmp_path_factory.mktemp("chinese") / "site.yaml"
    file.write_text("languages: [zh-Hans, zh-Hant]\ndefault_language: zh-Hant\n", encoding="utf-8")
    app = build_app(of_clinic(trained, file), Settings(site=file))
    return TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)


@pytest.mark.parametrize(
    ("wanted", "given"), [("en", "/zh-Hant/"), ("zh-CN", "/zh-Hans/"), ("fr, en;q=0.5", "/zh-Hant/")]
)
def test_a_reader_gets_a_language_that_is_offered(chinese: TestClient, wanted: str, given: str) -> None:
    """The browser's wish counts among the offered ones; else the default."""
    assert chinese.get("/", headers={"Accept-Language": wanted}).headers["location"] == given


def test_a_language_that_is_not_offered_is_not_found(chinese: TestClient) -> None:
    """Its pages are a 404 in a language that is; the toggle does not name it; the API speaks it all the same."""
    missing = chinese.get("/en/about", headers={"Accept-Language": "en"})
    assert missing.status_code == 404 and '<html lang="zh-Hant">' in missing.text
    assert ">English<" not in chinese.get("/zh-Hant/").text
    assert ask(chinese, "is it safe?", "en")["locale"] == "en"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, site_file: Path) -> Iterator[pytest.MonkeyPatch]:
    """The command line with the site file set."""
    monkeypatch.setenv("HEPATICA_SITE", str(site_file))
    return monkeypatch


def test_the_terminal_shows_the_contact(environment: None, capsys: pytest.CaptureFixture[str]) -> None:
    """As text, and as data."""
    assert main(["ask", "how much does it cost?", "--locale", "en"]) == 0
    text = capsys.readouterr().out
    assert "You can also ask:\n- Example Liver Clinic\n- Telephone: +852 2345 6789\n" in text
    assert "- Open: Mon-Fri 08:30-17:00\n- closed on holidays\n" in text
    assert main(["ask", "how much does it cost?", "--locale", "zh-Hans", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["contact"]["phone"] == "+852 2345 6789"


def test_check_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nothing set: everything is missing. All set: nothing is. A mistake: its line. Without --site: no opinion."""
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["check", "--site"]) == 1
    told = capsys.readouterr().out
    for word in ("HEPATICA_SITE", "region", "name", "contact", "contact.hours", "public_url"):
        assert word in told
    assert "HEPATICA_ALLOWED_HOSTS" not in told
    monkeypatch.setenv("HEPATICA_ALLOWED_HOSTS", "*")
    assert main(["check", "--site"]) == 1
    assert "HEPATICA_ALLOWED_HOSTS" in capsys.readouterr().out
    file = tmp_path / "site.yaml"
    text = SITE.replace('logo: "logo.svg"\n', "").replace('"HK"', '"TW"')
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("HEPATICA_SITE", str(file))
    monkeypatch.setenv("HEPATICA_ALLOWED_HOSTS", "hepatica.clinic.example")
    assert main(["check", "--site"]) == 0
    file.write_text(text.replace('"TW"', '"HK"'), encoding="utf-8")
    assert main(["check", "--site"]) == 1
    assert "2389 2222 has not been confirmed" in capsys.readouterr().out
    file.write_text("regoin: HK\n", encoding="utf-8")
    assert main(["check"]) == 1
    assert f"{file}:1:" in capsys.readouterr().out
    assert main(["ask", "is it safe?"]) == 2


@pytest.mark.parametrize("locale", LOCALES)
def test_a_mistake_is_reported_to_the_clinic(clinic: TestClient, locale: str) -> None:
    """Its contact stands under "report a mistake" of every answer, and beside its privacy notice."""
    report = clinic.get(f"/{locale}/a/survival").text.split('class="part part-report"')[1].split("</details>")[0]
    assert 'href="tel:+85223456789"' in report
    assert 'href="mailto:liver@clinic.example"' in report
    page = clinic.get(f"/{locale}/about").text
    assert "liver@clinic.example" in page.split('id="privacy"')[1]
    assert "Our log keeps visits for a week." in page.split('id="privacy"')[1]
