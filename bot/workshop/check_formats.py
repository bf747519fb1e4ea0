"""What a check found, written out: for people, for programs, and as annotations for GitHub."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.model.knowledge import Knowledge
from bot.workshop.check import Checked, Finding
from bot.workshop.rules.coverage import SectionCoverage, coverage_text
from bot.workshop.rules.examples import Example
from bot.workshop.rules.near import nearest_text

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "github")


@dataclass(frozen=True, slots=True)
class Output:
    """What a check has to say, and about which files."""

    checked: Checked
    folder: Path
    site: Path | None = None
    """The site file, if there is one."""
    missing: tuple[str, ...] | None = None
    """What the site file lacks before patients use it; None if that was not asked."""
    covered: tuple[SectionCoverage, ...] = ()
    """What became of each section of the article, if that was asked."""


def printed(output: Output, form: Format) -> str:
    """All of it in one form. The one for GitHub holds findings alone, because only these have a line to stand at."""
    match form:
        case "text":
            return "\n".join(_text(output))
        case "json":
            return json.dumps(_data(output), ensure_ascii=False, indent=1)
        case "github":
            return "\n".join(_annotations(output))


def _text(output: Output) -> Iterator[str]:
    checked = output.checked
    for finding in checked.findings:
        yield f"{finding}\n    why: {finding.why}\n    mend: {finding.mend}"
    if checked.findings:
        yield f"{len(checked.findings)} problem(s) in {output.folder}"
    elif checked.knowledge:
        waived = f"; {len(checked.waived)} finding(s) waived with a reason" if checked.waived else ""
        yield summary(checked.knowledge) + waived
    if output.missing is not None:
        yield from (f"{output.site or 'no site file'}: {line}" for line in output.missing)
        count = len(output.missing)
        yield f"{count} thing(s) to do before patients use it" if count else "the site file is ready for use"
    if checked.pairs:
        yield f"\n{nearest_text(checked.pairs)}"
    if checked.knowledge and output.covered:
        yield f"\n{coverage_text(output.covered, checked.knowledge)}"


def summary(knowledge: Knowledge) -> str:
    """What a content folder holds, in one line."""
    return (
        f"content {knowledge.version} is good: {len(knowledge.intents)} intents in {len(knowledge.locales)} languages, "
        f"{len(knowledge.figures)} figures, {len(knowledge.sources)} sources, "
        f"{sum(map(len, knowledge.utterances.values()))} utterances"
    )


def _data(output: Output) -> dict[str, object]:
    checked = output.checked
    data: dict[str, object] = {
        "folder": str(output.folder),
        "content_version": checked.knowledge.version if checked.knowledge else None,
        "findings": [_finding(finding) for finding in checked.findings],
        "waived": [{**_finding(waived.finding), "reason": waived.reason} for waived in checked.waived],
    }
    if checked.pairs:
        data["nearest_pairs"] = [
            {"alike": round(pair.alike, 3), "texts": [_example(pair.example), _example(pair.other)]}
            for pair in checked.pairs
        ]
    if output.covered:
        data["coverage"] = list(map(_section, output.covered))
    if output.missing is not None:
        data["missing_for_use"] = list(output.missing)
    return data


def _section(part: SectionCoverage) -> dict[str, object]:
    return {
        "section": part.section.id,
        "cited_by": list(part.cited_by),
        "figures": {id: list(intents) for id, intents in part.figures.items()},
        "no_figure": {number.printed: number.reason for number in part.section.no_figure},
    }


def _example(example: Example) -> dict[str, object]:
    return {"text": example.text, "intent": example.intent, "file": example.path}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "file": finding.file,
        "line": finding.line,
        "rule": finding.rule,
        "about": finding.about,
        "message": finding.message,
        "why": finding.why,
        "mend": finding.mend,
    }


def _annotations(output: Output) -> Iterator[str]:
    """Workflow commands, as GitHub's "Workflow commands for GitHub Actions" describes them."""
    for finding in output.checked.findings:
        file = output.site if output.site and finding.file == str(output.site) else output.folder / finding.file
        place = f"file={_value(_from_here(file))},line={finding.line},title={_value(finding.rule)}"
        text = "\n".join([finding.message, f"Why: {finding.why}", f"Mend: {finding.mend}"])
        yield f"::error {place}::{_data_of(text)}"
    for line in output.missing or ():
        yield f"::error title=before patients use it::{_data_of(line)}"


def _from_here(file: Path) -> str:
    """A path from the working directory, which on GitHub is the repository."""
    whole = file.resolve()
    return whole.relative_to(Path.cwd()).as_posix() if whole.is_relative_to(Path.cwd()) else whole.as_posix()


def _data_of(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data_of(text).replace(":", "%3A").replace(",", "%2C")
