"""The studio in a real browser: everything by keyboard alone, axe finds nothing, nothing is stored but the session."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.model.knowledge import LOCALES
from bot.questionlog.store import misses
from bot.studio.jobs import Progress
from tests.browser.conftest import complaints
from tests.browser.serving import free_port, serving
from tests.browser.using import unfold, violations
from tests.questionlog.making import missed, stored
from tests.studio.making import PARKING, SURVIVING, Made, copied_to, studio_of

PATIENCE = 60_000
"""Milliseconds until something that does not come counts as lost."""
OWN = ("would somebody like that stay around longer", "does it add to the time that is left")
DESK = {"width": 1400, "height": 900}
PLACES = (
    "/",
    "/?state=unreviewed",
    "/a/benefit",
    "/a/meld?outcome=meld&weeks=48",
    "/a/survival/sheet?second=zh-Hant",
    "/coverage",
    "/overlap",
    "/try",
    "/misses",
    "/misses/1",
    "/aside",
    "/words",
    "/words?file=utterances/zh.yaml&at=utterances.survival",
    "/words?file=lexicon/redflags.yaml",
    "/edit?file=answers/results.yaml&at=answers.survival.summary",
    "/edit?file=utterances/en.yaml&at=utterances.survival.0&action=remove",
    "/sign/survival/zh-Hans",
    "/nothing",
)


@dataclass(frozen=True)
class Desk:
    """A page that was let in, and the studio behind it."""

    page: Page
    address: str
    made: Made

    def open(self, path: str, locale: str = "en") -> Page:
        """Open a place of the studio."""
        self.page.goto(f"{self.address}/{locale}{path}")
        return self.page


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Made]]:
    """A studio that is running, for all tests of this file."""
    port = free_port()
    # A check reads and compares the whole content, which takes seconds, and many on a busy machine.
    expect.set_options(timeout=PATIENCE)
    with (
        studio_of(copied_to(tmp_path_factory.mktemp("studio")), port) as made,
        serving(made.app, port) as address,
    ):
        yield address, made
    expect.set_options(timeout=5_000)


@pytest.fixture
def desk(browser: Browser, served: tuple[str, Made]) -> Iterator[Desk]:
    """A browser at a desk, let in by the start address. Afterwards nothing may have gone wrong unseen."""
    address, made = served
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    said, hosts = complaints(page), set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{address}/start?token={made.tokens[-1]}")
    yield Desk(page, address, made)
    assert said == []
    assert hosts == {address.removeprefix("http://")}
    (cookie,) = context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Strict", -1)
    assert page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    context.close()


def reach(page: Page, target: Locator) -> None:
    """Move to something by the Tab key alone, and see that the focus is shown there."""
    expect(target).to_be_attached()
    page.evaluate("() => document.activeElement?.blur()")
    for _ in range(400):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            assert target.evaluate("(element) => element.matches(':focus-visible')")
            return
    pytest.fail("the Tab key does not lead there")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Move to something and press a key."""
    reach(page, target)
    page.keyboard.press(key)


def write(page: Page, box: Locator, text: str) -> None:
    """Move to a box and write at the end of what stands there."""
    reach(page, box)
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


@pytest.mark.parametrize("number", range(len(PLACES)), ids=PLACES)
def test_axe_finds_nothing(desk: Desk, number: int) -> None:
    """Every kind of page, in turn in each language, light and dark, with large text, on a desk and on a small screen."""
    dark, small = number % 2 == 1, number % 4 >= 2
    page = desk.page
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.set_viewport_size({"width": 400, "height": 800} if small else DESK)  # type: ignore[arg-type]
    place = PLACES[number]
    view = ("", "large", "larger-contrast")[number % 3]
    desk.open(f"{place}{'&' if '?' in place else '?'}view={view}", LOCALES[number % 3])
    unfold(page)
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_browsing_leads_from_the_list_to_a_number_and_its_place_in_the_article(desk: Desk) -> None:
    """By keyboard: a question, its reply in three languages, a figure, its origin, the section of the article."""
    page = desk.open("/")
    press(page, page.get_by_role("link", name="What happened to the MELD score?"))
    expect(page.locator(".studio-card")).to_have_count(3)
    press(page, page.locator('.studio-card[lang="en"] .figure-link').first)
    expect(page).to_have_url(re.compile("#figure-meld-4w$"))
    origin = page.locator("#figure-meld-4w")
    expect(origin).to_contain_text("As the article prints it")
    expect(origin).to_contain_text("wang-2023")
    expect(origin).to_contain_text("as-printed")
    press(page, origin.get_by_role("link").first)
    expect(page.locator("#section-results")).to_contain_text("meld-4w")


