"""What makes the chat pleasant to use: explanations in place, reading aloud, links, starting again, keyboard, errors."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.using import ask, posts

VOICES = """
(() => {
  const voices = %s;
  window.spoken = [];
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    speak: (utterance) => window.spoken.push([utterance.voice.name, utterance.lang, utterance.text]),
    cancel: () => {},
    addEventListener: () => {},
  } });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
})();
"""
LOCAL = (
    '[{"name": "far", "lang": "zh-TW", "localService": false}, {"name": "near", "lang": "zh_TW", "localService": true}]'
)
REMOTE = '[{"name": "far", "lang": "zh-TW", "localService": false}, {"name": "other", "lang": "en-GB", "localService": true}]'


def test_a_word_is_explained_where_it_stands(page: Page, server: str) -> None:
    """By keyboard: Enter opens and moves there, Escape closes and leads back."""
    page.goto(f"{server}/en/")
    ask(page, "What happened to the MELD score?")
    word = page.locator(".short .term", has_text="MELD").first
    word.focus()
    page.keyboard.press("Enter")
    explanation = page.locator(".word:popover-open")
    expect(explanation).to_be_focused()
    expect(explanation).to_contain_text("how ill the liver is")
    page.keyboard.press("Escape")
    expect(explanation).to_have_count(0)
    expect(word).to_be_focused()


def test_a_word_is_explained_without_javascript(plain_page: Page, server: str) -> None:
    """The browser opens and closes the explanation by itself; it names the page of all words."""
    page = plain_page
    page.goto(f"{server}/zh-Hans/a/meld")
    page.locator(".results .term").first.click()
    explanation = page.locator(".word:popover-open")
    expect(explanation).to_be_visible()
    expect(explanation.locator("a")).to_have_attribute("href", "/zh-Hans/glossary#meld")
    explanation.locator("button").click()
    expect(explanation).to_have_count(0)


def test_reading_aloud_uses_a_voice_of_the_device(page: Page, server: str) -> None:
    """The short answer is read by the local voice for the page's language; a second press stops it."""
    page.add_init_script(VOICES % LOCAL)
    page.goto(f"{server}/zh-Hant/")
    ask(page, "白蛋白有沒有改善")
    button = page.locator("[data-listen] button")
    button.click()
    expect(button).to_contain_text("停止朗讀")
    spoken = page.evaluate("() => window.spoken")
    assert {(name, lang) for name, lang, _ in spoken} == {("near", "zh_TW")}
    assert spoken[0][2].startswith("文章")
    assert "[1]" not in spoken[0][2]
    button.click()
    expect(button).to_contain_text("朗讀")
    expect(button).not_to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("voices", [REMOTE, "[]"])
def test_reading_aloud_is_not_offered_where_text_would_leave_the_device(page: Page, server: str, voices: str) -> None:
    """A voice from the network, or none for the language, is no voice."""
    page.add_init_script(VOICES % voices)
    page.goto(f"{server}/zh-Hant/a/survival")
    expect(page.locator("[data-copy]")).to_be_visible()
    expect(page.locator("[data-listen]")).to_be_hidden()


def test_an_answer_can_be_copied_and_shared_as_a_link(page: Page, server: str) -> None:
    """The link names the question and nothing that the reader wrote or chose for the eyes."""
    page.add_init_script(
        """
        navigator.share = (what) => { window.shared = what; return Promise.resolve(); };
        navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };
        """
    )
    page.goto(f"{server}/en/?view=large")
    ask(page, "MELD at 12 weeks")
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text("Link copied")
    expect(page.locator("#announce")).to_have_text("Link copied")
    place = f"{server}/en/a/meld?weeks=12"
    assert page.evaluate("() => window.copied") == place
    page.locator("[data-share]").click()
    assert page.evaluate("() => window.shared") == {"title": "What happened to the MELD score?", "url": place}


def test_sharing_is_not_offered_where_the_device_cannot(page: Page, server: str) -> None:
    """A button that does nothing is not shown."""
    page.add_init_script("Object.defineProperty(navigator, 'share', { value: undefined });")
    page.goto(f"{server}/en/a/survival")
    expect(page.locator("[data-copy]")).to_be_visible()
    expect(page.locator("[data-share]")).to_be_hidden()


