"""The whole check of a content folder: what stops the start, what editors are held to, and what was waived."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from bot.content.loader import Folder, assemble, read_folder
from bot.content.strict_yaml import Document
from bot.model.knowledge import Knowledge
from bot.model.problem import ContentError, Problem
from bot.model.waiver import Waiver
from bot.workshop.rules import (
    chinese,
    coverage,
    examples,
    hedges,
    intervals,
    near,
    readability,
    reviews,
    terms,
    waiving,
)
from bot.workshop.rules.material import Found, Material, place
from bot.workshop.rules.near import Pair
from bot.workshop.rules.registry import RULES

Check = Callable[[Material], Iterator[Found]]

QUICK: tuple[Check, ...] = (
    intervals.check,
    coverage.check,
    hedges.check,
    readability.check,
    terms.check,
    chinese.check,
    examples.check,
    reviews.check,
)
"""What every check runs; together they take a second or two."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding: the file (relative to the content folder), the line (from 1), the rule, what is wrong there."""

    file: str
    line: int
    rule: str
    message: str
    about: str = ""
    """What a waiver calls it; empty for what cannot be waived."""

    @property
    def why(self) -> str:
        """Why the rule matters."""
        return RULES[self.rule].why

    @property
    def mend(self) -> str:
        """How such a finding is mended."""
        return RULES[self.rule].mend

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: [{self.rule}] {self.message}"


@dataclass(frozen=True, slots=True, order=True)
class Waived:
    """A finding that a waiver in the content accepts."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    knowledge: Knowledge | None
    """None where something stops the start: editors' rules look only at content that loads."""
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    pairs: tuple[Pair, ...] = ()
    """Examples of different questions that are most alike, where slow rules were asked for."""


def check_folder(root: Path, today: date, slow: bool = False) -> Checked:
    """Check a content folder by all rules; `slow` adds those that take about half a minute."""
    return check_read(read_folder(root), today, slow)


def check_read(folder: Folder, today: date, slow: bool = False) -> Checked:
    """Check a folder that was read, such as one in which an editor has changed a file and not saved it."""
    try:
        knowledge = assemble(folder)
    except ContentError as error:
        return Checked(None, tuple(of_problem(problem) for problem in error.problems))
    return findings(knowledge, folder.documents, today, slow)


def findings(knowledge: Knowledge, documents: Mapping[str, Document], today: date, slow: bool = False) -> Checked:
    """Everything that editors' rules find in a knowledge base that loads, in the order of files and lines.

    `documents` are the files it was read from (`Folder.documents`); lines are looked up in them.
    """
    material = Material(knowledge, documents, today)
    open_: set[Finding] = set()
    waived: set[Waived] = set()
    used: set[int] = set()
    pairs = near.nearest_pairs(knowledge) if slow else ()
    for found in chain(*(check(material) for check in QUICK), near.too_near(pairs)):
        finding = _placed(found, material)
        waiver = next((i for i, one in enumerate(material.waivers) if _accepted(one, finding)), None)
        if waiver is None:
            open_.add(finding)
        else:
            used.add(waiver)
            waived.add(Waived(finding, material.waivers[waiver].reason))
    open_ |= {_placed(found, material) for found in waiving.check(material, used, slow)}
    return Checked(knowledge, tuple(sorted(open_)), tuple(sorted(waived)), pairs)


def of_problem(problem: Problem) -> Finding:
    """A problem that stops the start, as a finding. It cannot be waived."""
    return Finding(problem.file, problem.line, problem.rule, problem.message)


def _accepted(waiver: Waiver, finding: Finding) -> bool:
    return waiving.accepts(waiver, finding.rule, finding.file, finding.about)


def _placed(found: Found, material: Material) -> Finding:
    document = material.documents.get(found.path)
    line = document.line(found.where) if document else 1
    return Finding(found.path, line, found.rule, found.message, found.about or place(document, found.where))