def test_the_overlap_is_measured_and_looked_into(desk: Desk) -> None:
    """By keyboard: measure, the nearest pair, the examples that pull it together."""
    page = desk.open("/overlap")
    press(page, page.get_by_role("button", name="Measure now"))
    press(page, page.locator("summary").filter(has_text="The examples that pull them together").first)
    expect(page.get_by_text("how many cells at most")).to_be_visible()


def test_a_question_is_tried_on_every_surface_and_pinned(desk: Desk) -> None:
    """By keyboard: ask, look at each surface, read why, pin it; axe finds nothing on any of them."""
    page = desk.open("/try")
    write(page, page.get_by_label("Question", exact=True), "How is albumin?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#why")).to_be_visible()
    for surface in ("the chat in a frame", "the kiosk", "the take-home sheet", "the interface", "the terminal"):
        reach(page, page.get_by_label("Shown on"))
        page.keyboard.type(surface)
        press(page, page.get_by_role("button", name="Ask", exact=True))
        expect(page.locator("#reply")).to_contain_text(surface)
        assert violations(page) == []
    expect(page.get_by_text("Example most like it")).to_be_visible()
    press(page, page.get_by_role("button", name="Pin", exact=True))
    expect(page.get_by_role("status")).to_contain_text("Pinned.")
    pinned = desk.made.folder.parent / "tests" / "questions" / "pinned.jsonl"
    assert '"q": "How is albumin?"' in pinned.read_text(encoding="utf-8")


