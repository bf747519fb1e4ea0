"""The page about the studio names what stands on its buttons and labels."""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from bot.classifier.features import readable
from bot.rendering.catalogues import FOLDER
from bot.workshop.rules.examples import ENOUGH

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "studio.md").read_text(encoding="utf-8")
WORDS = {
    str(message.id).rstrip(":")
    for name in ("messages", "studio")
    for message in read_po(BytesIO((FOLDER / f"{name}.pot").read_bytes()))
}


def test_every_button_that_is_named_can_be_pressed():
    """Whoever follows the page finds the same words in the studio."""
    named = re.findall(r'"([A-Z][^"]+)"', PAGE)
    assert len(named) > 10
    # What follows in brackets on a button may be left out on the page.
    missing = [one for one in named if not any(word == one or word.startswith(f"{one} (") for word in WORDS)]
    assert missing == []


def test_every_part_that_is_named_is_in_the_menu():
    """The parts are set in bold."""
    menu = (FOLDER.parent.parent / "templates" / "studio" / "base.html").read_text(encoding="utf-8")
    parts = re.findall(r"\*\*([^*]+)\*\*", PAGE)
    assert {f'_("{part}")' for part in parts} <= set(re.findall(r'_\("[^"]+"\)', menu))
    assert len(parts) >= 5


def test_the_labels_are_those_of_the_list():
    """Every state is explained, with the number of examples that counts as enough."""
    labels = re.findall(r"^\| ([a-z ]+) \| ", PAGE, flags=re.MULTILINE)
    assert set(labels) - {"label", "sort"} <= WORDS
    assert f"fewer than {ENOUGH} example" in PAGE


def test_the_sorts_of_what_is_seen_in_a_question_are_explained():
    """What "Try" names as speaking for a question or against it, in the words that it uses."""
    rows = "".join(re.findall(r"^\| (`[^|]+) \| ", PAGE, flags=re.MULTILINE))
    parts = (FOLDER.parent.parent / "templates" / "studio" / "parts.html").read_text(encoding="utf-8")
    named = parts[parts.index("macro feature_said") : parts.index("endmacro", parts.index("macro feature_said"))]
    assert set(re.findall(r"`([a-z ]+)`", rows)) == set(re.findall(r'_\("([^"]+)"\)', named))
    assert all(readable(f"{sort}x").split()[0] in named for sort in "wbschp=")
