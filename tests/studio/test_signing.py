"""Signing in the studio: all that a reply can say is read first, and a change ends the signature."""

import html
import re

import pytest

from tests.studio.test_editing import checked_and_saved, opened, with_more

PLACE = "/en/sign/survival/zh-Hant"


def form(studio, **more):
    """The form of the page, with a name."""
    reading = re.search(r'name="reading" value="([0-9a-f]+)"', studio.client.get(PLACE).text)[1]
    return {"reading": reading, "by": "Dr Lin, hepatologist", "read": "yes", **more}


def test_a_reply_is_signed_after_reading_all_it_can_say(studio):
    """Every week is there to be read; then readers of that language see the name, and the other languages still wait."""
    page = html.unescape(studio.client.get(PLACE).text)
    assert "Nobody has signed this yet." in page
    assert page.count("<h3>") == 4
    assert ", no week asked</h3>" in page.replace("，", ", ") and ", week 8</h3>" in page
    assert ", any week that the article does not report (shown for week 0)</h3>" in page
    assert page.count("<summary>As above, word for word: ") >= 3
    assert studio.post(PLACE, **form(studio, due="2099-01-31")).status_code == 303
    signed = html.unescape(studio.client.get(PLACE).text)
    assert "Signed by Dr Lin, hepatologist" in signed
    assert "To be read again on 2099-01-31." in signed
    answer = html.unescape(studio.client.get("/en/a/survival").text)
    assert "signed by Dr Lin, hepatologist" in answer
    assert answer.count("not signed") == 2
    listed = html.unescape(studio.client.get("/en/").text)
    assert '繁體</span>: <span class="tag state-reviewed">signed by Dr Lin, hepatologist</span>' in listed
    written = (studio.folder / "reviews.yaml").read_text(encoding="utf-8")
    assert 'review_due: "2099-01-31"' in written


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"read": ""}, "say that you have read all of it"),
        ({"by": "  "}, "A name is missing."),
        ({"by": "Dr <b>"}, "none of < > { }"),
        ({"due": "soon"}, "This is not a day."),
        ({"due": "2001-01-01"}, "must be later than today"),
        ({"reading": "0" * 16}, "Read it again below"),
    ],
)
def test_a_signature_that_cannot_stand_is_refused(studio, wrong, said):
    """The reason is said, the name stays in its box, and no file changes."""
    before = (studio.folder / "reviews.yaml").read_bytes()
    answer = studio.post(PLACE, **{**form(studio), **wrong})
    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert (studio.folder / "reviews.yaml").read_bytes() == before


def test_everything_that_is_missing_is_said_at_once(studio):
    """Each at its box, in the language of the page; what was ticked and written stays."""
    place = PLACE.replace("/en/", "/zh-Hans/", 1)
    page = html.unescape(studio.post(place, reading="", by="", due="2001-01-01", read="").text)
    for said in ("没有写姓名。", "再读一遍的日期（2001-01-01）必须晚于今天", "请"):
        assert said in page
    assert page.count('aria-invalid="true"') == 3
    kept = studio.post(PLACE, **{**form(studio), "by": ""}).text
    assert re.search(r'name="read" type="checkbox" value="yes" checked', kept)


def test_a_change_ends_the_signature_and_says_so_before(studio):
    """Whoever corrects a signed sentence is told whose signature that ends; the list then shows it as changed."""
    studio.post(PLACE, **form(studio))
    changed = with_more(opened(studio))
    assert "signed; the signature ends" in studio.post("/en/edit", **changed, do="check").text
    checked_and_saved(studio, changed)
    assert "but the text was changed since" in studio.client.get(PLACE).text
    assert "/en/a/survival" in studio.client.get("/en/?state=stale").text


def test_a_text_that_changed_while_it_was_read_is_not_signed(studio):
    """The signature is for what stood on the page."""
    read = form(studio)
    checked_and_saved(studio, with_more(opened(studio)))
    answer = studio.post(PLACE, **read)
    assert answer.status_code == 422
    assert "no longer the one that you have read" in html.unescape(answer.text)


def test_there_is_nothing_to_sign_where_there_is_no_answer(studio):
    """An unknown name is missing."""
    assert studio.client.get("/en/sign/nothing/en").status_code == 404
