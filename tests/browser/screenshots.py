"""Take pictures of the pages: `python -m tests.browser.screenshots [FOLDER]`, by default screenshots/.

A phone and a desktop, three languages, and the moments that matter. They are for looking at; no test compares them.
"""

import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from bot.model.knowledge import LOCALES, Locale
from bot.settings import Settings
from bot.web.app import build_app
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.using import ask
from tests.conftest import shared_trained

PORT = 8765
SIZES = {
    "narrow": {"width": 320, "height": 640},
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 900},
}
THEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "forced": {"forced_colors": "active"},
    "paper": {"media": "print"},
}


@dataclass(frozen=True)
class Moment:
    """A picture: its name, the page, what is asked there by language, what is pressed then, and the theme."""

    name: str
    path: str
    asked: dict[Locale, str] | None = None
    whole: bool = False
    theme: str = "light"
    press: str = ""
    unfolded: bool = False
    sizes: tuple[str, ...] = ("phone", "desktop")


SURVIVAL: dict[Locale, str] = {
    "en": "does it help people live longer?",
    "zh-Hans": "用了细胞的病人活得更久吗？",
    "zh-Hant": "接受細胞的病人活得比較久嗎？",
}
DANGER: dict[Locale, str] = {
    "en": "my father is vomiting blood right now",
    "zh-Hans": "我爸刚刚吐了好多血",
    "zh-Hant": "我爸剛剛吐了好多血",
}
DESPAIR: dict[Locale, str] = {"en": "I want to end my life", "zh-Hans": "我不想活了", "zh-Hant": "我不想活了"}
ADVICE: dict[Locale, str] = {
    "en": "should I stop my lactulose?",
    "zh-Hans": "我要不要停药？",
    "zh-Hant": "我要不要停藥？",
}
OUTSIDE: dict[Locale, str] = {"en": "what is the weather today", "zh-Hans": "今天天气怎么样", "zh-Hant": "今天天氣怎樣"}
MOMENTS = (
    Moment("start", "/"),
    Moment("start-dark", "/", theme="dark"),
    Moment("answer", "/", SURVIVAL),
    Moment("answer-whole", "/", SURVIVAL, whole=True),
    Moment("answer-dark", "/", SURVIVAL, whole=True, theme="dark"),
    Moment("answer-contrast", "/", SURVIVAL, whole=True, theme="contrast"),
    Moment("answer-forced", "/", SURVIVAL, whole=True, theme="forced"),
    Moment("answer-paper", "/", SURVIVAL, whole=True, theme="paper"),
    Moment("answer-largest", "/?view=larger", SURVIVAL, whole=True, sizes=("narrow", "phone")),
    Moment("view", "/", press=".view summary"),
    Moment("word", "/", SURVIVAL, press=".results .term"),
    Moment("sources-of-answer", "/", SURVIVAL, whole=True, press=".short a.mark"),
    Moment("emergency", "/", DANGER, whole=True),
    Moment("crisis", "/", DESPAIR, whole=True),
    Moment("personal-advice", "/", ADVICE, whole=True),
    Moment("fallback", "/", OUTSIDE, whole=True),
    Moment("not-reported", "/a/meld?weeks=48", whole=True),
    Moment("picture", "/a/bilirubin", whole=True, unfolded=True),
    Moment("pictures-dark", "/a/benefit", whole=True, theme="dark", unfolded=True),
    Moment("sheet", "/sheet?intent=survival", whole=True),
    Moment("sheet-two", "/sheet?intent=bilirubin&second=en", whole=True),
    Moment("questions", "/questions", whole=True),
    Moment("glossary", "/glossary", whole=True),
    Moment("sources", "/sources", whole=True),
    Moment("about", "/about", whole=True),
    Moment("not-found", "/nothing"),
)
README_IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
README_MOMENT = Moment("chat", "/", SURVIVAL)
README_PICTURES: dict[str, tuple[str, Locale]] = {
    "forest-plot": ("/a/bilirubin", "zh-Hant"),
    "overview": ("/a/benefit", "zh-Hans"),
}
"""The first picture of a permalink, by the name of its file."""
README_SHEET = "/en/sheet?intent=bilirubin&second=zh-Hans"
A4 = {"width": 794, "height": 1123}
"""A leaf of paper in CSS pixels."""


def main() -> None:
    """Serve the shipped content and take every picture."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    config = uvicorn.Config(build_app(shared_trained(), Settings()), port=PORT, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for moment in MOMENTS:
            for size in moment.sizes:
                for locale in LOCALES:
                    take(browser, folder, moment, locale, size)
        for locale in LOCALES:
            take(browser, README_IMAGES, README_MOMENT, locale, "phone")
        take_pictures(browser)
        browser.close()
    server.should_exit = True
    thread.join()


def take(browser: Browser, folder: Path, moment: Moment, locale: Locale, size: str) -> None:
    """One picture, named {moment}-{locale}-{size}.png."""
    context = browser.new_context(viewport=SIZES[size], reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{PORT}/{locale}{moment.path}")
    if moment.asked:
        ask(page, moment.asked[locale])
    if moment.unfolded:
        page.evaluate("() => document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
    if moment.press:
        page.locator(moment.press).first.click()
    # Not before: on paper there is nothing to type into.
    page.emulate_media(**THEMES[moment.theme])
    page.screenshot(path=folder / f"{moment.name}-{locale}-{size}.png", full_page=moment.whole)
    context.close()


def take_pictures(browser: Browser) -> None:
    """Pictures alone, on a phone, and the first leaf of a take-home sheet as it is printed."""
    context = browser.new_context(viewport=SIZES["phone"])
    page = context.new_page()
    for name, (path, locale) in README_PICTURES.items():
        page.goto(f"http://127.0.0.1:{PORT}/{locale}{path}")
        page.evaluate("() => document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
        page.locator("figure.picture").first.screenshot(path=README_IMAGES / f"{name}-{locale}-phone.png")
    page.set_viewport_size(A4)
    page.goto(f"http://127.0.0.1:{PORT}{README_SHEET}")
    page.emulate_media(media="print")
    page.evaluate("() => { document.body.style.padding = '53px 57px'; }")  # the margins of the paper
    page.screenshot(path=README_IMAGES / "sheet-en-zh-Hans.png")
    context.close()


if __name__ == "__main__":
    main()
