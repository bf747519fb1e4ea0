"""`hepatica check`, rule by rule: the content is broken in one way, and exactly that is found, at that line."""

import ast
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.content.loader import Folder, read_entry
from bot.paths import content_folder
from bot.workshop.check import check_folder, check_read
from bot.workshop.rules import waiving
from bot.workshop.rules.chinese import of_text
from bot.workshop.rules.coverage import coverage, coverage_text
from bot.workshop.rules.material import Material
from bot.workshop.rules.near import nearest_pairs, nearest_text
from bot.workshop.rules.registry import RULES
from tests.workshop.breaking import FEW, KINDS, Change, broken, line_of, sound_folder, thinned

ROOT = Path(__file__).resolve().parents[2]
RULE = re.compile(r"[a-z]+(-[a-z]+)*")
DAY = date(2026, 11, 28)
FIGURES, COMMON = "figures.yaml", "answers/en/common.yaml"
HANS, HANT = "answers/zh-Hans/bot.yaml", "answers/zh-Hant/bot.yaml"
EN = "answers/en/bot.yaml"
TOOL_HANS, TOOL_HANT = "肝问是个信息工具", "肝問是提供資訊的工具"
PERSON = "not a person, not a doctor"
LONG_HANT = "，也是讓人在家裡慢慢看、反覆看、和家人一起看、帶去給醫師（醫生）看、再拿回來看的，想看幾次都可以看的，用起來很輕鬆的工具"
WAIVER = """waivers:
  - rule: {}
    about: nothing
    reason: It was written for this test.
"""
SECOND = "the second of two"
SIGNATURE = """reviews:
  - answer: about
    locale: en
    reviewed_by: "A. Reader"
    reviewed_on: "2025-01-01"
    review_due: "{}"
    reading: "0123456789abcdef"
"""
NEW_SECTION = '  - id: appendix\n    starts: "附錄"\n'
NEW_FIGURE = """figures:
  - id: tables
    measure: count
    estimate: 7
    printed: "七張表"
    locator: design
    sources: [article]
    cautions: [as-printed]
"""


def fewer(text):
    """The examples of a question, one fewer than are needed."""
    return re.sub(rf"(  exosomes:\n(?:    .*\n){{{FEW - 1}}})(?:    .*\n)+", r"\1", text)


def doubled(text):
    """The last entry of a list, twice."""
    return text + text[text.rindex("  - id: ") :]


