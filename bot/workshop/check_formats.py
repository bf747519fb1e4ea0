"""What a check found, written out: for people, for programs, and as annotations for GitHub."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from bot.model.knowledge import Knowledge
from bot.workshop.check import Checked, Finding
from bot.workshop.rules.examples import Example

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "github")


def printed(
    checked: Checked, form: Format, folder: Path, site: Path | None = None, missing: tuple[str, ...] | None = None
) -> str:
    """The whole output of a check. `missing` is what the site file lacks before patients use it; None if not asked."""
    match form:
        case "text":
            return "\n".join(_text(checked, folder, site, missing))
        case "json":
            return json.dumps(_data(checked, folder, missing), ensure_ascii=False, indent=1)
        case "github":
            return "\n".join(_annotations(checked, folder, site, missing))


def _text(checked: Checked, folder: Path, site: Path | None, missing: tuple[str, ...] | None) -> Iterator[str]:
    for finding in checked.findings:
        yield f"{finding}\n    why: {finding.why}\n    mend: {finding.mend}"
    if checked.findings:
        yield f"{len(checked.findings)} problem(s) in {folder}"
    elif checked.knowledge:
        waived = f"; {len(checked.waived)} finding(s) waived with a reason" if checked.waived else ""
        yield summary(checked.knowledge) + waived
    if missing is not None:
        yield from (f"{site or 'no site file'}: {line}" for line in missing)
        yield f"{len(missing)} thing(s) to do before patients use it" if missing else "the site file is ready for use"


def summary(knowledge: Knowledge) -> str:
    """What a content folder holds, in one line."""
    return (
        f"content {knowledge.version} is good: {len(knowledge.intents)} intents in {len(knowledge.locales)} languages, "
        f"{len(knowledge.figures)} figures, {len(knowledge.sources)} sources, "
        f"{sum(map(len, knowledge.utterances.values()))} utterances"
    )


def _data(checked: Checked, folder: Path, missing: tuple[str, ...] | None) -> dict[str, object]:
    data: dict[str, object] = {
        "folder": str(folder),
        "content_version": checked.knowledge.version if checked.knowledge else None,
        "findings": [_finding(finding) for finding in checked.findings],
        "waived": [{**_finding(waived.finding), "reason": waived.reason} for waived in checked.waived],
    }
    if checked.pairs:
        data["nearest_pairs"] = [
            {"alike": round(pair.alike, 3), "texts": [_example(pair.example), _example(pair.other)]}
            for pair in checked.pairs
        ]
    return data if missing is None else {**data, "missing_for_use": list(missing)}


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


def _annotations(checked: Checked, folder: Path, site: Path | None, missing: tuple[str, ...] | None) -> Iterator[str]:
    """Workflow commands, as GitHub's "Workflow commands for GitHub Actions" describes them."""
    for finding in checked.findings:
        file = site if site and finding.file == str(site) else folder / finding.file
        place = f"file={_value(_from_here(file))},line={finding.line},title={_value(finding.rule)}"
        text = "\n".join([finding.message, f"Why: {finding.why}", f"Mend: {finding.mend}"])
        yield f"::error {place}::{_data_of(text)}"
    for line in missing or ():
        yield f"::error title=before patients use it::{_data_of(line)}"


def _from_here(file: Path) -> str:
    """A path from the working directory, which on GitHub is the repository."""
    whole = file.resolve()
    return whole.relative_to(Path.cwd()).as_posix() if whole.is_relative_to(Path.cwd()) else whole.as_posix()


def _data_of(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data_of(text).replace(":", "%3A").replace(",", "%2C")
