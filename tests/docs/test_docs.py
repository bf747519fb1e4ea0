"""The pages under docs/ are as the code is: files, placeholders, layers, vendored script."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.content.files import FIXED_KINDS
from bot.model.knowledge import Figure
from bot.model.spans import FigureRef, Text, parse_template

ROOT = Path(__file__).resolve().parents[2]
CONTENT = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PLACEHOLDERS = re.findall(r"^\| `(\{[^`]+\})` \|", CONTENT, flags=re.MULTILINE)


def test_every_content_file_is_described():
    """An editor finds each file of the content folder in the table, and each file of the table in the folder."""
    expected = {re.sub(r"/(en|zh-Hans|zh-Hant)/", "/LOCALE/", path) for kind in FIXED_KINDS for path in kind.paths}
    table = CONTENT[CONTENT.index("## The files") : CONTENT.index("## An answer")]
    described = {name for row in re.findall(r"^\| (`[^|]+`) \|", table, flags=re.MULTILINE) for name in row.split("`")}
    files = {name for name in described if name.endswith(".yaml")}
    assert files == expected | {"answers/LOCALE/GROUP.yaml"}


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_every_placeholder_that_is_described_can_be_written(placeholder):
    """What the table shows is read as a placeholder, not as text."""
    written = placeholder.replace("\\|", "|")
    assert not any(isinstance(span, Text) for span in parse_template(written))


def test_every_kind_of_placeholder_is_described():
    """The parser's own list and the table are the same."""
    known = set(re.findall(r"`\{([a-z-]+)", parse_template.__doc__ or ""))
    assert {re.match(r"\{([a-z-]+)", placeholder)[1] for placeholder in PLACEHOLDERS} == known


def test_the_figures_in_the_table_exist(knowledge):
    """An editor who copies a line from the page gets a figure that there is."""
    for placeholder in PLACEHOLDERS:
        for span in parse_template(placeholder.replace("\\|", "|")):
            if isinstance(span, FigureRef):
                assert span.figure in knowledge.figures


def test_the_figure_that_is_shown_is_the_figure_that_is_used(knowledge):
    """The sample figure on the page has every field, and the values of the content."""
    sample = CONTENT[CONTENT.index("figures:\n  - id:") :].split("```")[0]
    lines = dict(re.findall(r"^ +(?:- )?(\w+): (.+)$", sample, flags=re.MULTILINE))
    figure = knowledge.figures[lines["id"]]
    stored = TypeAdapter(Figure).dump_python(figure, mode="json")
    for name, value in lines.items():
        shown = value.strip('"').strip("[]")
        held = stored[name]
        assert shown == ("null" if held is None else ", ".join(held) if isinstance(held, list) else str(held)), name


def test_the_layers_in_the_table_are_the_layers_that_are_kept():
    """The table of layers names them in the order that import-linter enforces."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    kept = [sorted(re.findall(r"\w+", layer)) for layer in contracts[0]["layers"]]
    table = ARCHITECTURE[ARCHITECTURE.index("## Layers") : ARCHITECTURE.index("## The parts")]
    rows = re.findall(r"^\| (`bot\.[^|]+) \|", table, flags=re.MULTILINE)
    assert [sorted(re.findall(r"`bot\.(\w+)`", row)) for row in rows] == kept


def test_the_htmx_version_in_the_docs_is_the_vendored_one():
    """Wherever a page names a version of htmx, it is the one that is served."""
    (vendored,) = json.loads((ROOT / "bot/static/vendor/manifest.json").read_text(encoding="utf-8"))["files"]
    assert (ROOT / "bot/static/vendor" / vendored["file"]).is_file()
    assert vendored["version"] in vendored["file"]
    for page in ("README.md", "CHANGELOG.md", "docs/architecture.md"):
        named = re.findall(r"htmx (\d+\.\d+\.\d+)", (ROOT / page).read_text(encoding="utf-8"))
        assert named, page
        assert set(named) == {vendored["version"]}, page