# For each rule: what is changed, and the text at whose line the finding stands, with the file where it is not the first.
BREAKS = {
    "file": ([Change(EN, PERSON, "not a \udcff person")], [PERSON[:5]]),
    "yaml-syntax": ([Change(EN, "What is Hepatica?", "What: is Hepatica?")], ["What: is"]),
    "yaml-key": ([Change(EN, "  about:\n", "  <<: {}\n  about:\n")], ["  <<: {}"]),
    "yaml-duplicate-key": ([Change(EN, "    points:\n", "    question: Who?\n    points:\n")], ["    question: Who?"]),
    "yaml-text": ([Change(EN, "What is Hepatica?", "What is <b>Hepatica</b>?")], ["What is <b>"]),
    "yaml-surprise": ([Change(EN, "hedge: none", "hedge: no")], ["hedge: no\n"]),
    "yaml-alias": ([Change(EN, "What is Hepatica?", "&what What is Hepatica?")], ["&what"]),
    "yaml-tag": ([Change(EN, "What is Hepatica?", "!what What is Hepatica?")], ["!what"]),
    "yaml-documents": ([Change(EN, "answers:\n", lambda text: text + "---\nanswers:\n")], ["---"]),
    "yaml-depth": ([Change(EN, "What is Hepatica?", "[" * 60 + "]" * 60)], ["[["]),
    "yaml-size": ([Change(EN, "", lambda text: text + "#" * (1 << 20))], [""]),
    "yaml-empty": ([Change(EN, "", lambda text: "# nothing\n")], [""]),
    "yaml-shape": ([Change(EN, "", lambda text: "- answers\n")], [""]),
    "schema": ([Change(EN, "    question:", "    qestion:")], ["    qestion:", "    qestion:"]),
    "left-empty": ([Change(EN, "hedge: none", "hedge:")], ["hedge:\n"]),
    "duplicate-id": ([Change("sources.yaml", "", doubled)], [SECOND]),
    "reference": ([Change("intents.yaml", "related: [causes,", "related: [cause,")], ["related: [cause,"]),
    "figure": ([Change(FIGURES, "low: 1.38", "low: 2.47")], ["- id: survival-8w"]),
    "missing": (
        [
            Change(
                "lexicon/premises.yaml",
                "premises:\n",
                'premises:\n  - {id: new, intent: cure, phrases: ["(new|claim)"]}\n',
            )
        ],
        [(f"answers/{locale}/common.yaml", "  emergency-line:") for locale in ("en", "zh-Hans", "zh-Hant")],
    ),
    "utterance": (
        [Change("utterances/en.yaml", "  causes:\n", '  causes:\n    - "Deaths from Cirrhosis"\n')],
        ['"Deaths from Cirrhosis"'],
    ),
    "utterance-twice": (
        [Change("utterances/en.yaml", "  causes:\n", '  causes:\n    - "why me"\n    - "Why me"\n')],
        ['"Why me"'],
    ),
    "utterance-length": (
        [Change("utterances/en.yaml", "  causes:\n", '  causes:\n    - ""\n    - "' + "why " * 80 + '"\n')],
        ['    - ""', '    - "why why'],
    ),
    "parity": ([Change(HANT, "{cite:article/references}", "")], ["它用我們自己的話講"]),
    "number-in-text": ([Change(EN, PERSON, "not three persons, not a doctor")], ["    summary:"]),
    "selling-word": ([Change(HANS, TOOL_HANS, "肝问是神奇的工具")], ["肝问是神奇"]),
    "hedge": (
        [Change(file, "hedge: none", "hedge: may") for file in (EN, HANS, HANT)],
        ["        text:", (HANS, "        text:"), (HANT, "        text:")],
    ),
    "yes-no": ([Change(HANS, TOOL_HANS, "当然可以。肝问是个信息工具")], ["当然可以"]),
    "punctuation": ([Change(HANS, "它不是人，", "它不是人,")], ["它不是人,"]),
    "interval-middle": ([Change(FIGURES, "estimate: 2.47", "estimate: 2.74")], ["estimate: 2.74"]),
    "null-line": (
        [Change(FIGURES, ", borderline]", "]")],
        ["[as-printed, unit-not-stated, comparator-not-named]\n  - id: alt"],
    ),
    "significance": (
        [
            Change(FIGURES, "estimate: 2.05\n    low: 0.43", "estimate: 1.62\n    low: -0.43"),
            Change(
                FIGURES,
                "cautions: [as-printed, unit-not-stated]\n  - id: albumin-24w",
                "cautions: [as-printed, no-clear-difference]\n  - id: albumin-24w",
            ),
            Change("answers/en/results.yaml", "Higher is usually better.", "It is clearly higher."),
        ],
        [("answers/en/results.yaml", "    summary: >-\n      The article reports higher average albumin")],
    ),
    "coverage": (
        [Change("article.yaml", "", lambda text: text + NEW_SECTION), Change(FIGURES, "figures:\n", NEW_FIGURE)],
        ["- id: appendix", (FIGURES, "- id: tables")],
    ),
    "hedge-parity": ([Change("answers/zh-Hans/common.yaml", "结果可能不适用", "结果不适用")], ["结果不适用"]),
    "readability": (
        [
            Change(
                EN, PERSON, "intentionally avoiding individual recommendations regarding institutional responsibilities"
            )
        ],
        ["    summary:"],
    ),
    "long-sentence": ([Change(HANT, TOOL_HANT, TOOL_HANT + LONG_HANT)], [TOOL_HANT]),
    "unexplained-term": ([Change(EN, PERSON, "not a person, not a biopsy")], ["    summary:"]),
    "wrong-script": ([Change(HANT, TOOL_HANT, "肝问是提供資訊的工具")], ["肝问是"]),
    "wrong-character": ([Change(HANT, "幹細胞治療", "乾細胞治療")], ["乾細胞"]),
    "wrong-region": ([Change(HANT, "提供資訊", "提供信息")], ["提供信息"]),
    "chinese-marks": ([Change(HANS, TOOL_HANS, "「肝问」是个信息 工具")], ["「肝问」", "「肝问」"]),
    "thin-utterances": ([Change("utterances/zh.yaml", "  exosomes:\n", fewer)], ['    - "外泌体"\n']),
    "collision": (
        [Change("utterances/out_of_scope.yaml", "out_of_scope:\n", 'out_of_scope:\n  - "Deaths from cirrhosis"\n')],
        ['"Deaths from cirrhosis"'],
    ),
    "near-utterance": (
        [
            Change("answers/en/results.yaml", "Does the treatment work?", "Xyzzy plugh frotz today?"),
            Change("answers/en/results.yaml", "Do treated patients live longer?", "Xyzzy plugh frotz, today"),
        ],
        ["Xyzzy plugh frotz today?"],
    ),
    "review": ([Change("reviews.yaml", "reviews: []", SIGNATURE.format("2024-12-31"))], ["    review_due:"]),
    "review-due": ([Change("reviews.yaml", "reviews: []", SIGNATURE.format("2026-11-28"))], ["    review_due:"]),
    "waiver": ([Change("waivers.yaml", "waivers:\n", WAIVER.format("readability"))], ["- rule: readability"]),
}
SEPARATE = {"site"}
"""A rule about another file: its tests are in tests/content/test_site_file.py and in tests/cli/test_check.py."""


