"""The report of an evaluation as one HTML file, for editors: what went wrong, why, and where to change something."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.conversation.trained import Trained, canonical_questions, examples
from bot.matching.explain import WAYS, as_written
from bot.model.knowledge import Intent, Knowledge
from bot.paths import templates_folder
from bot.workshop.evaluation import COLUMNS, Report, place, share_text, wanted
from bot.workshop.metrics import Result, confusions
from bot.workshop.report_folds import NO_TABLE, Folds
from bot.workshop.report_hints import hint
from bot.workshop.report_intents import IntentScore, by_intent, ranked_shares, weakest
from bot.workshop.report_reasons import Reasons, named, reasons, signed

TEMPLATE = "report/page.html"
UTTERANCES = {"en": "utterances/en.yaml", "zh": "utterances/zh.yaml"}
"""Languages that have examples of their own, with the file of each."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A reply that was not right, with why it was given."""

    result: Result
    reasons: Reasons
    hint: str
    """Where to change something."""


@dataclass(frozen=True, slots=True)
class Group:
    """The failures of the cases about one intent, or about one kind that has none."""

    anchor: str
    subject: str
    question: str
    """The canonical question in English; empty for a kind."""
    given: tuple[tuple[str, int], ...]
    """What was given, the commonest first."""
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An intent in the table of intents."""

    intent: str
    kind: str
    utterances: Mapping[str, int]
    """Number of examples by language."""
    score: IntentScore | None
    """None where no case is about it."""
    anchor: str
    """Of its failures; empty if there are none."""


def html_report(report: Report, folds: Folds | None, base: Trained, source: str, templates: Path | None = None) -> str:
    """The report as the text of an HTML page that needs nothing beside itself. `source` names the file of cases."""
    groups = _groups(report, base)
    scores = by_intent(report.results)
    return (
        _environment(templates or templates_folder())
        .get_template(TEMPLATE)
        .render(
            report=report,
            source=source,
            version=base.knowledge.version,
            columns=COLUMNS,
            languages=tuple(UTTERANCES),
            ways=WAYS[: 4 if base.matcher.semantic else 3],
            folds=folds,
            no_table=NO_TABLE,
            semantic=base.matcher.semantic,
            ranked=ranked_shares(report.results),
            confusions=confusions(report.results),
            weakest=weakest(scores),
            rows=_rows(scores, groups, base.knowledge),
            groups=groups,
        )
    )


def _environment(templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(share=share_text, signed=signed, named=named, place=place, wanted=wanted)
    return environment


def _groups(report: Report, base: Trained) -> tuple[Group, ...]:
    """The failures by subject, the subject with the most of them first."""
    written = as_written(examples(base.knowledge), base.pinyin.meant)
    questions = canonical_questions(base.knowledge)
    by_subject: dict[str, list[Failure]] = {}
    for result in report.failures:
        by_subject.setdefault(result.subject, []).append(_failure(result, base, written))
    ordered = sorted(by_subject.items(), key=lambda item: (-len(item[1]), item[0]))
    # The subject of a case is whatever its file says: it is shown, and never part of an address.
    return tuple(
        Group(f"group-{n}", subject, questions.get(subject, ("",))[0], _given(failures), tuple(failures))
        for n, (subject, failures) in enumerate(ordered, 1)
    )


def _failure(result: Result, base: Trained, written: Mapping[str, str]) -> Failure:
    found = reasons(result.expected.question, result.trace, base, written, result.expected.intents)
    return Failure(result, found, hint(result, found))


def _given(failures: Sequence[Failure]) -> tuple[tuple[str, int], ...]:
    counted = Counter(failure.result.given for failure in failures)
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _rows(scores: Sequence[IntentScore], groups: Sequence[Group], knowledge: Knowledge) -> tuple[Row, ...]:
    scored = {score.intent: score for score in scores}
    anchors = {group.subject: group.anchor for group in groups}
    return tuple(
        Row(intent.id, intent.kind, _utterances(intent, knowledge), scored.get(intent.id), anchors.get(intent.id, ""))
        for intent in knowledge.intents.values()
    )


def _utterances(intent: Intent, knowledge: Knowledge) -> Mapping[str, int]:
    return {
        language: len(getattr(knowledge.entries[path], "utterances", {}).get(intent.id, ()))
        for language, path in UTTERANCES.items()
    }
