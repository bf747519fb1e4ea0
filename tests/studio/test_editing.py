"""Editing: checked before anything is written, shown before it is saved, and two editors lose nothing."""

import html
import re
import subprocess

import pytest

from bot.content.splice import raw_value
from bot.locales import LANGUAGE_NAMES
from bot.model.knowledge import LOCALES

SUMMARY = "/en/edit?file=answers/results.yaml&at=answers.survival.summary"
WHERE = ("answers", "survival", "summary")
FILES = {locale: f"answers/{locale}/results.yaml" for locale in LOCALES}
ORDER = tuple(LANGUAGE_NAMES)
"""Of the boxes: that of the replies."""
EN = ORDER.index("en")
ADDED = {"en": " Ask your doctor.", "zh-Hans": "请问医生。", "zh-Hant": "請問醫師。"}


def fields(page):
    """The boxes of a form as a browser would send them."""
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z]+(?:-\d)?)" value="([^"]*)">', page))
    boxes = dict(re.findall(r'<textarea id="[^"]+" name="(text-\d)"[^>]*>([^<]*)</textarea>', page))
    return {name: html.unescape(value) for name, value in {**hidden, **boxes}.items()}


def opened(studio, path=SUMMARY):
    """The form of a place, ready to be sent."""
    return fields(studio.client.get(path).text)


def with_more(form):
    """The form with a sentence added in each language."""
    return {**form, **{f"text-{n}": form[f"text-{n}"] + ADDED[locale] for n, locale in enumerate(ORDER)}}


def checked_and_saved(studio, form):
    """Press "check", then "save" on the page that shows what changes."""
    shown = studio.post("/en/edit", **form, do="check")
    return studio.post("/en/edit", **fields(shown.text), do="save") if shown.status_code == 200 else shown


def contents(folder):
    """All files of the folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_sentence_is_corrected_in_three_languages(studio):
    """Shown first, with what it reaches; then saved; every other line stays, and the reply says the new sentence at once."""
    before = contents(studio.folder)
    form = with_more(opened(studio))
    shown = studio.post("/en/edit", **form, do="check").text
    assert contents(studio.folder) == before
    assert "<ins> Ask your doctor.</ins>" in shown
    assert "What readers would see differently:" in shown
    assert 'href="/en/a/survival"' in shown
    saved = studio.post("/en/edit", **fields(shown), do="save")
    assert saved.status_code == 303
    assert "Saved." in studio.client.get(saved.headers["location"]).text
    after = contents(studio.folder)
    assert {path for path in after if after[path] != before[path]} == set(FILES.values())
    assert set(after) == set(before)
    for locale, file in FILES.items():
        old, new = before[file].decode().splitlines(), after[file].decode().splitlines()
        value = raw_value(after[file].decode(), WHERE)
        assert value.endswith(ADDED[locale].strip())
        changed = [line for line in new if line not in old]
        assert 1 <= len(changed) <= 2
    page = studio.client.get("/en/a/survival").text
    assert "Ask your doctor." in page
    assert "請問醫師。" in page


@pytest.mark.parametrize(
    ("number", "text", "complaint"),
    [
        (EN, "Twelve in 12 lived longer.", "“12” is a number."),
        (EN, "No source here.", "must be the same in all three languages"),
        (0, "奇迹。", "In English, but not here: {"),
        (EN, "{figure:nothing}", "There is no figure “nothing”."),
        (EN, "a stray } brace", "a curly bracket stands alone"),
        (1, "", "Nothing stands here. Write the text."),
    ],
)
def test_what_breaks_a_rule_is_refused_with_the_place(studio, number, text, complaint):
    """Neither a look nor a press on "save" writes it, and the words stay in the box."""
    before = contents(studio.folder)
    form = {**opened(studio), f"text-{number}": text}
    for do in ("check", "save"):
        answer = studio.post("/en/edit", **form, do=do)
        assert answer.status_code == 422
        assert complaint in html.unescape(answer.text)
        assert fields(answer.text)[f"text-{number}"] == text
    assert contents(studio.folder) == before


def marked(page):
    """The boxes that are marked as wrong, those that take the focus, and what is said of each."""
    wrong = re.findall(r'<textarea id="text-(\d)"[^>]*aria-invalid="true" aria-describedby="trouble-\1"', page)
    first = re.findall(r'<textarea id="text-(\d)"[^>]* autofocus', page)
    said = dict(re.findall(r'<div class="box-refused" id="trouble-(\d)"><p>(.*?)</p>', html.unescape(page)))
    return wrong, first, said


def test_a_refusal_marks_its_box_and_names_its_language(studio):
    """Every empty box; then each box that breaks a rule, with the number whole; the first one takes the focus."""
    form = {**opened(studio), "text-0": "", f"text-{EN}": " "}
    page = html.unescape(studio.post("/en/edit", **form, do="check").text)
    empty = "Nothing stands here. Write the text."
    assert marked(page) == (["0", str(EN)], ["0"], {"0": empty, str(EN): empty})
    form = opened(studio)
    form |= {"text-1": form["text-1"] + "有十二人。", f"text-{EN}": form[f"text-{EN}"] + " In 12.5% of mice."}
    page = html.unescape(studio.post("/en/edit", **form, do="check").text)
    wrong, first, said = marked(page)
    assert (wrong, first) == (["1", str(EN)], ["1"])
    assert said["1"].startswith("“十二” is a number.")
    assert said[str(EN)].startswith("“12.5%” is a number.")
    assert '<a href="#text-1"><span lang="zh-Hant">繁體' in page
    assert f'<a href="#text-{EN}"><span lang="en">English</span></a>:' in page


@pytest.mark.parametrize(
    ("locale", "number", "text", "said"),
    [
        ("zh-Hans", EN, "Ten lived.", "“Ten”是数字。"),
        ("zh-Hant", EN, "Ten lived.", "「Ten」是數字。"),
        ("zh-Hans", EN, "{figure:survival-8}", "没有叫“survival-8”的数字条目。是不是想写“survival-8w”？"),
        ("zh-Hant", 0, "{cite:nobody}", "沒有叫「nobody」的來源。"),
        ("zh-Hans", 0, "{week}", "{week} 不完整。"),
        ("zh-Hant", 1, "{nothing:x}", "程式不認識 {nothing:x}。"),
        ("zh-Hans", 0, "", "这里是空的。"),
        ("zh-Hant", EN, "Yes.", "開頭是「是」或「不是」一類的話。"),
        ("zh-Hans", 0, "保证有效。", "“保证”许诺太多。"),
        ("zh-Hant", 1, "對,也許。", "漢字旁邊有半形標點。"),
    ],
)
def test_a_translator_is_refused_in_their_own_language(studio, locale, number, text, said):
    """Whatever is wrong with a sentence is told in the language of the page."""
    answer = studio.post(f"/{locale}/edit", **{**opened(studio), f"text-{number}": text}, do="check")
    assert answer.status_code == 422
    assert said in html.unescape(answer.text)


def test_remarks_are_told_in_the_language_of_the_page_too(studio):
    """What the rules for editors say of a text that can be saved all the same."""
    form = opened(studio)
    hans = ORDER.index("zh-Hans")
    form[f"text-{hans}"] += "这里说的是，" * 10 + "请您一定去问医生網。"
    page = html.unescape(studio.post("/zh-Hans/edit", **form, do="check").text)
    assert "个字；最多 50 个：“这里说的是，" in page
    assert "用了另一种字体的字：網→网" in page


def test_the_language_that_was_changed_is_marked(studio):
    """A source cut from English is told of English, and of a Chinese text where that one lost it."""
    form = opened(studio)
    cut = re.sub(r"\{cite:[^}]*\}", "", form[f"text-{EN}"])
    page = html.unescape(studio.post("/en/edit", **{**form, f"text-{EN}": cut}, do="check").text)
    wrong, _, said = marked(page)
    assert wrong == [str(EN)]
    assert "Taken out here, but still in the other languages: {cite:article/results/wang-2023}." in said[str(EN)]
    cut = re.sub(r"\{cite:[^}]*\}", "", form["text-1"])
    assert marked(studio.post("/en/edit", **{**form, "text-1": cut}, do="check").text)[0] == ["1"]


def test_an_empty_box_and_a_typed_number_are_told_together(studio):
    """One round names both, and not what would only follow from the empty box."""
    form = opened(studio)
    form |= {"text-0": "", f"text-{EN}": form[f"text-{EN}"] + " In 12 of them."}
    wrong, _, said = marked(studio.post("/en/edit", **form, do="check").text)
    assert wrong == ["0", str(EN)]
    assert said["0"] == "Nothing stands here. Write the text."
    assert said[str(EN)].startswith("“12” is a number.")


def test_what_can_stand_in_brackets_is_listed(studio):
    """Each figure of the reply with what it prints, and each source as the other texts name it."""
    place = "/en/edit?file=answers/liver.yaml&at=answers.burden.summary"
    page = html.unescape(studio.client.get(place).text)
    assert re.search(r"<code>\{figure:deaths-per-year\}</code>[^\n]*1,000,000", page)
    assert "can name no figure" not in page
    page = html.unescape(studio.client.get(SUMMARY).text)
    assert "<code>{cite:article/results/wang-2023}</code>" in page
    assert "can name no figure" in page


def test_what_is_given_up_leads_back(studio):
    """Cancel leads to the reply of a text, or to the list of a line, and the menu shows where one is."""
    assert 'href="/en/a/survival">Cancel</a>' in studio.client.get(SUMMARY).text
    away = "/en/edit?file=utterances/en.yaml&at=utterances.survival.0&action=remove"
    page = html.unescape(studio.client.get(away).text)
    assert 'href="/en/words?file=utterances/en.yaml&at=utterances.survival">Cancel</a>' in page
    assert 'href="/en/words" aria-current="page"' in page


def test_several_lines_are_not_one_example(studio):
    """Two lines that are pasted into one box stay there, and it is said that a box takes one."""
    form = fields(studio.client.get("/en/edit?file=utterances/en.yaml&at=utterances.survival&action=append").text)
    answer = studio.post("/en/edit", **{**form, "text-0": "will he pull through it\nhow long has she got"}, do="check")
    assert answer.status_code == 422
    assert "These are several lines." in answer.text
    assert fields(answer.text)["text-0"] == "will he pull through it\nhow long has she got"


def test_the_second_editor_is_told_and_nothing_is_lost(studio):
    """Both had the same text before them; the first saves; the second sees both versions, keeps their words, and saves."""
    box, first, second = f"text-{EN}", with_more(opened(studio)), opened(studio)
    second = fields(studio.post("/en/edit", **{**second, box: second[box] + " Please read on."}, do="check").text)
    assert checked_and_saved(studio, first).status_code == 303
    told = studio.post("/en/edit", **second, do="save")
    assert told.status_code == 409
    page = html.unescape(told.text)
    assert "Somebody else changed this file meanwhile" in page
    assert "Ask your doctor." in page
    again = fields(told.text)
    assert again[box].endswith("Please read on.")
    again = {**first, **again, **{name: first[name] for name in ("text-0", "text-1")}, box: again[box] + ADDED["en"]}
    shown = fields(studio.post("/en/edit", **again, do="check").text)
    assert studio.post("/en/edit", **shown, do="save", same="yes").status_code == 303
    value = raw_value((studio.folder / FILES["en"]).read_text(encoding="utf-8"), WHERE)
    assert value.endswith("Please read on. Ask your doctor.")


def test_only_what_was_shown_is_saved(studio):
    """A text that was changed after a good check, or never checked, is shown first; then the same press saves it."""
    before, box = contents(studio.folder), f"text-{EN}"
    shown = fields(studio.post("/en/edit", **with_more(opened(studio)), do="check").text)
    for form in ({**shown, box: shown[box] + " Go well."}, with_more(opened(studio))):
        again = studio.post("/en/edit", **form, do="save")
        assert again.status_code == 200
        assert contents(studio.folder) == before
        assert "this is not what was checked" in again.text
        assert "What readers would see differently:" in again.text
        assert fields(again.text)[box] == form[box]
    shown = fields(studio.post("/en/edit", **{**shown, box: shown[box] + " Go well."}, do="save").text)
    assert studio.post("/en/edit", **shown, do="save").status_code == 303
    value = raw_value((studio.folder / FILES["en"]).read_text(encoding="utf-8"), WHERE)
    assert value.endswith("Ask your doctor. Go well.")


def test_a_language_that_was_left_as_it_was_is_named(studio):
    """The three say the same, so whoever changes two is asked about the third."""
    form = with_more(opened(studio))
    assert "is as it was" not in studio.post("/en/edit", **form, do="check").text
    left = {**form, "text-0": opened(studio)["text-0"]}
    shown = studio.post("/en/edit", **left, do="check").text
    assert "简体 is as it was." in shown
    before = contents(studio.folder)
    asked = studio.post("/en/edit", **fields(shown), do="save")
    assert asked.status_code == 422
    assert "or tick this" in asked.text
    assert contents(studio.folder) == before
    assert studio.post("/en/edit", **fields(asked.text), do="save", same="yes").status_code == 303


def test_the_boxes_stand_in_the_order_of_the_replies(studio):
    """Simplified, traditional, English."""
    boxes = re.findall(r'<textarea[^>]* lang="([^"]+)"', studio.client.get(SUMMARY).text)
    replies = re.findall(r'<h2 lang="([^"]+)"', studio.client.get("/en/a/survival").text)
    assert boxes == replies == list(ORDER)
    page = studio.post("/en/edit", **with_more(opened(studio)), do="check").text
    reached = re.findall(r'href="/en/a/survival">.*?<code>survival</code>, <span lang="([^"]+)"', page)
    assert reached == list(ORDER)


def test_a_change_from_outside_is_seen_and_not_written_over(studio):
    """Somebody with a text editor counts as an editor too."""
    form = fields(studio.post("/en/edit", **with_more(opened(studio)), do="check").text)
    file = studio.folder / FILES["zh-Hant"]
    file.write_bytes(file.read_bytes() + "# 註解\n".encode())
    assert studio.post("/en/edit", **form, do="save").status_code == 409
    assert file.read_bytes().endswith("# 註解\n".encode())


def test_a_folder_that_somebody_broke_is_shown_as_it_was_with_the_reason(studio):
    """File and line are named; mending it brings the page back."""
    file = studio.folder / FILES["en"]
    sound = file.read_bytes()
    file.write_bytes(sound.replace(b"    summary: >-", b"    summary: [", 1))
    page = studio.client.get("/en/a/survival")
    assert page.status_code == 200
    assert "cannot be used as it is now" in page.text
    assert FILES["en"] in page.text
    file.write_bytes(sound)
    assert "cannot be used as it is now" not in studio.client.get("/en/a/survival").text


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (
            "/en/edit?file=utterances/en.yaml&at=utterances.survival&action=append",
            "do folk pull through more often with it",
        ),
        ("/en/edit?file=utterances/zh.yaml&at=utterances.survival&action=append", "用了以后人能不能多撑一阵"),
        ("/en/edit?file=lexicon/slots.yaml&at=outcomes.survival&action=append", "pull through"),
        ("/en/edit?file=lexicon/matching.yaml&at=concepts.0.words&action=append", "stemmy cells"),
    ],
)
def test_a_line_is_added_and_taken_away_again(studio, path, line):
    """An example or a word joins its list; removing it gives the same bytes as before."""
    before = contents(studio.folder)
    form = {**opened(studio, path), "text-0": line}
    saved = checked_and_saved(studio, form)
    assert saved.status_code == 303
    lists = studio.client.get(f"{saved.headers['location']}&q={line}").text
    away = html.unescape(re.search(r'href="(/en/edit\?[^"]*action=remove)"', lists)[1])
    assert checked_and_saved(studio, opened(studio, away)).status_code == 303
    assert contents(studio.folder) == before


def test_an_example_that_stands_under_another_question_is_refused(studio, knowledge):
    """The same wording cannot teach two things."""
    cases = studio.folder.parent / "tests" / "cases"
    cases.mkdir()
    (cases / "a.jsonl").write_text('{"turns": [{"q": "will gran hang on"}]}\n', encoding="utf-8")
    form = opened(studio, "/en/edit?file=utterances/en.yaml&at=utterances.survival&action=append")
    for text, said in (
        (f"{knowledge.utterances['cost'][0].upper()} ?!", "among the examples already"),
        ("what happened to the meld score", "title of another question"),
        ("Will gran hang on?", "The tests ask this very question"),
    ):
        answer = studio.post("/en/edit", **{**form, "text-0": text}, do="check")
        assert answer.status_code == 422
        assert said in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/en/edit?file=figures.yaml&at=figures.0.printed",
        "/en/edit?file=../pyproject.toml&at=project.name",
        "/en/edit?file=answers/nothing.yaml&at=answers.survival.summary",
        "/en/edit?file=answers/results.yaml&at=answers.survival.nothing",
        "/en/edit?file=answers/results.yaml&at=answers.survival",
        "/en/edit?file=answers/../../content/figures.yaml&at=figures.0.printed",
    ],
)
def test_only_texts_of_the_content_are_edited(studio, path):
    """Neither other files nor whole structures."""
    assert studio.client.get(path).status_code == 404


def test_a_form_for_another_file_is_refused(studio):
    """A form that was tampered with reaches no file outside the texts."""
    before = contents(studio.folder.parent)
    form = {**opened(studio), "file-0": "../content/figures.yaml"}
    assert studio.post("/en/edit", **form, do="save").status_code == 422
    assert contents(studio.folder.parent) == before


def test_git_is_left_alone(studio):
    """A change is a change of files; nothing is staged or committed."""
    root = studio.folder.parent

    def run(*command):
        named = ["git", "-c", "user.name=x", "-c", "user.email=x@x", *command]
        return subprocess.run(named, cwd=root, check=True, capture_output=True, text=True).stdout

    run("init", "-q")
    run("add", ".")
    run("commit", "-qm", "before")
    checked_and_saved(studio, with_more(opened(studio)))
    assert run("log", "--oneline").count("\n") == 1
    assert run("diff", "--cached", "--name-only") == ""
    assert set(run("status", "--porcelain").split()) - {"M"} == {f"content/{file}" for file in FILES.values()}