def test_a_sentence_is_corrected_and_the_reply_signed(desk: Desk) -> None:
    """By keyboard, in three languages: refused with a number, then checked, its reach shown, saved, read, signed."""
    page = desk.open("/a/homing")
    press(page, page.get_by_role("link", name="The short answer"))
    boxes = page.locator("textarea")
    english = page.locator('textarea[lang="en"]')
    write(page, english, " In ten mice.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("“ten” is a number.")
    assert violations(page) == []
    reach(page, english)
    page.keyboard.press("Control+End")
    for _ in " In ten mice.":
        page.keyboard.press("Backspace")
    for box, text in zip(range(3), ("请问医生。", "請問醫師。", " Ask your doctor."), strict=True):
        write(page, boxes.nth(box), text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("ins").last).to_have_text(" Ask your doctor.")
    expect(page.get_by_text("What readers would see differently:")).to_be_visible()
    assert violations(page) == []
    press(page, page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    desk.open("/a/homing")
    expect(page.locator('.studio-card[lang="zh-Hant"]')).to_contain_text("請問醫師。")
    press(page, page.get_by_role("link", name="Read and sign 繁體"))
    expect(page.locator(".passage-text").first).to_contain_text("請問醫師。")
    write(page, page.get_by_label("Name and profession"), "林醫師")
    press(page, page.get_by_label("I have read all of it"), "Space")
    press(page, page.get_by_role("button", name="Sign", exact=True))
    expect(page.get_by_role("status")).to_contain_text("Signed.")
    desk.open("/a/homing", "zh-Hant")
    expect(page.get_by_text("林醫師 已簽名")).to_be_visible()


def test_a_miss_is_settled_after_its_effect_was_seen(desk: Desk) -> None:
    """By keyboard: a group, a question for it, the effect, saved; another one put aside."""
    page = desk.open("/misses")
    press(page, page.get_by_role("link", name=SURVIVING[0]))
    for number, words in enumerate(OWN, start=1):
        write(page, page.get_by_label(f"Your wording {number}"), words)
    reach(page, page.get_by_label("Question", exact=True))
    page.keyboard.type("Do treated patients")
    press(page, page.get_by_role("button", name="Go on"))
    expect(page.locator("#effect")).to_be_visible()
    assert violations(page) == []
    press(page, page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("status")).to_contain_text("taken out of the list")
    expect(page.get_by_text("The example questions have changed")).to_be_visible()
    assert set(OWN) <= set(desk.made.desk.bench().knowledge.utterances["survival"])
    press(page, page.get_by_role("link", name=PARKING))
    reach(page, page.get_by_label("Add it as an example"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    press(page, page.get_by_role("button", name="Go on"))
    expect(page.get_by_text("Nothing is waiting.")).to_be_visible()
    press(page, page.get_by_role("link", name="What was put aside"))
    expect(page.get_by_text(PARKING)).to_be_visible()
    assert violations(page) == []
    press(page, page.get_by_role("button", name="Take it back"))
    expect(page.get_by_role("link", name=PARKING)).to_be_visible()


def test_nothing_is_lost_or_begun_again_while_a_miss_is_measured(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the note is exchanged, the focus stays where it is; when it is done, the effect and the boxes come back."""
    jobs, seconds, begun = desk.made.desk.jobs, count(1), []
    sound = jobs.begin
    monkeypatch.setattr(jobs, "begin", lambda key, _: begun.append(key))
    monkeypatch.setattr(jobs, "progress", lambda _: Progress("running", next(seconds)))
    page = desk.open(f"/misses/{page_of_a_miss(desk)}")
    page.get_by_label("Your wording").fill("do folk get older that way")
    page.get_by_label("Question", exact=True).select_option("survival")
    page.get_by_role("button", name="Go on").click()
    box, note = page.locator("#miss input[name^=text-]").first, page.locator("#progress")
    expect(note).to_contain_text("Running for")
    assert violations(page) == []
    said, words = note.inner_text(), box.input_value()
    reach(page, box)
    page.keyboard.insert_text("half a sen")
    expect(note).not_to_have_text(said)
    expect(box).to_have_value(words)
    assert box.evaluate("(element) => element === document.activeElement")
    assert begun == []
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_be_visible()
    monkeypatch.setattr(jobs, "begin", sound)
    # What is prepared lies there in a moment.
    name = page.locator("#miss input[name=key]").input_value()
    jobs.begin(name, ["effect"])
    monkeypatch.undo()
    expect(page.locator("#effect")).to_be_visible()
    expect(note).to_have_count(0)
    expect(box).to_be_editable()
    expect(page.get_by_label("Add it as an example")).to_be_enabled()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    assert violations(page) == []


def page_of_a_miss(desk: Desk) -> int:
    """The number of a miss that is still open; one is asked, so that there is one."""
    log = desk.made.desk.log
    assert log is not None
    stored(log, missed("does the treatment make folk live on", nearest=("survival", "benefit")), writer="browser")
    return next(group.misses[0].id for group in misses(log) if any("folk" in miss.text for miss in group.misses))


def test_half_written_words_are_not_left_without_a_question(desk: Desk) -> None:
    """Going elsewhere asks first, also after a refusal and a good check; an untouched form and a saved one let go."""
    page, asked = desk.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    place = "/edit?file=answers/mechanism.yaml&at=answers.immune.summary"
    page.set_default_timeout(PATIENCE)
    desk.open(place)
    page.get_by_role("link", name="Article").click()
    expect(page).to_have_url(re.compile("/coverage$"))
    desk.open(place)
    box = page.locator('textarea[lang="en"]')
    write(page, box, " In 12 mice.")
    for state in ("written", "refused", "checked"):
        page.get_by_role("link", name="Article").click(no_wait_after=True)
        assert len(asked) == 1, state
        asked.clear()
        expect(page.locator("textarea")).to_have_count(3)
        if state == "written":
            page.keyboard.press("Control+Enter")
            page.get_by_role("button", name="Check, and show").click()
            expect(page.get_by_role("alert")).to_contain_text("“12” is a number.")
            expect(box).to_be_focused()
            expect(box).to_have_attribute("aria-invalid", "true")
        elif state == "refused":
            box.fill(box.input_value().replace(" In 12 mice.", " In mice."))
            page.get_by_role("button", name="Check, and show").click()
            expect(page.get_by_role("heading", name="What this change reaches")).to_be_focused()
    page.get_by_role("button", name="Save", exact=True).click()
    same = page.get_by_label("all three languages still say the same")
    expect(same).to_be_focused()
    assert violations(page) == []
    same.check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.get_by_role("link", name="Article").click()
    expect(page).to_have_url(re.compile("/coverage$"))
    assert asked == []


def test_a_form_that_is_at_work_says_so_and_is_sent_once(desk: Desk) -> None:
    """Its buttons are marked as out of use, and the work is named."""
    page = desk.open("/edit?file=lexicon/slots.yaml&at=outcomes.survival&action=append")
    page.locator("textarea").fill("stay with us")
    page.evaluate(
        """() => addEventListener("submit", (event) => {
          document.body.dataset.sent = Number(document.body.dataset.sent ?? 0) + !event.defaultPrevented;
          event.preventDefault();
        })"""
    )
    page.get_by_role("button", name="Check, and show").click()
    expect(page.locator(".busy")).to_have_text("Checking …")
    button = page.get_by_role("button", name="Check, and show")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("body")).to_have_attribute("data-sent", "1")


def test_enter_asks_as_in_the_chat(desk: Desk) -> None:
    """Enter sends the question, Shift and Enter begin a line, and the reply takes the focus."""
    page = desk.open("/try")
    box = page.get_by_label("Question", exact=True)
    reach(page, box)
    page.keyboard.type("How is")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("albumin?")
    expect(box).to_have_value("How is\nalbumin?")
    page.keyboard.press("Enter")
    expect(page.locator("#reply")).to_be_focused()


def test_a_question_has_a_short_way_to_its_texts(desk: Desk) -> None:
    """The second thing that Tab comes to leads to the texts for correcting, and there to the first box."""
    page = desk.open("/a/benefit")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#texts")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="The question", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/edit"))
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#text-0")).to_be_focused()


def test_the_second_editor_sees_both_versions(desk: Desk, browser: Browser) -> None:
    """Two windows with the same sentence: the second to save is told, and has both texts before them."""
    place = "/edit?file=answers/mechanism.yaml&at=answers.immune.for_doctor.0"
    page = desk.open(place)
    other = page.context.new_page()
    other.goto(f"{desk.address}/en{place}")
    for window, text in ((page, "Is this being studied here?"), (other, "Who studies this nearby?")):
        window.locator("textarea").first.fill(text)
        window.keyboard.press("Control+Enter")
        expect(window.get_by_role("button", name="Save", exact=True)).to_be_visible()
    page.get_by_label("all three languages still say the same").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text("Somebody else changed this file meanwhile")
    expect(other.locator(".edit-stands").first).to_have_text("Is this being studied here?")
    expect(other.locator("textarea").first).to_have_value("Who studies this nearby?")
    assert violations(other) == []


def test_everything_works_without_javascript(browser: Browser, served: tuple[str, Made]) -> None:
    """A form is a form."""
    address, made = served
    context = browser.new_context(viewport=DESK, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/start?token={made.tokens[-1]}")
    page.goto(f"{address}/en/edit?file=lexicon/slots.yaml&at=outcomes.survival&action=append")
    page.locator("textarea").fill("pull through")
    page.get_by_role("button", name="Check, and show what it changes").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="pull through", exact=True)).to_be_visible()
    assert "pull through" in Path(made.folder / "lexicon" / "slots.yaml").read_text(encoding="utf-8")
    context.close()
