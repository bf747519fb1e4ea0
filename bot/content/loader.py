"""Content folder in, knowledge out; or every problem that stands in the way, with file and line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from bot.content.files import (
    ANSWERS,
    DANGER,
    FIXED_KINDS,
    REVIEWS,
    AnswersFile,
    ArticleFile,
    CommonFile,
    FiguresFile,
    FileKind,
    GlossaryFile,
    IntentsFile,
    LinesFile,
    OutOfScopeFile,
    ReviewsFile,
    SmalltalkFile,
    SourcesFile,
    UtterancesFile,
    answer_paths,
)
from bot.content.kept import content_files, keep, kept_file, read_kept, read_kept_to_answer
from bot.content.plain_words import plainly
from bot.model.editorial_lexicon import EditorialLexicon
from bot.model.entry import Entry
from bot.model.knowledge import LOCALES, Answer, Knowledge, Locale, LocaleContent, Places
from bot.model.lexicon import Lexicon
from bot.model.matching_lexicon import ForeignFile, MatchingFile, MatchingLexicon
from bot.model.problem import ContentError, Problem
from bot.model.review import Signatures
from bot.model.safety_lexicon import DangerFile, FrameFile, PersonalFile, PremiseFile, RedFlagFile, SafetyLexicon, Told
from bot.model.slot_lexicon import SlotLexicon
from bot.model.told import led
from bot.paths import digest_of

if TYPE_CHECKING:
    from bot.content.strict_yaml import Document

E = TypeVar("E", bound=Entry)


@dataclass
class Folder:
    """The files read so far: typed entries, their line maps, and the problems found."""

    root: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    documents: "dict[str, Document]" = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def get(self, path: str, kind: type[E]) -> E:
        """The typed entry of a path that was read without a problem."""
        entry = self.entries[path]
        assert isinstance(entry, kind)
        return entry

    def problem(self, path: str, where: tuple[str | int, ...], rule: str, message: str) -> Problem:
        """A problem at a place inside a file."""
        document = self.documents.get(path)
        return Problem(path, document.line(where) if document else 1, rule, message, where)


def load(root: Path) -> Knowledge:
    """Read and check the whole folder, or take what was kept of the same.

    Raises:
        ContentError: anything in it cannot be used; carries all problems.
    """
    kept = read_kept(root)
    return assemble(read_folder(root)) if kept is None else _knowledge(Folder(root, kept))


def load_to_answer(root: Path) -> tuple[Knowledge, str] | None:
    """What was kept of the folder without the examples, and the name of their table; None where it is not kept."""
    kept = read_kept_to_answer(root)
    if kept is None:
        return None
    entries, ahead = kept
    knowledge = _knowledge(Folder(root, entries))
    safety = replace(knowledge.lexicon.safety, known=ahead.phrases)
    return replace(knowledge, entries={}, lexicon=replace(knowledge.lexicon, safety=safety)), ahead.table


def keep_sound(root: Path) -> Path | None:
    """Read and check the whole folder, and keep it for the next start, unless it is changed meanwhile.

    Returns where it is kept.

    Raises:
        ContentError: anything in it cannot be used; carries all problems.
        OSError: it cannot be kept.
    """
    file = kept_file(root)
    folder = read_folder(root)
    assemble(folder)
    if kept_file(root) != file:
        return None
    keep(file, {path: document.value for path, document in folder.documents.items()})
    return file


def assemble(folder: Folder) -> Knowledge:
    """The knowledge base of a folder that was read, checked as a whole.

    Raises:
        ContentError: anything in it cannot be used; carries all problems.
    """
    # A start from kept content needs none of the checks.
    from bot.content import destinations, parity, prose, references, signatures, subject  # noqa: PLC0415

    if folder.problems:
        raise ContentError(folder.problems)
    knowledge = _knowledge(folder)
    problems = [
        folder.problem(path, where, rule, message)
        for check in (
            references.check,
            subject.check,
            destinations.check,
            parity.check,
            prose.check,
            signatures.check,
        )
        for path, where, rule, message in check(knowledge)
    ]
    if problems:
        raise ContentError(problems)
    return knowledge


def read_folder(root: Path) -> Folder:
    """Read every file into its type, collecting problems instead of stopping at the first."""
    folder = Folder(root)
    if not root.is_dir():
        folder.problems.append(Problem(str(root), 1, "file", "no such folder; give the content folder with --content"))
        return folder
    for kind in FIXED_KINDS:
        for path in kind.paths:
            read_entry(folder, path, kind)
    intents = folder.entries.get("intents.yaml")
    groups = (
        tuple(dict.fromkeys(i.group for i in intents.intents)) if isinstance(intents, IntentsFile) else _written(root)
    )
    for path in answer_paths(groups):
        read_entry(folder, path, ANSWERS)
    if groups:
        _report_strangers(folder)
    return folder


def _written(root: Path) -> tuple[str, ...]:
    """The groups that have answer files, for a folder whose intents.yaml cannot be read."""
    others = {path.rpartition("/")[2] for kind in FIXED_KINDS for path in kind.paths}
    return tuple(sorted({file.stem for file in root.glob("answers/*/*.yaml") if file.name not in others}))


def content_version(root: Path) -> str:
    """Twelve hexadecimal digits that change with any byte of any content file but reviews.yaml.

    A signature changes nothing of what is said: whoever printed or bookmarked a version still holds this one.
    """
    return digest_of(root, (file for file in content_files(root) if file != root / REVIEWS)).hex()[:12]


def read_entry(folder: Folder, path: str, kind: FileKind) -> None:
    """Read one file into its type; what is wrong with it is added to the problems of the folder."""
    if kind.optional and not (folder.root / path).exists():
        folder.entries[path] = kind.type()
        return
    # Nor does it need a reader of YAML.
    from bot.content.strict_yaml import read_yaml  # noqa: PLC0415

    document, problems = read_yaml(folder.root / path, path, kind.tags)
    folder.problems.extend(problems)
    if document is None:
        return
    folder.documents[path] = document
    if problems:
        return
    try:
        folder.entries[path] = kind.type.model_validate(document.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        inside = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
        for detail in details:
            if detail["type"] == "too_short" and detail["loc"] in inside:
                continue  # an entry that is there and cannot be read does not count, and is a finding itself
            where = tuple(part for part in detail["loc"] if part != "[key]")
            name = ".".join(map(str, where))
            if detail["input"] is None:
                problem = folder.problem(path, where, "left-empty", f"{name}: nothing stands here; fill it in")
            else:
                problem = folder.problem(path, where, "schema", led(f"{name}: ", plainly(detail)))
            folder.problems.append(problem)


def _report_strangers(folder: Folder) -> None:
    known = set(folder.documents) | {problem.file for problem in folder.problems}
    for file in content_files(folder.root):
        path = file.relative_to(folder.root).as_posix()
        if path not in known:
            message = "no such content file is known; answers belong in answers/LOCALE/GROUP.yaml"
            folder.problems.append(Problem(path, 1, "file", message))


def _knowledge(folder: Folder) -> Knowledge:
    intents = folder.get("intents.yaml", IntentsFile).intents
    groups = tuple(dict.fromkeys(intent.group for intent in intents))
    numbers = folder.get("figures.yaml", FiguresFile)
    sources = folder.get("sources.yaml", SourcesFile).sources
    return Knowledge(
        version=content_version(folder.root),
        outcomes={outcome.id: outcome for outcome in numbers.outcomes},
        figures={figure.id: figure for figure in numbers.figures},
        sources={source.id: source for source in sources},
        places=folder.get("places.yaml", Places),
        sections=folder.get("article.yaml", ArticleFile).sections,
        intents={intent.id: intent for intent in intents},
        locales={locale: _locale(folder, locale, groups) for locale in LOCALES},
        utterances=_utterances(folder),
        out_of_scope=folder.get("utterances/out_of_scope.yaml", OutOfScopeFile).out_of_scope,
        lexicon=_lexicon(folder),
        regions=folder.get("lines.yaml", LinesFile).regions,
        entries=dict(folder.entries),
        signatures=_signatures(folder),
    )


def _signatures(folder: Folder) -> Signatures:
    signed = folder.get(REVIEWS, ReviewsFile).reviews
    return {(one.answer, one.locale): one for one in signed}


def _locale(folder: Folder, locale: Locale, groups: Iterable[str]) -> LocaleContent:
    common = folder.get(f"answers/{locale}/common.yaml", CommonFile)
    answers: dict[str, Answer] = {}
    for group in groups:
        answers |= folder.get(f"answers/{locale}/{group}.yaml", AnswersFile).answers
    return LocaleContent(
        answers=answers,
        cautions=common.cautions,
        notices=common.notices,
        disclaimer=common.disclaimer,
        not_reviewed=common.not_reviewed,
        reviewed=common.reviewed,
        reviewed_before=common.reviewed_before,
        replies=common.replies,
        labels=common.labels,
        subject=common.subject,
        glossary=folder.get(f"answers/{locale}/glossary.yaml", GlossaryFile).glossary,
    )


def _utterances(folder: Folder) -> Mapping[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for path in ("utterances/en.yaml", "utterances/zh.yaml"):
        for intent, examples in folder.get(path, UtterancesFile).utterances.items():
            merged[intent] = merged.get(intent, ()) + examples
    return merged


def _danger(folder: Folder) -> Mapping[Told, tuple[str, ...]]:
    """The listener's examples by what they tell of; where a sign is an overdose, its examples tell of one."""
    signs = folder.get("lexicon/redflags.yaml", RedFlagFile).signs
    overdoses = {sign.id for sign in signs if sign.level == "overdose"}
    merged: dict[Told, tuple[str, ...]] = {}
    for path in DANGER.paths:
        file = folder.get(path, DangerFile)
        for told, groups in file.groups.items():
            for id, texts in groups.items():
                own: Told = "overdose" if told == "emergency" and id in overdoses else told
                merged[own] = (*merged.get(own, ()), *texts)
    return merged


def _lexicon(folder: Folder) -> Lexicon:
    return Lexicon(
        editorial=folder.get("lexicon/editorial.yaml", EditorialLexicon),
        matching=MatchingLexicon(
            matching=folder.get("lexicon/matching.yaml", MatchingFile),
            foreign=folder.get("lexicon/foreign.yaml", ForeignFile),
        ),
        safety=SafetyLexicon(
            redflags=folder.get("lexicon/redflags.yaml", RedFlagFile),
            frames=folder.get("lexicon/frames.yaml", FrameFile),
            personal=folder.get("lexicon/personal.yaml", PersonalFile),
            premises=folder.get("lexicon/premises.yaml", PremiseFile),
            examples=_danger(folder),
        ),
        slots=folder.get("lexicon/slots.yaml", SlotLexicon),
        smalltalk=folder.get("utterances/smalltalk.yaml", SmalltalkFile).smalltalk,
    )