def test_starting_again_clears_the_page(page: Page, server: str) -> None:
    """It is offered once there is something to clear, and keeps language and view."""
    page.goto(f"{server}/zh-Hans/?view=large")
    again = page.get_by_role("link", name="重新开始")
    expect(again).to_be_hidden()
    ask(page, "安全吗")
    again.click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page).to_have_url(f"{server}/zh-Hans/?view=large")


def test_another_page_opens_beside_a_conversation(page: Page, server: str) -> None:
    """Nothing is stored, so a link must not cost the reader the conversation."""
    page.goto(f"{server}/en/")
    ask(page, "Is the treatment safe?")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sources").click()
    expect(opened.value).to_have_url(f"{server}/en/sources")
    expect(page.locator(".turn")).to_have_count(1)


def test_a_reply_is_announced_once_and_reading_goes_on_there(page: Page, server: str) -> None:
    """One live region says it once; the focus is on the new turn."""
    page.goto(f"{server}/en/")
    page.evaluate(
        """() => {
          window.announced = [];
          const region = document.getElementById("announce");
          new MutationObserver(() => window.announced.push(region.textContent.trim()))
            .observe(region, { childList: true, characterData: true, subtree: true });
        }"""
    )
    ask(page, "Is the treatment safe?")
    ask(page, "MELD 12")
    expect(page.locator("#turn-2")).to_be_focused()
    announced = page.evaluate("() => window.announced.filter((text, n, all) => text && text !== all[n - 1])")
    assert len(announced) == 2
    assert page.locator("[aria-live], [role=status]").count() == 1


def test_the_whole_way_with_the_keyboard(page: Page, server: str) -> None:
    """Skip to the box, ask, choose the next question offered, all without a pointer."""
    page.goto(f"{server}/en/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the question box")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Is the treatment safe?")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_be_focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('.turn .offers button')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (500, '<div class="trouble" role="alert"><p>Something went wrong on our side</p></div>', "on our side"),
        (502, "<html><body>Bad Gateway</body></html>", "Your text is still in the box"),
        (
            200,
            "<!doctype html><HTML><body>Log in to the hospital network</body></HTML>",
            "Your text is still in the box",
        ),
    ],
)
def test_a_fault_on_the_way_keeps_the_text(page: Page, server: str, status: int, body: str, said: str) -> None:
    """Our own words about a fault are shown, those of a proxy or a login page are not; the next try works."""
    page.goto(f"{server}/en/")
    page.route("**/ask", lambda route: route.fulfill(status=status, content_type="text/html", body=body))
    page.locator("#question").fill("Is the treatment safe?")
    page.locator(".send").click()
    expect(page.locator(".trouble")).to_contain_text(said)
    expect(page.locator("#question")).to_have_value("Is the treatment safe?")
    expect(page.locator("#conversation")).not_to_contain_text("hospital network")
    page.unroute("**/ask")
    page.locator(".send").click()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".trouble")).to_have_count(0)


def test_a_double_enter_below_a_permalink_is_one_request(page: Page, server: str) -> None:
    """There the form leads to a new page; a second press while it loads sends nothing."""
    page.goto(f"{server}/en/a/survival")
    sent = posts(page)
    page.locator("#question").fill("and at 8 weeks?")
    page.evaluate("() => { const form = document.getElementById('ask'); form.requestSubmit(); form.requestSubmit(); }")
    expect(page.locator(".turn")).to_have_count(2)
    assert len(sent) == 1


def test_paper_shows_the_answer_in_full_and_nothing_to_press(page: Page, server: str) -> None:
    """Sources are unfolded; form, buttons and the toggle are left out."""
    page.goto(f"{server}/en/")
    ask(page, "Is the treatment safe?")
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".part-sources li").first).to_be_visible()
    for hidden in (".composer", ".toggle", ".actions", ".view", ".offers"):
        expect(page.locator(hidden).first).to_be_hidden()
