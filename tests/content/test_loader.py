"""The loader: good content loads; bad content is refused with every problem, file and line."""

import shutil
from pathlib import Path

import pytest

from bot.content.files import UtterancesFile
from bot.content.loader import content_version, load
from bot.model.knowledge import Knowledge
from bot.model.problem import ContentError, Problem
from bot.paths import content_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped content to break."""
    return Path(shutil.copytree(content_folder(), tmp_path / "content"))


def replace(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the only or first occurrence of a text in a file; the line it stood in."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems(folder: Path) -> tuple[Problem, ...]:
    """All problems of a folder that must not load."""
    with pytest.raises(ContentError) as caught:
        load(folder)
    return caught.value.problems


def found(folder: Path) -> set[tuple[str, int, str]]:
    """File, line and rule of every problem."""
    return {(problem.file, problem.line, problem.rule) for problem in problems(folder)}


def test_shipped_content_is_complete(knowledge: Knowledge) -> None:
    """All fifty-one intents have an answer in each language."""
    kinds = [intent.kind for intent in knowledge.intents.values()]
    assert (kinds.count("answer"), kinds.count("not_covered")) == (36, 15)
    for content in knowledge.locales.values():
        assert content.answers.keys() == knowledge.intents.keys()


def test_utterances_are_varied(knowledge: Knowledge) -> None:
    """Each intent has at least twelve utterances in English and twelve in Chinese."""
    for file in ("utterances/en.yaml", "utterances/zh.yaml"):
        entry = knowledge.entries[file]
        assert isinstance(entry, UtterancesFile)
        utterances = entry.utterances
        assert {id for id in knowledge.intents if len(utterances.get(id, ())) < 12} == set()


def test_version_follows_every_byte(folder: Path) -> None:
    """Any edit gives another content version; the same bytes give the same one."""
    before = content_version(folder)
    assert content_version(folder) == before
    replace(folder, "figures.yaml", "estimate: 2.47", "estimate: 2.48")
    assert content_version(folder) != before


@pytest.mark.hazard("H11")
def test_a_duplicate_key_names_file_and_line(folder: Path) -> None:
    """The second of two equal keys is pointed at."""
    line = replace(folder, "figures.yaml", "    measure: OR\n", "    measure: OR\n    measure: MD\n")
    assert found(folder) == {("figures.yaml", line + 1, "yaml-duplicate-key")}


def test_a_figure_without_source_is_refused(folder: Path) -> None:
    """No number without a source, whether the list is missing or empty."""
    line = replace(folder, "figures.yaml", "    sources: [article, wang-2023]\n", "    sources: []\n")
    assert found(folder) == {("figures.yaml", line, "schema")}
    replace(folder, "figures.yaml", "    sources: []\n", "")
    assert {(p.file, p.rule) for p in problems(folder)} == {("figures.yaml", "schema")}


@pytest.mark.hazard("H11")
def test_all_problems_come_at_once(folder: Path) -> None:
    """Problems in several files are listed together."""
    one = replace(folder, "sources.yaml", "    role: article\n", "    role: artikel\n")
    two = replace(folder, "intents.yaml", "kind: answer", "kind: anser")
    assert found(folder) >= {("sources.yaml", one, "schema"), ("intents.yaml", two, "schema")}


def test_a_broken_list_of_intents_hides_nothing(folder: Path) -> None:
    """Problems in answer files are listed although intents.yaml cannot be read."""
    replace(folder, "intents.yaml", "    kind: answer", "    kind: anser")
    line = replace(folder, "answers/en/practical.yaml", "    summary:", "    summary: [")
    files = {problem.file for problem in problems(folder)}
    assert line and files == {"intents.yaml", "answers/en/practical.yaml"}


def test_an_unknown_key_is_refused(folder: Path) -> None:
    """A misspelt key is an error, not silently ignored."""
    replace(folder, "figures.yaml", "    comparator: control\n", "    comparater: control\n")
    assert "comparater" in " ".join(problem.message for problem in problems(folder))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("low: 1.38", "low: 2.48"),
        ("level: 95", "level: null"),
        ("id: survival-8w", "id: survival-9w"),
        ("cautions: [as-printed, odds-ratio, short-term]", "cautions: [odds-ratio]"),
    ],
)
def test_an_unsound_figure_is_refused(folder: Path, old: str, new: str) -> None:
    """Interval arithmetic, naming and the mandatory caution are checked."""
    replace(folder, "figures.yaml", old, new)
    assert "figure" in {problem.rule for problem in problems(folder)}


@pytest.mark.parametrize(
    ("file", "text", "rule"),
    [
        ("en", "It works for 12 people.", "number-in-text"),
        ("en", "It helps three people.", "number-in-text"),
        ("en", "A breakthrough for patients.", "selling-word"),
        ("en", "Yes, it is so.", "yes-no"),
        ("en", "See {figure:no-such-figure}.", "reference"),
        ("en", "See {cite:nobody}.", "reference"),
        ("en", "See {figur:survival-8w}.", "schema"),
        ("zh-Hans", "多了三倍。", "number-in-text"),
        ("zh-Hans", "可以根治。", "selling-word"),
        ("zh-Hant", "是的，有效。", "yes-no"),
        ("zh-Hant", "有效,但很少。", "punctuation"),
        ("zh-Hant", "第 {week:8} 週。", "parity"),
    ],
)
def test_a_summary_that_breaks_a_rule_is_refused(folder: Path, file: str, text: str, rule: str) -> None:
    """Numbers in prose, selling words, yes or no, unknown references, punctuation and parity stop the start."""
    path = f"answers/{file}/bot.yaml"
    lines = (folder / path).read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip().startswith("summary:"))
    end = next(i for i, line in enumerate(lines) if line.strip().startswith("points:"))
    broken = [*lines[:start], f'    summary: "{text}"', *lines[end:]]
    (folder / path).write_text("\n".join(broken) + "\n", encoding="utf-8")
    assert (path, start + 1, rule) in found(folder)


def test_a_denied_selling_word_is_allowed(folder: Path) -> None:
    """That nobody can guarantee something may be said."""
    path = folder / "answers/en/bot.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("    summary:"), text.index("    points:")
    summary = '    summary: "Nobody can guarantee that it helps."\n'
    path.write_text(text[:start] + summary + text[end:], encoding="utf-8")
    rules = {problem.rule for problem in ContentError(list(_problems_or_none(folder))).problems}
    assert "selling-word" not in rules


def _problems_or_none(folder: Path) -> tuple[Problem, ...]:
    try:
        load(folder)
    except ContentError as error:
        return error.problems
    return ()


@pytest.mark.hazard("H10")
def test_a_missing_point_breaks_parity(folder: Path) -> None:
    """A claim that one language lacks is found."""
    path = folder / "answers/zh-Hant/bot.yaml"
    text = path.read_text(encoding="utf-8")
    first = text.index("      - id:")
    second = text.index("      - id:", first + 1)
    path.write_text(text[:first] + text[second:], encoding="utf-8")
    assert "parity" in {problem.rule for problem in problems(folder)}


def test_the_same_utterance_under_two_intents_is_refused(folder: Path) -> None:
    """In either Chinese script, an example belongs to one intent."""
    replace(folder, "utterances/zh.yaml", "  survival:\n", '  survival:\n    - "白蛋白會升高嗎測試"\n')
    replace(folder, "utterances/zh.yaml", "  albumin:\n", '  albumin:\n    - "白蛋白会升高吗测试"\n')
    assert {problem.rule for problem in problems(folder)} == {"utterance"}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("  hiccups:\n    - he hiccups\n", "reference"),
        (
            "  head:\n    - What is MELD in the article about\n    - what is meld in the article about\n",
            "utterance-twice",
        ),
        ("  head:\n    - ''\n", "utterance-length"),
    ],
    ids=["no such sign", "twice", "empty"],
)
def test_examples_of_danger_are_checked(folder: Path, line: str, rule: str) -> None:
    """Each stands under a sign that there is, once, and says something; the finding names its line."""
    file = "utterances/danger-en.yaml"
    (folder / file).write_text(
        f"# yaml-language-server: $schema=../schema/danger.json\nemergency:\n{line}", encoding="utf-8"
    )
    [problem] = problems(folder)
    assert (problem.file, problem.rule) == (file, rule)
    assert problem.line > 2


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("intents.yaml", "- id: about", "- id: About it", "small letters and digits are expected here"),
        ("intents.yaml", "kind: answer", "kind: anser", "'answer' or 'not_covered'"),
        ("intents.yaml", "    kind: answer\n", "", "this key is missing"),
        ("intents.yaml", "    kind: answer\n", "    kind:\n", "nothing stands here"),
        ("figures.yaml", "    comparator: control\n", "    comparater: control\n", "no such key is known here"),
        ("figures.yaml", "estimate: 2.47", "estimate: high", "a number is expected here, without quotes"),
        ("figures.yaml", "weeks: 8", "weeks: eight", "a whole number is expected here"),
        ("figures.yaml", "weeks: 8", "weeks: -8", "a number of 0 or more"),
        ("figures.yaml", "sources: [article, wang-2023]", "sources: article", "a list is expected here"),
        ("figures.yaml", "sources: [article, wang-2023]", "sources: [2023]", "a text is expected here"),
        ("lines.yaml", "verified: true", "verified: 1", "true or false is expected here"),
        ("waivers.yaml", "reason:", "reason: none\n    was:", "a text of 10 characters or more"),
        ("answers/en/practical.yaml", "answers:\n", "answers: 3\nothers:\n", "keys with values are expected here"),
        ("answers/en/practical.yaml", "    question:", "\tquestion:", "begins with a tab"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(folder: Path, file: str, old: str, new: str, says: str) -> None:
    """An editor reads what belongs at a place, and no word of the library that looked at it."""
    replace(folder, file, old, new)
    messages = [problem.message for problem in problems(folder) if problem.file == file]
    assert any(says in message for message in messages), messages
    assert not any(word in message for word in ("Input", "Field", "String", "token", "type=") for message in messages)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "intents.yaml",
            "related: [causes,",
            "related: [cause,",
            "no question 'cause' in intents.yaml; did you mean 'causes'?",
        ),
        ("intents.yaml", "related: [causes,", "related: [zzz,", "no question 'zzz' in intents.yaml"),
        ("figures.yaml", "[article, wang-2023]", "[article, wang-2032]", "did you mean 'wang-2023'?"),
        (
            "answers/en/practical.yaml",
            "  cost:",
            "  costs:",
            "no question 'costs' in intents.yaml; did you mean 'cost'?",
        ),
    ],
)
def test_an_id_that_does_not_exist_comes_with_the_one_that_was_meant(
    folder: Path, file: str, old: str, new: str, says: str
) -> None:
    """A slip in an id is told by what it names, with the id that is spelt nearly so, if there is one."""
    replace(folder, file, old, new)
    messages = [problem.message for problem in problems(folder) if problem.rule == "reference"]
    assert any(message.endswith(says) for message in messages), messages


def test_an_answer_that_one_language_lacks_is_told_once(folder: Path) -> None:
    """The finding stands in the file where the answer belongs, and no other one points elsewhere."""
    path = folder / "answers/zh-Hant/practical.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  cost:")
    path.write_text(text[:start] + text[text.index("  where:") :], encoding="utf-8")
    (only,) = problems(folder)
    assert (only.file, only.rule) == ("answers/zh-Hant/practical.yaml", "missing") and "'cost'" in only.message


def test_a_source_that_is_only_attributed_to_is_listed_too(folder: Path) -> None:
    """Whom the article names for a statement stands under the sources of the question, like every other source."""
    replace(folder, "intents.yaml", "[article, wangfs-2025, nct05227846]", "[article, nct05227846]")
    messages = {problem.message for problem in problems(folder)}
    assert any(message.startswith("list the source 'wangfs-2025' under sources of") for message in messages)


def test_a_missing_file_and_a_stranger_are_named(folder: Path) -> None:
    """A lost file and a file nobody reads are both problems."""
    (folder / "answers/en/results.yaml").rename(folder / "answers/en/resluts.yaml")
    assert found(folder) == {("answers/en/results.yaml", 1, "file"), ("answers/en/resluts.yaml", 1, "file")}


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    """The error names the folder and the option."""
    with pytest.raises(ContentError, match="--content"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("lexicon/matching.yaml", "    intent: meta-analysis-2025", "    intent: meta-analysis-2026"),
        ("lexicon/foreign.yaml", "    with_treatment: other-conditions", "    with_treatment: other-condition"),
        ("lexicon/slots.yaml", "otherwise: same", "otherwise: some"),
    ],
)
def test_a_lexicon_that_leads_nowhere_is_refused(folder: Path, file: str, old: str, new: str) -> None:
    """A slip in the name of a destination would silently turn a rule off."""
    line = replace(folder, file, old, new)
    assert (file, line, "reference") in found(folder)


@pytest.mark.parametrize("word", ["吐", "吐血了", "vomit", "吐x"])
def test_a_homophone_is_a_word_of_two_characters(folder: Path, word: str) -> None:
    """Which of its characters may be wrong is looked up by their sounds."""
    line = replace(folder, "lexicon/redflags.yaml", "  words: [吐血,", f"  words: [{word}, 吐血,")
    (problem,) = problems(folder)
    assert (problem.file, problem.line) == ("lexicon/redflags.yaml", line)
    assert "two Chinese characters" in str(problem)


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("cures? everyone", "notation"),
        ("(cures|(heals)) everyone", "notation"),
        ("[really] .. ##", "must occur"),
        ("<nothing> cures", "no part 'nothing'"),
    ],
)
@pytest.mark.parametrize("file", ["redflags", "frames", "personal", "premises"])
def test_a_slip_in_a_phrase_is_told_with_its_line(folder: Path, file: str, slip: str, said: str) -> None:
    """Wherever phrases stand in the notation: an editor reads where, not a traceback."""
    first = {"redflags": "  en:", "frames": "now:", "personal": "always:", "premises": "    phrases:"}[file]
    path = f"lexicon/{file}.yaml"
    lines = (folder / path).read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip() == first.strip())
    indent = lines[at + 1][: lines[at + 1].index("-")]
    lines.insert(at + 1, f'{indent}- "{slip}"')
    (folder / path).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (problem,) = problems(folder)
    assert (problem.file, problem.line) == (path, at + 2)
    assert said in str(problem)