@pytest.fixture(scope="module")
def sound():
    """The shipped content, as it was read."""
    return sound_folder()


def test_the_shipped_content_has_no_finding():
    """What is waived is waived by the content itself, with a reason."""
    checked = check_folder(content_folder(), DAY)
    assert checked.findings == ()
    assert checked.waived and all(waived.reason for waived in checked.waived)


def test_every_rule_is_broken_by_a_test():
    """A rule that nobody has ever seen at work proves nothing."""
    assert BREAKS.keys() | SEPARATE == RULES.keys()


def test_every_rule_that_the_code_names_is_described():
    """A finding of any rule can say why it matters."""
    named = set()
    for file in (*(ROOT / "bot/content").glob("*.py"), *(ROOT / "bot/workshop/rules").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named |= set(names_in(node))
    assert {"yaml-size", "schema", "parity", "wrong-region", "null-line", "site"} <= named
    assert named <= RULES.keys()


def names_in(node):
    """The rule that is named where a finding is made: the earliest string that looks like one."""
    match node:
        case ast.Yield(value=ast.Tuple(elts=parts)):
            pass
        case ast.Call(func=ast.Name(id="Found" | "Problem") | ast.Attribute(attr="report" | "problem"), args=parts):
            pass
        case _:
            return []
    texts = [part.value for part in parts if isinstance(getattr(part, "value", None), str)]
    return [text for text in texts if RULE.fullmatch(text)][:1]


@pytest.mark.parametrize("rule", BREAKS)
def test_exactly_what_is_broken_is_found(rule, sound, tmp_path):
    """One finding, or as many as were made, each with its file and line, and nothing else."""
    changes, places = BREAKS[rule]
    folder, texts = broken(sound, tmp_path, *changes)
    checked = check_read(folder, DAY, slow=RULES[rule].slow)
    expected = []
    for place in places:
        file, part = place if isinstance(place, tuple) else (changes[0].file, place)
        text = texts.get(file) or (content_folder() / file).read_text(encoding="utf-8")
        expected.append((file, end_of(text) if part is SECOND else line_of(text, part), rule))
    assert [(found.file, found.line, found.rule) for found in checked.findings] == sorted(expected)


def end_of(text):
    """The line of the last entry of a list."""
    return text[: text.rindex("- id: ")].count("\n") + 1


def test_a_finding_says_why_it_matters_and_how_it_is_mended(sound, tmp_path):
    """An editor need not look anything up."""
    folder, _ = broken(sound, tmp_path, Change(HANT, "提供資訊", "提供信息"))
    (found,) = check_read(folder, DAY).findings
    assert "資訊" in found.message and "Taiwan" in RULES["wrong-region"].says
    assert (found.why, found.mend) == (RULES[found.rule].why, RULES[found.rule].mend)


def test_what_stops_the_start_is_found_before_all_else(sound, tmp_path):
    """Editors' rules are not looked at while the content does not load, and every problem comes with its reason."""
    folder, _ = broken(
        sound, tmp_path, Change(EN, "    question:", "    qestion:"), Change(HANT, "提供資訊", "提供信息")
    )
    checked = check_read(folder, DAY)
    assert checked.knowledge is None
    assert {found.rule for found in checked.findings} == {"schema"} and all(found.why for found in checked.findings)


def test_a_waiver_accepts_a_finding_with_its_reason(sound, tmp_path):
    """It is not counted, and not forgotten."""
    waiver = WAIVER.format("wrong-region").replace("nothing", "answers.about.*")
    folder, _ = broken(
        sound, tmp_path, Change(HANT, "提供資訊", "提供信息"), Change("waivers.yaml", "waivers:\n", waiver)
    )
    checked = check_read(folder, DAY)
    assert checked.findings == ()
    assert [w.reason for w in checked.waived if w.finding.file == HANT] == ["It was written for this test."]


@pytest.mark.parametrize(("rule", "said"), [("reading", "there is no rule"), ("number-in-text", "cannot be waived")])
def test_a_waiver_of_what_cannot_be_waived_is_a_finding(rule, said, sound, tmp_path):
    """Neither a slip in its name, nor a rule that keeps a number with its source."""
    folder, _ = broken(sound, tmp_path, Change("waivers.yaml", "waivers:\n", WAIVER.format(rule)))
    (found,) = check_read(folder, DAY).findings
    assert (found.file, found.rule) == ("waivers.yaml", "waiver") and said in found.message


def test_a_waiver_of_a_slow_rule_waits_for_it(sound, tmp_path):
    """What only `--near` finds is not called unused without it."""
    folder, _ = broken(sound, tmp_path, Change("waivers.yaml", "waivers:\n", WAIVER.format("near-utterance")))
    checked = check_read(folder, DAY)
    assert checked.findings == ()
    material = Material(checked.knowledge, folder.documents, DAY)
    used = range(1, len(material.waivers))
    assert [found.where for found in waiving.check(material, used, slow=True)] == [("waivers", 0)]


def test_a_folder_may_do_without_lists_for_editors(sound, tmp_path):
    """Content of another subject starts and is checked before anybody has written waivers or word lists for it."""
    folder = Folder(tmp_path, dict(sound.entries), dict(sound.documents))
    for path in ("waivers.yaml", "lexicon/wording.yaml"):
        read_entry(folder, path, KINDS[path])
    checked = check_read(folder, DAY)
    assert checked.knowledge is not None and checked.waived == ()
    assert "waiver" not in {found.rule for found in checked.findings}


def test_another_regions_word_may_stand_in_brackets(sound, tmp_path):
    """Readers in Hong Kong find theirs beside Taiwan's."""
    folder, _ = broken(sound, tmp_path, Change(HANT, "提供資訊", "提供資訊（信息）"))
    assert check_read(folder, DAY).findings == ()


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant"])
def test_the_lists_of_words_do_not_contradict_themselves(locale, knowledge):
    """What is to be used keeps all rules of its region, and what stands as an exception is one; no word stands twice."""
    words = knowledge.entries["lexicon/wording.yaml"].chinese[locale]
    listed = [foreign.word for foreign in words.words]
    assert len(listed) == len(set(listed)) > 70
    for foreign in words.words:
        assert list(of_text(foreign.use, locale, words)) == [], foreign
        assert [rule for rule, _ in of_text(foreign.word, locale, words)].count("wrong-region") >= 1, foreign
        for right in foreign.unless:
            assert foreign.word in right and list(of_text(right, locale, words)) == [], foreign
    for only in words.only_in:
        assert [rule for rule, _ in of_text(only.character, locale, words)] == ["wrong-character"]
        for right in only.only_in:
            assert only.character in right and list(of_text(right, locale, words)) == [], (only.character, right)


@pytest.mark.parametrize(
    ("locale", "wrong", "right"),
    [
        ("zh-Hant", "肝髒的脂肪細胞", "肝臟的脂肪細胞"),
        ("zh-Hant", "白蛋白水平升高", "白蛋白數值升高"),
        ("zh-Hant", "傷口愈合", "傷口癒合，愈來愈好"),
        ("zh-Hant", "惡心、嘔吐", "噁心、嘔吐"),
        ("zh-Hant", "白細胞和紅細胞", "白血球和紅血球"),
        ("zh-Hant", "內鏡檢查", "內視鏡（香港稱內窺鏡）檢查"),
        ("zh-Hant", "和肝病的關系", "和肝病的關係，也和免疫系統有關"),
        ("zh-Hant", "通過血液到達肝臟", "透過血液到達肝臟，測試不通過"),
        ("zh-Hant", "腹泄、旅游", "排泄、游泳、污染、占多數"),
        ("zh-Hans", "白血球和血红素", "白细胞和血红蛋白"),
        ("zh-Hans", "内视镜检查", "内镜检查"),
        ("zh-Hans", "台湾的健保给付", "台湾的全民健保"),
        ("zh-Hans", "细胞激素", "细胞因子"),
    ],
)
def test_words_of_the_other_region_are_found_and_ones_own_are_not(locale, wrong, right, knowledge):
    """What a reader of that region would stumble over, beside what the same reader writes."""
    words = knowledge.entries["lexicon/wording.yaml"].chinese[locale]
    assert list(of_text(wrong, locale, words)) and not list(of_text(right, locale, words))


def test_an_interval_that_reaches_no_difference_needs_its_caution(sound, tmp_path):
    """The caution about a result that is merely close is not enough."""
    low = Change(FIGURES, "estimate: -10.79\n    low: -21.34", "estimate: -10.42\n    low: -21.34")
    folder, _ = broken(sound, tmp_path, low, Change(FIGURES, "high: -0.25", "high: 0.50"))
    (found,) = check_read(folder, DAY).findings
    assert found.rule == "null-line" and "no-clear-difference" in found.message


def test_nearest_pairs_are_of_different_questions(knowledge):
    """Each pair once, the most alike first, with a score."""
    few = {path: thinned(entry, few=3) for path, entry in knowledge.entries.items()}
    pairs = nearest_pairs(replace(knowledge, entries=few))
    assert pairs and all(pair.example.intent != pair.other.intent for pair in pairs)
    scores = [pair.alike for pair in pairs]
    assert scores == sorted(scores, reverse=True) and scores[0] <= 1
    assert len({frozenset((pair.example, pair.other)) for pair in pairs}) == len(pairs)
    assert f"{scores[0]:.3f}" in nearest_text(pairs)


def test_every_number_of_the_article_says_what_became_of_it(knowledge):
    """For each section its figures with the questions that show them, and the reason for every other number."""
    parts = coverage(knowledge)
    assert [part.section.id for part in parts] == [section.id for section in knowledge.sections]
    assert {id for part in parts for id in part.figures} == {f.id for f in knowledge.figures.values()}
    text = coverage_text(parts, knowledge)
    for figure in knowledge.figures.values():
        assert f"→ figure {figure.id} → " in text
    for part in parts:
        for number in part.section.no_figure:
            assert f"{number.printed} → no figure: {number.reason}" in text
