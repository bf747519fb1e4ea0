"""Draw the pictures that cannot be SVG (link previews, phone icons) from those that are: `python -m tests.browser.artwork`."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.serving.assets import FOLDER
from tests.browser.conftest import CHROMIUM, FLAGS

DRAWINGS = Path(__file__).resolve().parents[2] / "docs" / "artwork"
SIZES = {"preview": (1200, 630), "touch-icon": (180, 180)}


def main() -> None:
    """Write each drawing as a PNG into the static folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((DRAWINGS / f"{name}.svg").as_uri())
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
