"""`hepatica check`: a rule that can be broken in several ways finds each of them, at its line, and nothing else.

tests/workshop/test_check.py breaks every rule once; here are the other ways, in the other languages and files.
"""

from datetime import date

import pytest

from bot.workshop.check import check_read
from tests.workshop.breaking import Change, broken, line_of, sound_folder

DAY = date(2026, 11, 28)
FIGURES, INTENTS = "figures.yaml", "intents.yaml"
EN, HANS, HANT = (f"answers/{locale}/bot.yaml" for locale in ("en", "zh-Hans", "zh-Hant"))
COMMON = "answers/zh-Hans/common.yaml"
LONG = "It is not a person and it is not a doctor and it is not a nurse and it is not a device, whatever you think of it or hear."
NO_MODEL = "        text: >-\n          Hepatica uses no"

# Rule, way, what is changed, and the text at whose line the finding stands, with the file where it is not the first.
WAYS = (
    ("number-in-text", "a digit", [Change(EN, "not a person", "not 1 person")], ["    summary:"]),
    ("number-in-text", "a Chinese numeral", [Change(HANS, "它不是人", "它不是三个人")], ["    summary:"]),
    ("number-in-text", "on a button", [Change(EN, "What is Hepatica?", "What is Hepatica 2?")], ["    question:"]),
    ("number-in-text", "in a caution", [Change(COMMON, "我们不能提供剂量建议", "我们有两条剂量建议")], ["  dose:"]),
    ("selling-word", "in English", [Change(EN, "is an information tool", "is a miracle tool")], ["    summary:"]),
    ("yes-no", "in English", [Change(EN, "      Hepatica is an", "      Yes. Hepatica is an")], ["    summary:"]),
    ("yes-no", "in a point", [Change(HANT, "肝問不用語言模型", "不會。肝問不用語言模型")], ["不會。肝問"]),
    ("hedge", "in Chinese", [Change(HANS, "可能有错；程序也可能", "有错；程序也会")], ["这些内容还没有"]),
    (
        "parity",
        "order of points",
        [Change(HANT, "- id: no-language-model", "- id: no-model")],
        ["      - id: where-words-come-from"],
    ),
    (
        "parity",
        "hedge of a point",
        [Change(HANS, "part: unknown\n        hedge: may", "part: unknown\n        hedge: none")],
        ["      - id: where-words-come-from"],
    ),
    (
        "parity",
        "part of a point",
        [Change(HANS, "part: unknown\n        hedge: may", "part: meaning\n        hedge: may")],
        ["      - id: where-words-come-from"],
    ),
    (
        "parity",
        "a placeholder too many",
        [Change(HANS, "肝问不用语言模型", "肝问不用语言模型 {cite:article/references}")],
        ["肝问不用语言模型"],
    ),
    (
        "parity",
        "cautions of a reply",
        [Change(COMMON, "cautions: [keep-medicines, keep-transplant, experimental]", "cautions: [keep-medicines]")],
        ["cautions: [keep-medicines]"],
    ),
    (
        "reference",
        "a figure",
        [Change(INTENTS, "figures: [deaths-per-year,", "figures: [deaths-a-year, deaths-per-year,")],
        ["figures: [deaths-a-year,"],
    ),
    ("reference", "a source of a figure", [Change(FIGURES, "wang-2023]", "wong-2023]")], ["wong-2023"]),
    (
        "reference",
        "a caution of a figure",
        [Change(FIGURES, "[as-printed, odds-ratio", "[as-printed, odds-ratios")],
        ["odds-ratios"],
    ),
    (
        "reference",
        "a source that is not listed under its question",
        [
            Change(EN, "makes nothing up", "makes nothing up {cite:zhu-2024}"),
            Change(HANS, "肝问不用语言模型", "肝问不用语言模型 {cite:zhu-2024}"),
            Change(HANT, "肝問不用語言模型", "肝問不用語言模型 {cite:zhu-2024}"),
        ],
        [NO_MODEL, (HANS, "肝问不用语言模型"), (HANT, "肝問不用語言模型")],
    ),
    ("figure", "a limit is missing", [Change(FIGURES, "    high: 158\n", "")], ["  - id: study-size"]),
    ("figure", "no level", [Change(FIGURES, "    level: 95\n", "    level: null\n")], ["  - id: survival-8w"]),
    ("figure", "another week", [Change(FIGURES, "    weeks: 8\n", "    weeks: 9\n")], ["  - id: survival-8w"]),
    (
        "figure",
        "nothing that it was read from",
        [Change(FIGURES, '    printed: "8周', '    printed: null  # "8周')],
        ["  - id: survival-8w"],
    ),
    (
        "interval-middle",
        "of a mean difference",
        [Change(FIGURES, "estimate: -2.35", "estimate: -2.53")],
        ["estimate: -2.53"],
    ),
    (
        "hedge-parity",
        "in English",
        [Change("answers/en/common.yaml", "The results may not apply", "The results do not apply")],
        ["  general:"],
    ),
    (
        "readability",
        "one hard text",
        [Change(EN, "makes nothing up", "fabricates absolutely nothing whatsoever")],
        [NO_MODEL],
    ),
    (
        "long-sentence",
        "in English",
        [Change(EN, "The program\n          only picks", f"{LONG} The program only picks")],
        [NO_MODEL],
    ),
    ("unexplained-term", "an abbreviation", [Change(EN, "not a person", "not an ERCP")], ["    summary:"]),
    ("unexplained-term", "in Chinese", [Change(HANT, "也不是醫療器材", "也不是凋亡")], ["    summary:"]),
    ("wrong-script", "in zh-Hans", [Change(HANS, "肝问是个信息工具", "肝問是个信息工具")], ["肝問是个"]),
    (
        "wrong-script",
        "in a name of a crisis line",
        [Change("lines.yaml", 'zh-Hans: "中国大陆"', 'zh-Hans: "中國大陆"')],
        ['"中國大陆"'],
    ),
    ("wrong-character", "in zh-Hans", [Change(HANS, "用干细胞治疗", "用乾细胞治疗")], ["用乾细胞"]),
    ("wrong-character", "裏", [Change(HANT, "內容還沒有", "這裏的內容還沒有")], ["這裏的"]),
    ("wrong-character", "瞭", [Change(HANT, "內容還沒有", "好瞭，內容還沒有")], ["好瞭"]),
    ("wrong-region", "in zh-Hans", [Change(HANS, "肝问是个信息工具", "肝问是个资讯工具")], ["肝问是个资讯"]),
    ("chinese-marks", "in zh-Hant", [Change(HANT, "「關於肝問」", "“關於肝問”")], ["“關於肝問”"]),
    (
        "collision",
        "with small talk",
        [Change("utterances/smalltalk.yaml", "  hello:\n", '  hello:\n    - "Deaths from Cirrhosis"\n')],
        ['"Deaths from Cirrhosis"'],
    ),
)


@pytest.fixture(scope="module")
def sound():
    """The shipped content, as it was read."""
    return sound_folder()


@pytest.mark.parametrize("broken_way", WAYS, ids=[f"{rule}: {way}" for rule, way, *_ in WAYS])
def test_each_way_is_found(broken_way, sound, tmp_path):
    """One finding for each place, with its file and line, and nothing else."""
    rule, _, changes, places = broken_way
    folder, texts = broken(sound, tmp_path, *changes)
    expected = []
    for place in places:
        file, part = place if isinstance(place, tuple) else (changes[0].file, place)
        expected.append((file, line_of(texts[file], part), rule))
    assert [(found.file, found.line, found.rule) for found in check_read(folder, DAY).findings] == sorted(expected)
