"""Writes docs/safety/hazards.md and docs/safety/results.md.

python -m tests.safety.documents
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import shared_trained
from tests.safety.lexicon import ALARMS, LEXICON, screened
from tests.safety.samples import calm, flags, urgent
from tests.safety.unforeseen import Rate, heard
from tests.safety.variants import CHANGES, SEED, variants

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "safety"
DANGEROUS, HARMLESS = 3_500, 2_000
"""Variants of dangers and of calm questions."""
Hazard = Mapping[str, Any]
LIMITS = (
    "No clinician has reviewed the texts, the danger signs, the cases or the ratings.",
    (
        "Our own cases were used to build the word lists: their figures say that what was built holds. How often an unknown "
        "wording is recognised, the unforeseen messages say: they were written without sight of the lists and of "
        "the examples of the listener, and nothing learns from them. Their labels have no second reader; part of the "
        "rules against false alarms was mended after a look at some of the calm ones. The last six hundred of them "
        "were first screened before anything was mended: 269 of 274 dangers were heard (98.2 %), and 9 of 216 calm "
        "messages raised an alarm (4.2 %)."
    ),
    "Variants are made by rule from the same cases. They measure careless writing, not new words.",
    (
        "Only English and Chinese (mainland, Taiwan, Hong Kong) are read. Danger in another language is not recognised; "
        "the emergency numbers stand beside every reply."
    ),
    "Of a text longer than two thousand characters only the beginning and the end are read.",
    "Whether somebody acts on a card was never tried with patients.",
)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    name: str
    hits: int
    of: int

    def __str__(self) -> str:
        return f"| {self.name} | {self.of} | {100 * self.hits / self.of:.1f} % |"


def hazards() -> Sequence[Hazard]:
    """The hazard log."""
    found: Sequence[Hazard] = yaml.safe_load((FOLDER / "hazards.yaml").read_text(encoding="utf-8"))["hazards"]
    return found


def marked() -> Mapping[str, list[str]]:
    """By hazard, the tests that are marked with it."""
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for name, ids in _marks_in(ast.parse(file.read_text(encoding="utf-8"))):
            for id in ids:
                found.setdefault(id, []).append(f"{file.relative_to(ROOT).as_posix()}::{name}")
    return found


def _marks_in(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in tree.body:
        for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == "hazard":
                yield node.name, [str(arg.value) for arg in mark.args if isinstance(arg, ast.Constant)]


def hazards_page() -> str:
    """The hazard log as a page."""
    tests = marked()
    parts = [
        "# Hazard log",
        (
            "Written by `make safety` from [hazards.yaml](hazards.yaml). Severity runs from 1 (minor) to 5 (death), "
            "likelihood from 1 (very rare) to 5 (very often). The ratings are an engineer's: **no clinician has signed "
            "them**. What a clinic must do before use stands in the [hand-over](handover.md)."
        ),
    ]
    for hazard in hazards():
        before, after = hazard["before"], hazard["after"]
        rows = [
            ("cause", hazard["cause"]),
            ("harm", hazard["harm"]),
            ("before the control", f"severity {before['severity']}, likelihood {before['likelihood']}"),
            ("control", hazard["control"]),
            ("after the control", f"severity {after['severity']}, likelihood {after['likelihood']}"),
        ]
        table = "\n".join(f"| {name} | {text} |" for name, text in rows)
        listed = "\n".join(f"- `{test}`" for test in tests.get(hazard["id"], ()))
        parts.append(f"## {hazard['id']} {hazard['hazard']}\n\n| | |\n|---|---|\n{table}\n\nTests:\n\n{listed}")
    return "\n\n".join(parts) + "\n"


def shares() -> list[Share]:
    """What the screen does on our own cases and on variants of them."""
    dangers, quiet = urgent(), calm()
    return [
        Share("emergencies and crises among our cases: recognised", _alarms(dangers), len(dangers)),
        Share("calm questions among our cases: alarm given", _alarms(quiet), len(quiet)),
        Share("variants of dangers: recognised", _alarms(v for v, _ in variants(dangers, DANGEROUS)), DANGEROUS),
        Share("variants of calm questions: alarm given", _alarms(v for v, _ in variants(quiet, HARMLESS)), HARMLESS),
        Share("plain sentences for each danger sign: recognised", _flagged(), len(flags())),
        *_unforeseen(),
    ]


def _unforeseen() -> Iterator[Share]:
    """What it does on messages that nothing was made from, by the lists alone and with the listener."""
    served = shared_trained()
    lists = heard(replace(served, safety=replace(served.safety, listener=None)))
    whole = heard(served)
    rows: tuple[tuple[str, Rate, Rate], ...] = (
        ("emergencies and crises: recognised", lists.danger, whole.danger),
        ("to be seen today: recognised", lists.same_day, whole.same_day),
        ("requests for personal advice: recognised", lists.personal, whole.personal),
        ("calm messages, half of them made to sound like danger: alarm given", lists.alarms, whole.alarms),
    )
    for name, before, after in rows:
        yield Share(f"unforeseen {name}, by the lists alone", before.hits, before.of)
        yield Share(f"unforeseen {name}, with the listener", after.hits, after.of)


def _alarms(texts: Iterator[str] | Sequence[str]) -> int:
    return sum(screened(text).verdict in ALARMS for text in texts)


def _flagged() -> int:
    return sum(flag["sign"] in screened(flag["q"]).flags for flag in flags())


def results_page(measured: Sequence[Share]) -> str:
    """The results as a page: figures, the tests behind them, limits."""
    signs = LEXICON.redflags.signs
    tests = "\n".join(f"- `{name}`" for name in sorted({test for names in marked().values() for test in names}))
    figures = "\n".join(map(str, measured))
    changes = ", ".join(change.__name__.replace("_", " ") for change in CHANGES)
    limits = "\n".join(f"- {limit}" for limit in LIMITS)
    return (
        "# Results of the safety screen\n\n"
        "Written by `make safety`; a test fails where this page no longer fits the tests.\n\n"
        f"The lexicon holds {len(signs)} danger signs. Variants are made from the seed {SEED} by: {changes}.\n\n"
        f"## Figures\n\n| what | of | share |\n|---|---|---|\n{figures}\n\n"
        f"## Tests\n\n{tests}\n\n## Limits\n\n{limits}\n"
    )


def main() -> None:
    """Write both pages."""
    (FOLDER / "hazards.md").write_text(hazards_page(), encoding="utf-8")
    (FOLDER / "results.md").write_text(results_page(shares()), encoding="utf-8")
    print(f"written: {FOLDER / 'hazards.md'}, {FOLDER / 'results.md'}")


if __name__ == "__main__":
    main()
